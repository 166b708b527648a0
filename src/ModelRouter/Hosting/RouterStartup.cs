using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ModelRouter;

/// <summary>Makes the router when the host starts, before any other service of the host, so that a model that can't be made
/// stops the host and not the first request. When the host has stopped, it waits for calls that have not ended, so that
/// what they cost still reaches the ledger and the budgets, which the container disposes next.</summary>
internal sealed class RouterStartup(IServiceProvider services) : IHostedLifecycleService
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    private ModelRouterChatClient? _router;

    public Task StartingAsync(CancellationToken cancellationToken)
    {
        // Not injected: this object may be made before the options have been validated.
        _router = services.GetRequiredService<ModelRouterChatClient>();
        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => _router?.State.Services.Live.WaitAsync(LongestWait, cancellationToken) ?? Task.CompletedTask;
}

using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ModelRouter;

/// <summary>Makes the router when the host starts, before any other service of the host, so that a model that can't be made
/// stops the host and not the first request. When the host has stopped, it waits for calls that have not ended, so that
/// what they cost still reaches the ledger and the budgets, which the container disposes next.</summary>
/// <param name="services">The container.</param>
/// <param name="findLater">Who was registered in the router's place afterwards; <see langword="null"/> for nobody.</param>
internal sealed class RouterStartup(IServiceProvider services, Func<ServiceDescriptor?> findLater) : IHostedLifecycleService
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    private ModelRouterChatClient? _router;

    public Task StartingAsync(CancellationToken cancellationToken)
    {
        // Not injected: this object may be made before the options have been validated.
        _router = services.GetRequiredService<ModelRouterChatClient>();
        ThrowIfBypassed();
        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => _router?.State.Services.Live.WaitAsync(LongestWait, cancellationToken) ?? Task.CompletedTask;

    /// <summary>Whoever asks for a client gets the one that was registered last: that has to be the router, or something around it. Only singletons are looked at, since
    /// others may need a request to be made.</summary>
    private void ThrowIfBypassed()
    {
        if (findLater() is { Lifetime: ServiceLifetime.Singleton } && services.GetRequiredService<IChatClient>().GetService(typeof(ModelRouterChatClient)) is null)
        {
            throw new InvalidOperationException(
                "An unkeyed IChatClient was registered after the router, and takes its place. If it stands around the router, let its GetService lead there, as a DelegatingChatClient's does; else register it with a key, "
                + "add it to the router as a model, or, if it is meant to take the router's place, replace that registration.");
        }
    }
}

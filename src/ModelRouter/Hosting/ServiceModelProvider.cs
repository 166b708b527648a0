using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace ModelRouter;

/// <summary>Finds the clients that the application has registered under a key, for models whose provider is <c>service</c>.</summary>
internal sealed class ServiceModelProvider(IServiceProvider services) : IModelProvider
{
    public string Name => "service";

    public IChatClient CreateClient(ModelProfile model, IConfigurationSection settings)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(settings);
        var reader = new SectionReader(settings).Allow("Key");
        var key = reader.Text("Key") ?? model.Id;
        return services.GetKeyedService<IChatClient>(key) is { } client
            ? new LentChatClient(client)
            : throw new ModelRouterConfigurationException(
                $"{settings.Path}:Key", $"No IChatClient is registered under the key{Shown.Name(key)}; AddKeyedChatClient registers one. Without a Key it is the model's id.");
    }

    /// <summary>A client that belongs to the container, which disposes it.</summary>
    private sealed class LentChatClient(IChatClient client) : DelegatingChatClient(client)
    {
        /// <summary>Leaves the client alone.</summary>
        protected override void Dispose(bool disposing) => base.Dispose(disposing: false);
    }
}

using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;

namespace ModelRouter;

/// <summary>Makes the clients of models that configuration names by <c>Provider</c>.</summary>
/// <remarks>Safe for concurrent use. The router disposes the clients it got from a provider, never the provider itself. A client
/// whose model is stricter than <see cref="HistoryDialect.Default"/> answers <see cref="IChatClient.GetService"/> for the type
/// <see cref="HistoryDialect"/>; what configuration says under <c>History</c> comes before that.</remarks>
public interface IModelProvider
{
    /// <summary>The value of <c>Provider</c> that this provider answers to, such as <c>llamacpp</c>; compared without case.</summary>
    string Name { get; }

    /// <summary>Makes a client for <paramref name="model"/>; quick, so anything long (loading weights) waits for the first call.</summary>
    /// <param name="model">The model's profile.</param>
    /// <param name="settings">The model's <c>Settings</c> section, whose keys this provider alone defines and checks.</param>
    /// <exception cref="ModelRouterConfigurationException">A setting is missing, unknown or out of range.</exception>
    IChatClient CreateClient(ModelProfile model, IConfigurationSection settings);
}

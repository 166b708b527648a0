using Microsoft.Extensions.Configuration;

namespace ModelRouter;

/// <summary>A model as configuration describes it, before it has a client.</summary>
/// <param name="Profile">Its profile.</param>
/// <param name="Provider">The name of the provider that makes its client.</param>
/// <param name="Settings">The provider's own keys.</param>
internal sealed record ConfiguredModel(ModelProfile Profile, string Provider, IConfigurationSection Settings);

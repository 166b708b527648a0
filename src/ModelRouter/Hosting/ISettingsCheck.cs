using Microsoft.Extensions.Configuration;

namespace ModelRouter;

/// <summary>A provider that can read a model's settings where its files and secrets are not: by the same code as for a client.</summary>
internal interface ISettingsCheck
{
    /// <summary>Reads <paramref name="settings"/> as <see cref="IModelProvider.CreateClient"/> does, and takes files and environment variables that they name for granted.</summary>
    /// <exception cref="ModelRouterConfigurationException">A setting is missing, unknown or out of range.</exception>
    void CheckSettings(ModelProfile model, IConfigurationSection settings);
}

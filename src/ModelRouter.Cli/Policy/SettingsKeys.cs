using Microsoft.Extensions.Configuration;

namespace ModelRouter.Cli;

/// <summary>Checks keys of a section by the schema alone: whoever reads it may know fewer, and say so one at a time.</summary>
internal static class SettingsKeys
{
    /// <summary>The unknown keys of a section of the router that would open a database.</summary>
    internal static IEnumerable<ModelRouterConfigurationException> Unknown(IConfigurationSection section, string definition)
    {
        try
        {
            new SectionReader(section).Allow([.. ConfigurationSchema.KeysOf(definition)!]);
            return [];
        }
        catch (ModelRouterConfigurationException unknown)
        {
            return [unknown, .. unknown.Others];
        }
    }
}

using System.CommandLine;

namespace ModelRouter.Cli;

/// <summary><c>--config</c>.</summary>
internal sealed class ConfigOption : Option<string?>
{
    public ConfigOption()
        : base("--config", "-c")
    {
        Description = $"Configuration file; otherwise ${ConfigurationFile.Variable}, otherwise {ConfigurationFile.DefaultName} in this folder.";
        HelpName = "file";
    }
}

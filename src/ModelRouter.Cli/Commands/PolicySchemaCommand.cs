using System.CommandLine;

namespace ModelRouter.Cli;

/// <summary><c>policy schema</c>.</summary>
internal sealed class PolicySchemaCommand : Command
{
    public PolicySchemaCommand(Terminal terminal)
        : base("schema", "Prints the JSON schema of modelrouter.json, by which editors complete and check it.") =>
        SetAction(_ =>
        {
            terminal.Out.Write(ConfigurationSchema.Text);
            return ExitCode.Success;
        });
}

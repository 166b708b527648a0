using System.CommandLine;

namespace ModelRouter.Cli;

/// <summary><c>policy check</c>: what is wrong with a configuration file, with line and column.</summary>
internal sealed class PolicyCheckCommand : Command
{
    private readonly PolicyFileArgument _file = new(
        "file", $"The file; otherwise ${ConfigurationFile.Variable}, otherwise {ConfigurationFile.DefaultName} in this folder.", isOptional: true);

    private readonly Option<bool> _json = new("--json") { Description = "Print one JSON object instead: file, valid, rules, problems." };
    private readonly Terminal _terminal;

    public PolicyCheckCommand(Terminal terminal)
        : base("check", "Checks a configuration file: keys, values, models named in rules, rules that contradict one another. No key and no model file is needed.")
    {
        _terminal = terminal;
        Arguments.Add(_file);
        Options.Add(_json);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        var file = PolicyFile.Open(parsed.GetValue(_file), origin: "");
        if (parsed.GetValue(_json))
        {
            JsonOutput.Write(_terminal, json => PolicyCheckJson.WriteMembers(json, file));
        }
        else
        {
            foreach (var problem in file.Problems)
            {
                _terminal.Out.WriteLine(TerminalText.Clean(problem.Describe(file.Name)));
            }

            var errors = file.Problems.Count(static p => p.IsError);
            var warnings = file.Problems.Count - errors;
            _terminal.Out.WriteLine(errors > 0
                ? $"{file.Name} can't be used: {Count(errors, "error")}, {Count(warnings, "warning")}."
                : $"{file.Name} is valid: {Count(file.Models.Count, "model")}, {Count(file.Options.Policy.Rules.Count, "policy rule")}, {Count(warnings, "warning")}.");
        }

        return file.HasErrors ? ExitCode.Failure : ExitCode.Success;
    }

    private static string Count(int count, string what) => $"{count} {what}{(count == 1 ? "" : "s")}";
}

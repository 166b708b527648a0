using System.CommandLine;

namespace ModelRouter.Cli;

/// <summary><c>policy diff</c>: which rules differ between two files, and which decisions.</summary>
internal sealed class PolicyDiffCommand : Command
{
    private readonly PolicyFileArgument _before = new("before", "The configuration file as it is.");
    private readonly PolicyFileArgument _after = new("after", "The configuration file as it would be.");
    private readonly AtOption _at = new();
    private readonly Option<bool> _json = new("--json") { Description = "Print one JSON object instead: rules, samples, decisions." };
    private readonly Terminal _terminal;

    public PolicyDiffCommand(Terminal terminal)
        : base("diff", "Compares two configurations: their rules, and what they decide for sample prompts of each task and data class and everybody whom rules name.")
    {
        _terminal = terminal;
        Arguments.Add(_before);
        Arguments.Add(_after);
        Options.Add(_at);
        Options.Add(_json);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken ct)
    {
        var (before, after) = (PolicyFile.OpenValid(parsed.GetValue(_before), origin: ""), PolicyFile.OpenValid(parsed.GetValue(_after), origin: ""));
        var ofBefore = await PolicyPrediction.OpenAsync(before, needsPrompts: false, ct).ConfigureAwait(false);
        await using var endOfBefore = ofBefore.ConfigureAwait(false);
        var ofAfter = await PolicyPrediction.OpenAsync(after, needsPrompts: false, ct).ConfigureAwait(false);
        await using var endOfAfter = ofAfter.ConfigureAwait(false);
        foreach (var missing in ofBefore.Missing.Concat(ofAfter.Missing).Distinct(StringComparer.Ordinal))
        {
            _terminal.WriteNote(missing);
        }

        var comparison = PolicyComparison.Of(before, after, _at.Read(parsed), ofBefore, ofAfter);
        if (parsed.GetValue(_json))
        {
            JsonOutput.Write(_terminal, json => PolicyDiffOutput.WriteJson(json, comparison));
        }
        else
        {
            PolicyDiffOutput.WriteTables(_terminal, comparison);
        }

        return ExitCode.Success;
    }
}

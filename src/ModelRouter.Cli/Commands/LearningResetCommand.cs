using System.CommandLine;

namespace ModelRouter.Cli;

/// <summary><c>learning reset</c>: forgets what was learned.</summary>
internal sealed class LearningResetCommand : Command
{
    private readonly Option<bool> _json = new("--json") { Description = "Print one JSON object instead: forgotten." };
    private readonly ConfigOption _config = new();
    private readonly Terminal _terminal;

    public LearningResetCommand(Terminal terminal)
        : base("reset", "Forgets all labels, the calls that wait for one, and what calls took until now; programs that run with the same store forget them within seconds.")
    {
        _terminal = terminal;
        Options.Add(_config);
        Options.Add(_json);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken ct)
    {
        var count = await LearningSource.UseStoreAsync(parsed.GetValue(_config), isReading: false, async store =>
        {
            var labels = await store.LoadAsync(ct).ConfigureAwait(false);
            await store.ResetAsync(ct).ConfigureAwait(false);
            return labels.Count;
        }).ConfigureAwait(false);
        if (parsed.GetValue(_json))
        {
            JsonOutput.Write(_terminal, json => json.WriteNumber("forgotten", count));
        }
        else
        {
            _terminal.WriteNote($"{count:#,0} {(count == 1 ? "label is" : "labels are")} forgotten.");
        }

        return ExitCode.Success;
    }
}

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
        // Looked into first: another program's database is told then, and gets no tables.
        var config = parsed.GetValue(_config);
        var count = await LearningSource.UseStoreAsync(
            config, isReading: true, async store => (await store.LoadAsync(ct).ConfigureAwait(false)).Count + store.Unread).ConfigureAwait(false);
        await LearningSource.UseStoreAsync(config, isReading: false, async store =>
        {
            await store.ResetAsync(ct).ConfigureAwait(false);
            return count;
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

using System.CommandLine;
using ModelRouter.Evaluation;

namespace ModelRouter.Cli;

/// <summary><c>train</c>: learns from outcomes which model is right on what.</summary>
internal sealed class TrainCommand : Command
{
    private readonly Option<string[]> _data = new("--data")
    {
        Description = "Data sets as 'eval' reads them: rows, with =models.json unless x.models.json stands beside x.jsonl.",
        HelpName = "file[=models]",
        Required = true,
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<string> _out = new("--out") { Description = "Where to put the weights.", HelpName = "file", Required = true };
    private readonly Option<int?> _seed = Number.Option("--seed", "Decides everything that is drawn; the same seed and data give the same weights. 0 by default.", min: 0);
    private readonly Option<bool> _force = new("--force") { Description = "Replace the file if it is there." };
    private readonly Option<bool> _strict = new("--strict") { Description = "Fail if a row can't be used, instead of leaving it out." };
    private readonly TrainRouter _train;
    private readonly Terminal _terminal;

    public TrainCommand(Terminal terminal, TrainRouter train)
        : base("train", "Learns from prompts with known outcomes which model is right on what, and writes the weights that a router predicts with.")
    {
        (_terminal, _train) = (terminal, train);
        foreach (var option in (Option[])[_data, _out, _seed, _force, _strict])
        {
            Options.Add(option);
        }

        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken ct)
    {
        var path = parsed.GetRequiredValue(_out);
        if (!Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(path))))
        {
            throw new UsageException($"the folder of --out '{path}' does not exist.");
        }

        // Told before an hour of training, not after.
        if (File.Exists(path) && !parsed.GetValue(_force))
        {
            throw new UsageException($"'{path}' is there already; choose another --out, or replace it with --force.");
        }

        List<RoutingDataset> data = [];
        foreach (var file in parsed.GetRequiredValue(_data).Select(text => DataFile.Find(text, _data.Name)).ToList())
        {
            var set = await RoutingDataReader.ReadAsync(file.Rows, file.Models, ct).ConfigureAwait(false);
            EvalNotes.WriteBroken(_terminal, file.Rows, set.Broken, parsed.GetValue(_strict));
            data.Add(set);
        }

        var rows = data.Sum(static set => set.Rows.Count);
        await WholeFile.WriteAsync(path, weights => LoadDisplay.ShowAsync(
            _terminal, $"Learning from {EvalNotes.Count(rows)}",
            (progress, token) => Task.Run(() => _train(data, parsed.GetValue(_seed) ?? 0, weights, progress, token), token), ct)).ConfigureAwait(false);
        _terminal.WriteNote($"the weights are in {path}: learned from {EvalNotes.Count(rows)} and {data.SelectMany(static set => set.Models).DistinctBy(static model => model.Name, StringComparer.OrdinalIgnoreCase).Count():#,0} models.");
        return ExitCode.Success;
    }
}

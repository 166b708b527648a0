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
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<string?> _outcomes = new("--outcomes")
    {
        Description = "Learn from a deployment's own labels instead: a SQLite file that holds them, or without a name the store of the configuration's Learning.",
        HelpName = "file",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly ConfigOption _config = new();
    private readonly Option<string?> _out = new("--out") { Description = "Where to put the weights.", HelpName = "file", Required = true };
    private readonly Option<int?> _seed = Number.Option("--seed", "Decides everything that is drawn; the same seed and data give the same weights on the same kind of processor. 0 by default.", min: 0);
    private readonly Option<bool> _force = new("--force") { Description = "Replace the file if it is there." };
    private readonly Option<bool> _strict = new("--strict") { Description = "Fail if a row can't be used, instead of leaving it out." };
    private readonly Option<string[]> _without = new("--without") { Description = "Leave out the rows of these benchmarks.", HelpName = "benchmark", AllowMultipleArgumentsPerToken = true };
    private readonly Option<string[]> _prompts = new("--prompts")
    {
        Description = "For --encoder: prompts of every kind that shall be told apart; rows: prompt.",
        HelpName = "file",
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<string?> _encoder = new("--encoder")
    {
        Description = "For a new version of ModelRouter only: learn anew how prompts are read, and put that here. Weights that were trained before don't fit it.",
        HelpName = "file",
    };

    private readonly TrainRouter _train;
    private readonly Terminal _terminal;

    public TrainCommand(Terminal terminal, TrainRouter train)
        : base("train", "Learns from prompts with known outcomes which model is right on what, and writes the weights that a router predicts with.")
    {
        (_terminal, _train) = (terminal, train);
        foreach (var option in (Option[])[_data, _outcomes, _config, _out, _without, _seed, _force, _strict, _prompts, _encoder])
        {
            Options.Add(option);
        }

        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken ct)
    {
        var outcomes = new TrainOutcomes(parsed.GetValue(_outcomes), parsed.GetValue(_config));
        var isOfOutcomes = parsed.GetResult(_outcomes) is not null;
        if (isOfOutcomes == parsed.GetValue(_data) is [_, ..])
        {
            throw new UsageException($"name --data, prompts with known outcomes, or --outcomes, labels of your own calls{(isOfOutcomes ? ", not both" : "")}.");
        }

        var sets = (parsed.GetValue(_data) ?? []).Select(text => DataFile.Find(text, _data.Name)).ToList();
        List<string> inputs = [.. sets.SelectMany(static set => (string[])[set.Rows, set.Models]), .. parsed.GetValue(_prompts) ?? [], .. isOfOutcomes ? outcomes.Files() : []];
        var path = ReadPath(parsed, _out, inputs)!;
        var encoder = ReadPath(parsed, _encoder, inputs);
        if (encoder is not null && OutputPath.IsSame(encoder, path))
        {
            throw new UsageException($"{_out.Name} and {_encoder.Name} are both '{encoder}'; name two files.");
        }

        if (encoder is null && parsed.GetValue(_prompts) is [_, ..])
        {
            throw new UsageException("--prompts are read for --encoder alone; leave them out.");
        }

        var seed = parsed.GetValue(_seed) ?? 0;
        if (isOfOutcomes)
        {
            return await LearnFromOutcomesAsync(outcomes, path, seed, encoder, ct).ConfigureAwait(false);
        }

        var data = await ReadAsync(parsed, sets, ct).ConfigureAwait(false);
        TellPassedOver(sets, data);
        var rows = data.Sum(static set => set.Rows.Count);
        await WholeFile.WriteAsync(path, async weights =>
        {
            if (encoder is null)
            {
                await ShowAsync((progress, token) => _train(data, seed, weights, progress, token)).ConfigureAwait(false);
                return;
            }

            List<string> prompts = [.. data.SelectMany(static set => set.Rows).Select(static row => row.Prompt)];
            foreach (var file in parsed.GetValue(_prompts) ?? [])
            {
                prompts.AddRange(await PromptReader.ReadAsync(DataFile.Existing(file, _prompts.Name), ct).ConfigureAwait(false));
            }

            await WholeFile.WriteAsync(
                encoder, stream => ShowAsync((progress, token) => RouterTrainer.TrainAnew(prompts, data, stream, weights, seed, progress, token))).ConfigureAwait(false);
        }).ConfigureAwait(false);
        _terminal.WriteNote($"the weights are in {path}: learned from {EvalNotes.Count(rows)} and {data.SelectMany(static set => set.Models).DistinctBy(static model => model.Name, StringComparer.OrdinalIgnoreCase).Count():#,0} models.");
        return ExitCode.Success;

        Task ShowAsync(Action<IProgress<float>, CancellationToken> work) => LoadDisplay.ShowAsync(
            _terminal, $"Learning from {EvalNotes.Count(rows)}", (progress, token) => Task.Run(() => work(progress, token), token), ct);
    }

    private void TellPassedOver(List<DataFile> sets, IReadOnlyList<RoutingDataset> data)
    {
        for (var i = 1; i < data.Count; i++)
        {
            var before = data.Take(i).ToList();
            if (before.Exists(data[i].HasModelsOf))
            {
                continue;
            }

            var known = before.SelectMany(static set => set.Models).Select(static model => model.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
            if (data[i].Models.Select(static model => model.Name).Where(known.Contains).ToList() is { Count: > 0 } twice)
            {
                _terminal.WriteNote($"{sets[i].Rows}: what it tells of {string.Join(", ", twice)} isn't used; a file before it has other models beside them, and the first counts.");
            }
        }
    }

    private async Task<int> LearnFromOutcomesAsync(TrainOutcomes outcomes, string path, int seed, string? encoder, CancellationToken ct)
    {
        if (encoder is not null)
        {
            throw new UsageException("--encoder is learned from prompts (--data), of which a store keeps no text.");
        }

        OutcomeTraining? training = null;
        await WholeFile.WriteAsync(path, async weights => training = await outcomes.RunAsync(weights, seed, _terminal, ct).ConfigureAwait(false)).ConfigureAwait(false);
        foreach (var note in TrainOutcomes.Notes(training!, path))
        {
            _terminal.WriteNote(note);
        }

        return ExitCode.Success;
    }

    /// <exception cref="UsageException">It can't be written there.</exception>
    private string? ReadPath(ParseResult parsed, Option<string?> option, List<string> inputs)
    {
        var path = parsed.GetValue(option);
        if (path is null)
        {
            return null;
        }

        OutputPath.Read(path, option.Name, inputs);
        return parsed.GetValue(_force) ? path : OutputPath.New(path, option.Name);
    }

    private async Task<IReadOnlyList<RoutingDataset>> ReadAsync(ParseResult parsed, List<DataFile> sets, CancellationToken ct)
    {
        var without = parsed.GetValue(_without) ?? [];
        List<RoutingDataset> data = [];
        HashSet<string> benchmarks = new(StringComparer.OrdinalIgnoreCase);
        foreach (var file in sets)
        {
            var set = await RoutingDataReader.ReadAsync(file.Rows, file.Models, ct).ConfigureAwait(false);
            EvalNotes.WriteBroken(_terminal, file.Rows, set.Broken, parsed.GetValue(_strict), isInJson: false);
            benchmarks.UnionWith(set.Rows.Select(static row => row.Benchmark));
            data.Add(without.Length == 0 ? set : set.With(set.Rows.Where(row => !without.Contains(row.Benchmark, StringComparer.OrdinalIgnoreCase))));
        }

        return without.FirstOrDefault(name => !benchmarks.Contains(name)) is { } unknown
            ? throw new UsageException($"--without '{unknown}' is a benchmark of no row.{Spelling.DidYouMean(unknown, benchmarks)} There are {string.Join(", ", benchmarks.Order(StringComparer.Ordinal))}.")
            : data;
    }
}

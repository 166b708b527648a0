using System.CommandLine;
using ModelRouter.Evaluation;

namespace ModelRouter.Cli;

/// <summary>The options of <c>eval</c>.</summary>
internal sealed class EvalOptions
{
    private const decimal UsualWorth = 0.01m;
    private const int UsualDraws = 3;

    private readonly Option<string> _data = new("--data") { Description = "The rows: JSON lines, .gz or not.", HelpName = "file", Required = true };
    private readonly Option<string?> _models = new("--models")
    {
        Description = "The models that the rows' outcomes belong to; otherwise x.models.json beside x.jsonl.",
        HelpName = "file",
    };

    private readonly Option<string?> _weak = new("--weak") { Description = "Choose between this model and a stronger one.", HelpName = "name" };
    private readonly Option<string?> _strong = new("--strong") { Description = "The stronger one.", HelpName = "name" };
    private readonly Option<bool> _all = new("--all") { Description = "Choose among all models by value: worth × chance − cost." };
    private readonly Option<bool> _deliberation = new("--deliberation") { Description = "Instead, simulate teams that deliberate, chosen on one half of the tasks and measured on the other, beside the best single model." };
    private readonly Option<bool> _taskTypes = new("--task-types") { Description = "Instead, measure how well prompts' tasks are told; rows: prompt, task, lang (optional), id (optional)." };
    private readonly Option<string?> _train = new("--train")
    {
        Description = "Labelled rows that the deployment has been told, with =models.json if their columns differ.",
        HelpName = "file[=models]",
    };

    private readonly Option<string?> _weights = new("--weights")
    {
        Description = "Weights that 'train' wrote; what they don't know is taken from those that ModelRouter ships with. Not with --folds.",
        HelpName = "file",
    };

    private readonly Option<int?> _folds = Number.Option("--folds", "Hold whole groups out in so many parts; what is learned at length is learned from the other parts.", min: 2, max: 100);
    private readonly GroupOption _group = new("--group", "What --folds and --deliberation hold out as a whole: benchmark or subset (the default).", [RowGrouping.Benchmark, RowGrouping.Subset]);
    private readonly CountsOption _labels = new("--labels", "How many labels are drawn, from --train or else from half of each task; each is a row with the outcomes of all models of the file. Several for a learning curve: 0,50,100,200,400,1000.");
    private readonly CountsOption _perTask = new("--labels-per-task", "The same for each task (benchmark and subset): 0,2,5.");
    private readonly Option<int?> _draws = Number.Option("--draws", $"How often labels, and with --folds the folds, are drawn for each point of a learning curve; {UsualDraws} by default.", min: 1, max: 100);
    private readonly Option<decimal?> _worth = Amount.Option("--worth", $"US dollars that a right answer is worth, for --all; {UsualWorth} by default.", new CostRange(0, 1_000_000), "usd");
    private readonly GroupOption _slice = new("--slice", "Figures by benchmark, subset or lang; by default the first that has several values.", Enum.GetValues<RowGrouping>());
    private readonly Option<int?> _seed = Number.Option("--seed", "Decides everything that is drawn; 0 by default.", min: 0);
    private readonly Option<bool> _json = new("--json") { Description = "Print one JSON object instead." };
    private readonly Option<string?> _scores = new("--scores") { Description = "Write what was predicted, a JSON object a row: id, p by model, routing_score.", HelpName = "file.jsonl" };
    private readonly Option<string?> _plot = new("--plot") { Description = "Draw the curves into a PNG file.", HelpName = "file.png" };
    private readonly Option<bool> _strict = new("--strict") { Description = "Fail if a row can't be used, instead of leaving it out." };

    public EvalOptions(Command command)
    {
        foreach (var option in (Option[])[
            _data, _models, _weak, _strong, _all, _deliberation, _taskTypes, _train, _weights, _folds, _group, _labels, _perTask, _draws, _worth, _slice, _seed, _json, _scores, _plot, _strict])
        {
            command.Options.Add(option);
        }
    }

    /// <exception cref="UsageException">Options don't go together, or a file is not there.</exception>
    public EvalRequest Read(ParseResult parsed)
    {
        var data = DataFile.Existing(parsed.GetRequiredValue(_data), _data.Name);
        var isTaskTypes = parsed.GetValue(_taskTypes);
        if (isTaskTypes)
        {
            Refuse(parsed, $"about {_taskTypes.Name}", [_models, _weak, _strong, _all, _deliberation, _train, _weights, _folds, _group, _labels, _perTask, _draws, _worth, _slice, _plot]);
        }

        var isDeliberation = parsed.GetValue(_deliberation);
        if (isDeliberation)
        {
            Refuse(parsed, $"about {_deliberation.Name}", [_weak, _strong, _all, _train, _weights, _folds, _labels, _perTask, _draws, _worth, _slice, _scores, _plot]);
        }

        var pair = isTaskTypes || isDeliberation ? null : ReadPair(parsed);
        var models = isTaskTypes ? null : DataFile.ModelsOf(data, parsed.GetValue(_models), _models.Name, otherwise: null, how: _models.Name);
        var (labels, perTask) = (parsed.GetValue(_labels), parsed.GetValue(_perTask));
        if (labels is [_, ..] && perTask is [_, ..])
        {
            throw new UsageException("--labels and --labels-per-task are two ways to count the same; choose one.");
        }

        if (parsed.GetValue(_folds) is not null && parsed.GetValue(_weights) is not null)
        {
            throw new UsageException("--folds learns from the other parts instead of taking --weights, which may know the rows; leave one of them out, and let --weights predict rows that they were not trained on.");
        }

        int[] counts = [.. labels ?? [], .. perTask ?? []];
        if (!isDeliberation && parsed.GetValue(_folds) is null)
        {
            Refuse(parsed, $"without {_folds.Name}", [_group]);
        }

        if (pair is not null)
        {
            Refuse(parsed, $"about {_weak.Name} and {_strong.Name}", [_worth]);
        }

        if (counts.Length > 1)
        {
            Refuse(parsed, "about a learning curve", [_slice, _worth]);
        }
        else
        {
            Refuse(parsed, "without several numbers of labels", [_draws]);
        }

        var train = parsed.GetValue(_train) is { } known ? DataFile.Find(known, _train.Name, otherwise: models) : null;
        var weights = parsed.GetValue(_weights) is { } trained ? DataFile.Existing(trained, _weights.Name) : null;
        string?[] inputs = [data, models, train?.Rows, train?.Models, weights];
        var scores = parsed.GetValue(_scores) is { } path ? OutputPath.Read(path, _scores.Name, inputs) : null;
        var plot = PlotFile.Read(parsed.GetValue(_plot), _plot.Name, inputs);
        if (scores is not null && plot is not null && OutputPath.IsSame(plot, scores))
        {
            throw new UsageException($"{_plot.Name} and {_scores.Name} are both '{plot}'; name two files.");
        }

        if (scores is not null && counts.Length > 1)
        {
            throw new UsageException("--scores needs one number of labels; a learning curve has several.");
        }

        return new()
        {
            Data = data,
            Models = models,
            Pair = pair,
            IsDeliberation = isDeliberation,
            Train = train,
            Weights = weights,
            Folds = parsed.GetValue(_folds) ?? 0,
            Group = parsed.GetValue(_group) ?? RowGrouping.Subset,
            Labels = counts,
            IsPerTask = perTask is [_, ..],
            Draws = parsed.GetValue(_draws) ?? UsualDraws,
            Worth = parsed.GetValue(_worth) is not 0 ? parsed.GetValue(_worth) ?? UsualWorth : throw new UsageException("--worth must be more than 0; at 0 the cheapest model is always chosen."),
            Slice = parsed.GetValue(_slice),
            Seed = parsed.GetValue(_seed) ?? 0,
            Scores = scores,
            Plot = plot,
            IsJson = parsed.GetValue(_json),
            IsStrict = parsed.GetValue(_strict),
        };
    }

    private (string Weak, string Strong)? ReadPair(ParseResult parsed) => (parsed.GetValue(_weak), parsed.GetValue(_strong), parsed.GetValue(_all)) switch
    {
        ({ } weak, { } strong, false) => (weak, strong),
        (null, null, true) => null,
        (null, null, false) => throw new UsageException("say what to choose between: --weak and --strong, or --all models; or measure --task-types or --deliberation."),
        (_, _, true) => throw new UsageException("--all takes all models, --weak and --strong take two; choose one."),
        _ => throw new UsageException("--weak and --strong go together."),
    };

    private static void Refuse(ParseResult parsed, string about, IEnumerable<Option> others)
    {
        if (others.FirstOrDefault(other => parsed.GetResult(other) is { Implicit: false }) is { } given)
        {
            throw new UsageException($"{given.Name} says nothing {about}; leave it out.");
        }
    }
}

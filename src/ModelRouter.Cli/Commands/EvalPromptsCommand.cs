using System.CommandLine;
using System.CommandLine.Parsing;

namespace ModelRouter.Cli;

/// <summary><c>eval prompts</c>: whether a model's verdicts, asked by the product's prompts, are better than chance.</summary>
internal sealed class EvalPromptsCommand : Command
{
    private const int UsualQuestions = 100;
    private const int UsualParallel = 4;

    private readonly RouterOptions _router;
    private readonly Option<int?> _questions = Number.Option("--questions", $"Questions for judge and answer_verifier, each asked twice; {UsualQuestions} by default.", min: 8, max: 10_000);
    private readonly Option<int?> _seed = Number.Option("--seed", "Decides which questions are drawn; 0 by default.", min: 0);
    private readonly Option<int?> _parallel = Number.Option("--parallel", $"Requests at a time; {UsualParallel} by default.", min: 1, max: 256);
    private readonly Option<decimal?> _maxCost = Amount.Option("--max-cost", "US dollars that all of it may cost; no limit by default.", new CostRange(0, 1_000_000), "usd");
    private readonly Option<bool> _json = new("--json") { Description = "Print one JSON object instead." };
    private readonly Terminal _terminal;

    public EvalPromptsCommand(Terminal terminal)
        : base("prompts", "Measures the prompts judge, answer_verifier and domain_classifier on a model, by verdicts that are known, against chance.")
    {
        _terminal = terminal;
        _router = new(this, hasEngine: true);
        foreach (var option in (Option[])[_questions, _seed, _parallel, _maxCost, _json])
        {
            Options.Add(option);
        }

        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken ct)
    {
        RefuseOptionsOfEval(parsed.CommandResult.Parent as CommandResult);
        var seed = parsed.GetValue(_seed) ?? 0;
        var run = parsed.GetValue(_maxCost) switch
        {
            null => new RoutingRun(),
            > 0 and var limit => new RoutingRun(limit, RunExhaustion.Stop),
            _ => throw new UsageException("--max-cost must be more than 0."),
        };
        var studies = PromptStudy.All(seed, parsed.GetValue(_questions) ?? UsualQuestions);
        using var opened = await RouterSource.OpenAsync(_router.Read(parsed), _terminal, ct).ConfigureAwait(false);

        // A model's own bar can't be shown below the one of the whole.
        foreach (var endpoint in opened.Router.Endpoints.Where(endpoint => opened.ModelId is null || opened.ModelId.Equals(endpoint.Profile.Id, StringComparison.OrdinalIgnoreCase)))
        {
            await (endpoint.Client is LoadingChatClient engine ? engine.LoadAsync(ct) : Task.CompletedTask).ConfigureAwait(false);
        }

        _terminal.WriteNote($"{studies.Sum(static study => study.Cases.Count):#,0} requests of {studies.Count} prompts.");
        var measurement = new PromptMeasurement(opened.Router, opened.ModelId, run, parsed.GetValue(_parallel) ?? UsualParallel);
        IReadOnlyList<PromptFigures> figures = [];
        await LoadDisplay.ShowAsync(
            _terminal, "Asking for verdicts", async (progress, token) => figures = await measurement.RunAsync(studies, progress, token).ConfigureAwait(false), ct).ConfigureAwait(false);
        if (parsed.GetValue(_json))
        {
            JsonOutput.Write(_terminal, json => PromptFiguresJson.WriteMembers(json, opened.ModelId, seed, run, figures));
        }
        else
        {
            PromptFiguresTable.Write(_terminal, run, figures);
        }

        return ExitCode.Success;
    }

    /// <summary>Who names a file to evaluate, or where to write, would otherwise pay for something else.</summary>
    /// <exception cref="UsageException">An option stands before this command.</exception>
    private void RefuseOptionsOfEval(CommandResult? eval)
    {
        if (eval?.Children.OfType<OptionResult>().FirstOrDefault(static option => !option.Implicit && !option.Option.Recursive) is { } stray)
        {
            throw new UsageException($"{stray.Option.Name} stands before '{Name}', where it is one of 'eval' itself; leave it out, or write it behind if '{Name}' has it.");
        }
    }
}

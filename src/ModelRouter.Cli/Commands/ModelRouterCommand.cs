using System.CommandLine;
using System.CommandLine.Help;
using ModelRouter.Evaluation;

namespace ModelRouter.Cli;

/// <summary>The root: what <c>modelrouter --help</c> shows.</summary>
internal sealed class ModelRouterCommand : RootCommand
{
    private readonly Option<bool> _verbose = new("--verbose")
    {
        Description = "Show the technical details of a failure.",
        Recursive = true,
    };

    public ModelRouterCommand(Terminal terminal, Interrupts interrupts)
        : base("Asks the model that is worth most for each prompt: self-hosted, specialized or cloud.")
    {
        Add(new AskCommand(terminal));
        Add(new ChatCommand(terminal, interrupts));
        Add(new RouteCommand(terminal));
        Add(new ModelsCommand(terminal, interrupts));
        Add(new CostCommand(terminal));
        Add(new PolicyCommand(terminal));
        Add(new BudgetsCommand(terminal));
        Add(new ReportCommand(terminal));
        Add(new LedgerCommand(terminal));
        Add(new FeedbackCommand(terminal));
        Add(new LearningCommand(terminal));
        Add(new EvalCommand(terminal));
        Add(new TrainCommand(terminal, static (data, seed, weights, progress, ct) => RouterTrainer.Train(data, seed, progress, ct).Write(weights)));
        Add(new TrainTasksCommand(terminal));
        Add(new BenchCommand(terminal));
        Add(new McpCommand(terminal));
        Options.Add(_verbose);

        foreach (var help in Options.OfType<HelpOption>())
        {
            help.Action = new HelpWithExamples((HelpAction)help.Action!);
        }
    }

    public bool IsVerbose(ParseResult parsed) => parsed.GetValue(_verbose);
}

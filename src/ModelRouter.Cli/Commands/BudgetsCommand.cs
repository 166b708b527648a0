using System.CommandLine;
using Microsoft.Extensions.Logging.Abstractions;
using ModelRouter.Storage;

namespace ModelRouter.Cli;

/// <summary><c>budgets</c>: how each budget of the configuration stands.</summary>
internal sealed class BudgetsCommand : Command
{
    private readonly Option<bool> _json = new("--json") { Description = "Print one JSON object instead: budgets." };
    private readonly ConfigOption _config = new();
    private readonly Terminal _terminal;

    public BudgetsCommand(Terminal terminal)
        : base("budgets", "Shows each budget: its window, limit, what is spent, reserved and left; no model is asked.")
    {
        _terminal = terminal;
        Options.Add(_config);
        Options.Add(_json);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken ct)
    {
        var path = ConfigurationFile.Find(parsed.GetValue(_config))
            ?? throw new UsageException($"there is no configuration, and so no budget. Name a file with --config, or put a {ConfigurationFile.DefaultName} here.");
        var options = new ModelRouterOptions();
        var lines = await ReadAsync(path, options, ct).ConfigureAwait(false);
        var unused = options.Budgets.Where(budget => !lines.Any(line => line.Item1.Name == budget.Name));
        if (parsed.GetValue(_json))
        {
            JsonOutput.Write(_terminal, json => BudgetTable.WriteJson(json, [.. lines, .. unused.Select(Whole)]));
        }
        else
        {
            BudgetTable.Write(_terminal, lines, unused);
        }

        return ExitCode.Success;
    }

    /// <summary>A budget for each of its scope, of whom none has used it in this window.</summary>
    private static (Budget, BudgetCounter, BudgetBalance) Whole(Budget budget)
    {
        var (start, end) = new BudgetCalendar(budget.Window, TimeZoneInfo.FindSystemTimeZoneById(budget.TimeZone)).WindowAt(TimeProvider.System.GetUtcNow());
        return (budget, new(budget.Name, "", start, end, budget.Limit) { Unit = budget.Unit }, default);
    }

    private async Task<IReadOnlyList<(Budget, BudgetCounter, BudgetBalance)>> ReadAsync(string path, ModelRouterOptions options, CancellationToken ct)
    {
        try
        {
            var configuration = ConfigurationFile.Read(path);
            OptionsReader.Read(ConfigurationSections.Find(configuration), options);
            if (options.Budgets.Count == 0)
            {
                _terminal.WriteNote($"{path} has no Budgets.");
                return [];
            }

            var store = BudgetStores.OpenToRead(configuration);
            if (store is null)
            {
                _terminal.WriteNote($"{path} names no BudgetStore, so each process counts for itself, and nothing can be seen from here.");
            }

            try
            {
                return await ReadAsync(options, store ?? new InMemoryBudgetStore(), ct).ConfigureAwait(false);
            }
            finally
            {
                if (store is IAsyncDisposable opened)
                {
                    await opened.DisposeAsync().ConfigureAwait(false);
                }
            }
        }
        catch (Exception wrong) when (wrong is ModelRouterConfigurationException or InvalidDataException)
        {
            throw new UsageException($"{path}: {wrong.Message}", wrong);
        }
    }

    private static ValueTask<IReadOnlyList<(Budget, BudgetCounter, BudgetBalance)>> ReadAsync(ModelRouterOptions options, IBudgetStore store, CancellationToken ct) =>
        BudgetControl.Of(options, store, TimeProvider.System, NullLogger.Instance).ReadAsync(ct);
}

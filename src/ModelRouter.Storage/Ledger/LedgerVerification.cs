using System.Data.Common;

namespace ModelRouter.Storage;

/// <summary>What a ledger was found to be.</summary>
/// <param name="Entries">Rows that could be read.</param>
/// <param name="Calls">Calls that they belong to.</param>
/// <param name="Total">US dollars of all of them.</param>
/// <param name="ByModel">US dollars of each model's, by its id.</param>
/// <param name="Problems">What is wrong, in sentences: the first 100.</param>
/// <param name="ProblemCount">How much is wrong; 0 if all is well.</param>
public sealed record LedgerVerification(
    long Entries, long Calls, decimal Total, IReadOnlyDictionary<string, decimal> ByModel, IReadOnlyList<string> Problems, long ProblemCount)
{
    private const int Told = 100;

    internal static async Task<LedgerVerification> RunAsync(ILedgerStore store, CancellationToken ct)
    {
        var problems = new List<string>();
        var problemCount = 0L;
        var models = new Dictionary<string, MoneySum>(StringComparer.Ordinal);
        var (entries, calls, total) = (0L, 0L, default(MoneySum));
        (Guid CallId, int Attempt)? last = null;
        await TryAsync(async () =>
        {
            foreach (var problem in await store.CheckAsync(ct).ConfigureAwait(false))
            {
                Add(problem);
            }
        }).ConfigureAwait(false);
        await TryAsync(async () =>
        {
            await foreach (var row in store.RowsAsync(SpendQuery.All, byCall: true, ct).ConfigureAwait(false))
            {
                Count(row);
            }
        }).ConfigureAwait(false);

        var sum = models.Values.Aggregate(default(MoneySum), static (all, one) => all + one);
        if (sum != total)
        {
            Add($"The models' sums are {sum.ToDecimal()} US dollars together, and the total is {total.ToDecimal()}.");
        }

        return new(
            entries, calls, total.ToDecimal(), models.ToDictionary(static m => m.Key, static m => m.Value.ToDecimal(), StringComparer.Ordinal), problems, problemCount);

        void Count(DbDataReader row)
        {
            try
            {
                var entry = SpendRow.Read(row, isLenient: false);
                (total, models[entry.Model]) = (total + entry.Cost, models.GetValueOrDefault(entry.Model) + entry.Cost);
                entries++;
                calls += last?.CallId == entry.CallId ? 0 : 1;
                if (Problem(entry) is { } wrong)
                {
                    Add($"{Name(entry)}: {wrong}");
                }

                if (last == (entry.CallId, entry.Attempt))
                {
                    Add($"{Name(entry)} stands twice.");
                }

                last = (entry.CallId, entry.Attempt);
            }
            catch (Exception unreadable) when (unreadable is not OperationCanceledException)
            {
                Add($"Row {entries + problemCount + 1} can't be read: {unreadable.Message}");
            }
        }

        // A database that is damaged tells so by refusing to be read any further.
        async Task TryAsync(Func<Task> read)
        {
            try
            {
                await read().ConfigureAwait(false);
            }
            catch (DbException damaged) when (DatabaseDamage.Is(damaged))
            {
                Add($"After {entries} rows the database can't be read: {store.Describe(damaged)}.");
            }
        }

        void Add(string problem)
        {
            problemCount++;
            if (problems.Count < Told)
            {
                problems.Add(problem);
            }
        }
    }

    private static string Name(SpendEntry entry) => $"Attempt {entry.Attempt} of call {entry.CallId}";

    private static string? Problem(SpendEntry entry) => entry switch
    {
        { Cost: < 0 } => $"the cost {entry.Cost} is negative.",
        { Attempt: < 1 } => "attempts count from 1.",
        { Usage: { InputTokens: < 0 } or { OutputTokens: < 0 } or { CachedInputTokens: < 0 } or { ReasoningTokens: < 0 } } => "tokens are negative.",
        { Usage: var usage } when usage.CachedInputTokens > usage.InputTokens => "more input was cached than read.",
        { Usage: var usage } when usage.ReasoningTokens > usage.OutputTokens => "more was thought than written.",
        _ when entry.Duration < TimeSpan.Zero || entry.TimeToFirstContent < TimeSpan.Zero => "a duration is negative.",
        { Prompt.InjectionSuspicion: not (>= 0 and <= 1) } => "a suspicion is from 0 to 1.",
        { Outcome: AttemptOutcome.Succeeded or AttemptOutcome.Escalated or AttemptOutcome.Compared, Failure: not null } => "it succeeded and failed.",
        _ => null,
    };
}

using System.Globalization;

namespace ModelRouter;

/// <summary>A budget's current window for one of those whom it is for, as this process knows it.</summary>
/// <remarks>Safe for concurrent use.</remarks>
internal sealed class BudgetAccount(Budget budget, BudgetCounter counter)
{
    private readonly Lock _lock = new();
    private bool _wasExhausted;
    private double _usedShare;
    private decimal _untold;
    private decimal _told;

    internal Budget Budget { get; } = budget;

    internal BudgetCounter Counter { get; } = counter;

    /// <summary>Where it is counted; <see langword="null"/> for the router's store.</summary>
    internal IBudgetStore? Store { get; init; }

    /// <summary>The run whose limit it is; <see langword="null"/> for a budget of the router's.</summary>
    internal RoutingRun? Run { get; init; }

    /// <summary>True if the last call that asked did not fit.</summary>
    internal bool IsExhausted { get; private set; }

    /// <summary>Share of the limit that was spent at the last look; more than 1 if it was overspent.</summary>
    internal double UsedShare => Volatile.Read(ref _usedShare);

    /// <summary>True if a call is refused that doesn't fit.</summary>
    internal bool Restricts => Budget.OnExhaustion != BudgetExhaustion.AllowAndAlert;

    /// <summary>What an attempt takes from it at most.</summary>
    internal decimal AmountOf(in WorstCase worst) => Budget.Unit == BudgetUnit.Tokens ? worst.Tokens : worst.Cost;

    /// <summary>Notes whether a call fitted; true the first time in the window that one didn't.</summary>
    internal bool Note(bool fits)
    {
        IsExhausted = !fits;
        return !fits && !Interlocked.Exchange(ref _wasExhausted, true);
    }

    /// <summary>Notes what is spent.</summary>
    internal void Note(decimal spent) => Volatile.Write(ref _usedShare, (double)(spent / Counter.Limit));

    /// <summary>Notes a settlement that failed: a store that keeps it counts it along with a later one.</summary>
    internal void NoteUntold(decimal spent)
    {
        lock (_lock)
        {
            _untold += spent;
        }
    }

    /// <summary>The thresholds that a settlement crossed, or failed ones before it.</summary>
    /// <param name="spent">What it counted.</param>
    /// <param name="after">What is spent with it.</param>
    internal IEnumerable<double> Crossed(decimal spent, decimal after)
    {
        if (spent == 0)
        {
            return [];
        }

        var before = after - spent;
        lock (_lock)
        {
            // Not beyond what was told already: a store may have lost what failed.
            before = Math.Max(before - _untold, Math.Min(before, _told));
            _untold = 0;
            _told = Math.Max(_told, after);
        }

        return Between(before, after);
    }

    private IEnumerable<double> Between(decimal before, decimal after)
    {
        foreach (var threshold in Budget.Thresholds)
        {
            if (IsBetween(threshold))
            {
                yield return threshold;
            }
        }

        if (!Restricts && !Budget.Thresholds.Contains(1) && IsBetween(1))
        {
            yield return 1;
        }

        bool IsBetween(double threshold) => (decimal)threshold * Counter.Limit is var amount && before < amount && after >= amount;
    }

    /// <summary>The budget's name, with whose it is.</summary>
    internal string Describe() => Run is not null ? $"'{Counter.Budget}' of '{Run.Id}'"
        : Counter.Value.Length == 0 ? $"'{Counter.Budget}'"
        : $"'{Counter.Budget}' of {Budget.Scope} '{Counter.Value}'";

    /// <summary>An amount with its unit.</summary>
    internal string Format(decimal amount) =>
        Budget.Unit == BudgetUnit.Tokens
            ? string.Create(CultureInfo.InvariantCulture, $"{amount:0} tokens")
            : string.Create(CultureInfo.InvariantCulture, $"{amount:0.########} US dollars");

    /// <summary>When it is whole again, the end of a sentence.</summary>
    internal string Until() => Counter.End == DateTimeOffset.MaxValue ? "for good" : $"until {UtcText.Of(Counter.End)}";
}

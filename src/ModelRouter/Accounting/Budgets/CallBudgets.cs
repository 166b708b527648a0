using Microsoft.Extensions.AI;

namespace ModelRouter;

/// <summary>The budgets that one call falls under: reserves for each of its attempts, and sums up what they took.</summary>
/// <remarks>One flow reserves and settles.</remarks>
internal sealed class CallBudgets(
    BudgetControl control, (Budget Budget, string Value)[] budgets, RoutePlan plan, ChatMessage[] messages, ChatOptions? options)
{
    /// <summary>The rule that skips name.</summary>
    internal const string Rule = "budget";

    private readonly List<BudgetCharge> _charges = [];

    // From the innermost to the outermost.
    private readonly RoutingRun[] _runs = plan.Run is null ? [] : [.. plan.Run.Chain];
    private long? _inputBound;

    /// <summary>What the call took so far, in the order in which budgets were first asked.</summary>
    internal IReadOnlyList<BudgetCharge> Charges => _charges.Count == 0 ? [] : [.. _charges];

    /// <summary>The last refusal, if there was any.</summary>
    internal BudgetRefusal? Refusal { get; private set; }

    /// <summary>The last refusal of a budget that could not be asked, if there was any: whatever others had left, the call might have fitted there.</summary>
    internal BudgetRefusal? Unasked { get; private set; }

    /// <summary>True once a budget wants the remaining models tried by their price.</summary>
    internal bool Downgrades { get; private set; }

    /// <summary>True once the run has stopped, or one that it is within, so that nobody is tried any more.</summary>
    internal bool Stops => Stopped is not null;

    private RoutingRun? Stopped => Array.Find(_runs, static run => run.IsStopped);

    /// <summary>What an attempt may cost at most, in US dollars.</summary>
    internal decimal MostFor(ModelEndpoint endpoint) => WorstCaseOf(endpoint, isTight: false).Cost;

    /// <summary>Puts aside what an attempt can take at most; <see langword="null"/>, with <see cref="Refusal"/> set, if a budget has less left.</summary>
    /// <param name="endpoint">The model.</param>
    /// <param name="mayDecide">False if the answer doesn't depend on the attempt, so that its run must not stop for it, or be asked about.</param>
    /// <param name="ct">The caller's token.</param>
    internal async ValueTask<AttemptReservation?> ReserveAsync(ModelEndpoint endpoint, bool mayDecide, CancellationToken ct)
    {
        BudgetAccount[] accounts;
        WorstCase worst;
        BudgetRefusal? refusal;
        do
        {
            accounts = Accounts();
            worst = WorstCaseOf(endpoint, isTight: false);
            refusal = Stopped is { } stopped ? RefusalOf(stopped) : await TryAsync(worst).ConfigureAwait(false);
            if (refusal is { IsFailure: false } && worst.CanBeTighter && !Stops)
            {
                worst = WorstCaseOf(endpoint, isTight: true);
                refusal = await TryAsync(worst).ConfigureAwait(false);
            }
        }
        while (mayDecide && refusal is { Account.Run: { } limited } && !Stops
            && await limited.DecideAsync(refusal.Account, new(limited, endpoint.Profile.Id, worst.Cost, refusal.Left), ct).ConfigureAwait(false));

        if (refusal is not null)
        {
            Refusal = refusal;
            Unasked = refusal.IsFailure ? refusal : Unasked;
            Downgrades |= refusal.Account.Run?.Downgrades ?? refusal.Account.Budget.OnExhaustion == BudgetExhaustion.Downgrade;
            control.Note(refusal);
            return null;
        }

        var parts = Array.ConvertAll(accounts, account => (account, account.Restricts ? account.AmountOf(worst) : 0));
        return new(this, parts, Array.Exists(parts, static part => part.Item2 > 0) ? worst.OutputLimit : null);

        async ValueTask<BudgetRefusal?> TryAsync(WorstCase most)
        {
            var reserved = 0;
            BudgetRefusal? refused = null;
            try
            {
                while (reserved < accounts.Length && refused is null)
                {
                    refused = await control.ReserveAsync(accounts[reserved], accounts[reserved].AmountOf(most), ct).ConfigureAwait(false);
                    reserved += refused is null ? 1 : 0;
                }

                return refused;
            }
            finally
            {
                // All or nothing, also if the caller left in between.
                if (reserved < accounts.Length)
                {
                    await Each.EndAsync(accounts[..reserved], account => control.ReleaseAsync(account, account.AmountOf(most))).ConfigureAwait(false);
                }
            }
        }
    }

    /// <summary>Gives back what was put aside for an attempt that was not made.</summary>
    internal ValueTask ReleaseAsync(BudgetAccount account, decimal reserved) => control.ReleaseAsync(account, reserved);

    /// <summary>Counts what an attempt took.</summary>
    internal async ValueTask SettleAsync(BudgetAccount account, decimal reserved, decimal spent)
    {
        var (name, value) = (account.Counter.Budget, account.Counter.Value);
        var at = _charges.FindIndex(charge => ReferenceEquals(charge.Budget, name) && charge.Value == value);
        if (at < 0)
        {
            at = _charges.Count;
            _charges.Add(new(name, value, account.Budget.Unit, 0, 0));
        }

        _charges[at] = _charges[at] with { Reserved = _charges[at].Reserved + reserved, Settled = _charges[at].Settled + spent };
        await control.SettleAsync(account, reserved, spent).ConfigureAwait(false);
    }

    /// <summary>Those of runs come last: whoever is asked to raise its limit is not asked in vain.</summary>
    private BudgetAccount[] Accounts()
    {
        var accounts = new BudgetAccount[budgets.Length + _runs.Length];
        for (var i = 0; i < budgets.Length; i++)
        {
            accounts[i] = control.AccountOf(budgets[i].Budget, budgets[i].Value);
        }

        for (var i = 0; i < _runs.Length; i++)
        {
            accounts[budgets.Length + i] = _runs[i].CurrentAccount;
        }

        return accounts;
    }

    private static BudgetRefusal RefusalOf(RoutingRun stopped)
    {
        var account = stopped.CurrentAccount;
        return new(
            account,
            stopped.Left ?? 0,
            stopped.Spent,
            $"The run '{stopped.Id}' has stopped at its limit of {account.Format(account.Counter.Limit)} ({account.Format(stopped.Spent)} spent).");
    }

    private WorstCase WorstCaseOf(ModelEndpoint endpoint, bool isTight) => WorstCase.Of(
        endpoint.Profile,
        plan.Decision.Profile,
        _inputBound ??= InputBound.Of(messages, options),
        endpoint.MostTries,
        control.Now,
        PolicyThinking.BudgetOf(options, plan.Verdict),
        isTight);
}

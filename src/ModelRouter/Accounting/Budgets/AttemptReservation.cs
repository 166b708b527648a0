namespace ModelRouter;

/// <summary>What is put aside for one attempt in all budgets that it falls under. Ends once.</summary>
internal sealed class AttemptReservation(CallBudgets call, (BudgetAccount Account, decimal Amount)[] parts, int? outputLimit)
{
    private bool _isSettled;

    /// <summary>The most tokens of an answer that something is reserved for; <see langword="null"/> for no limit.</summary>
    internal int? OutputLimit { get; } = outputLimit;

    /// <summary>The attempt has ended, and this is what it used, all tries below included.</summary>
    internal async ValueTask SettleAsync(decimal cost, long tokens)
    {
        if (_isSettled)
        {
            return;
        }

        _isSettled = true;
        foreach (var (account, amount) in parts)
        {
            await call.SettleAsync(account, amount, account.Budget.Unit == BudgetUnit.Tokens ? tokens : cost).ConfigureAwait(false);
        }
    }

    /// <summary>The attempt was not made.</summary>
    internal async ValueTask ReleaseAsync()
    {
        if (_isSettled)
        {
            return;
        }

        _isSettled = true;
        foreach (var (account, amount) in parts)
        {
            await call.ReleaseAsync(account, amount).ConfigureAwait(false);
        }
    }
}

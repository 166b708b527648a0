namespace ModelRouter;

/// <summary>What is put aside for one attempt in all budgets that it falls under. Ends once, in each of them whatever becomes of the others.</summary>
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
        await Each.EndAsync(parts, part => call.SettleAsync(part.Account, part.Amount, part.Account.Budget.Unit == BudgetUnit.Tokens ? tokens : cost)).ConfigureAwait(false);
    }

    /// <summary>The attempt was not made.</summary>
    internal async ValueTask ReleaseAsync()
    {
        if (_isSettled)
        {
            return;
        }

        _isSettled = true;
        await Each.EndAsync(parts, part => call.ReleaseAsync(part.Account, part.Amount)).ConfigureAwait(false);
    }
}

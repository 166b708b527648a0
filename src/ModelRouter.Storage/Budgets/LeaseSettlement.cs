namespace ModelRouter.Storage;

/// <summary>A settlement that waits for the database. After a failure it is kept until it is on the disk, but nobody waits for it any more.</summary>
internal sealed class LeaseSettlement(decimal amount)
{
    private readonly TaskCompletionSource<BudgetBalance> _balance = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal decimal Amount { get; } = amount;

    internal Task<BudgetBalance> Task => _balance.Task;

    /// <summary>What failed, as one that nobody waits for.</summary>
    internal static LeaseSettlement Left(decimal amount)
    {
        var left = new LeaseSettlement(amount);
        left.Confirm(default);
        return left;
    }

    internal void Confirm(BudgetBalance balance) => _balance.TrySetResult(balance);

    internal void Fail(Exception exception) => _balance.TrySetException(exception);
}

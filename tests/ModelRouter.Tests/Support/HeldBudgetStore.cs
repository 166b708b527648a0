namespace ModelRouter.Tests;

/// <summary>A store whose second reservation waits until it is let go.</summary>
internal sealed class HeldBudgetStore(InMemoryBudgetStore store, bool heedsCancellation) : IBudgetStore
{
    private int _reservations;

    public TaskCompletionSource Asked { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TaskCompletionSource LetGo { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What happens during the second reservation instead of the wait.</summary>
    public Action? Meanwhile { get; init; }

    public async ValueTask<BudgetAnswer> ReserveAsync(BudgetCounter counter, decimal amount, CancellationToken cancellationToken = default)
    {
        if (Interlocked.Increment(ref _reservations) == 2)
        {
            Asked.SetResult();
            if (Meanwhile is not null)
            {
                Meanwhile();
                return await store.ReserveAsync(counter, amount, cancellationToken);
            }

            await LetGo.Task.WaitAsync(heedsCancellation ? cancellationToken : CancellationToken.None);
        }

        return await store.ReserveAsync(counter, amount, cancellationToken);
    }

    public ValueTask<BudgetBalance> SettleAsync(BudgetCounter counter, decimal reserved, decimal spent, CancellationToken cancellationToken = default) =>
        store.SettleAsync(counter, reserved, spent, cancellationToken);

    public ValueTask<IReadOnlyList<BudgetUse>> ReadAsync(DateTimeOffset moment, CancellationToken cancellationToken = default) => store.ReadAsync(moment, cancellationToken);
}

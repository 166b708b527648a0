namespace ModelRouter;

/// <summary>Keeps what budgets have left. Implementations are safe for concurrent use.</summary>
/// <remarks>Amounts are in the budget's unit, ≥ 0, and counted without loss. What is reserved by a process that dies is free again some time
/// later; what has been settled stays.</remarks>
public interface IBudgetStore
{
    /// <summary>Reserves an amount if spent + reserved + amount ≤ limit, at once for all who reserve.</summary>
    ValueTask<BudgetAnswer> ReserveAsync(BudgetCounter counter, decimal amount, CancellationToken cancellationToken = default);

    /// <summary>Ends a reservation, and counts what was spent instead, however much that is. What was spent is kept when this returns.</summary>
    /// <param name="counter">The counter that the reservation was made with.</param>
    /// <param name="reserved">The reserved amount; 0 if nothing was reserved.</param>
    /// <param name="spent">What is counted.</param>
    /// <param name="cancellationToken">Only for the wait; the amount is counted all the same.</param>
    /// <returns>The balance right after this settlement and before any later one, so that exactly one settlement crosses a threshold.</returns>
    ValueTask<BudgetBalance> SettleAsync(BudgetCounter counter, decimal reserved, decimal spent, CancellationToken cancellationToken = default);

    /// <summary>The counters whose windows end after a moment.</summary>
    ValueTask<IReadOnlyList<BudgetUse>> ReadAsync(DateTimeOffset moment, CancellationToken cancellationToken = default);
}

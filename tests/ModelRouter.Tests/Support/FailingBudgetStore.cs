namespace ModelRouter.Tests;

/// <summary>A store of budgets that fails where it is told to.</summary>
internal sealed class FailingBudgetStore : IBudgetStore
{
    public bool FailsToReserve { get; set; }

    /// <summary>How many reservations fail before they work again.</summary>
    public int ReservationsToFail { get; set; }

    /// <summary>Whether nothing fits, where it can be asked.</summary>
    public bool IsSpent { get; set; }

    public bool FailsToSettle { get; set; }

    public ValueTask<BudgetAnswer> ReserveAsync(BudgetCounter counter, decimal amount, CancellationToken cancellationToken = default) =>
        FailsToReserve || ReservationsToFail-- > 0 ? throw new IOException() : new(new BudgetAnswer(!IsSpent, default));

    public ValueTask<BudgetBalance> SettleAsync(BudgetCounter counter, decimal reserved, decimal spent, CancellationToken cancellationToken = default) =>
        FailsToSettle ? throw new IOException() : default;

    public ValueTask<IReadOnlyList<BudgetUse>> ReadAsync(DateTimeOffset moment, CancellationToken cancellationToken = default) => throw new IOException();
}

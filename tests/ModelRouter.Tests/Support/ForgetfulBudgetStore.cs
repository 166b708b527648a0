namespace ModelRouter.Tests;

/// <summary>Fails when it is told to, and counts what failed along with the next, or not at all.</summary>
internal sealed class ForgetfulBudgetStore(InMemoryBudgetStore store, bool keeps) : IBudgetStore
{
    private decimal _kept;

    public bool Fails { get; set; }

    public ValueTask<BudgetAnswer> ReserveAsync(BudgetCounter counter, decimal amount, CancellationToken cancellationToken = default) => store.ReserveAsync(counter, amount, cancellationToken);

    public async ValueTask<BudgetBalance> SettleAsync(BudgetCounter counter, decimal reserved, decimal spent, CancellationToken cancellationToken = default)
    {
        if (Fails)
        {
            _kept += keeps ? spent : 0;
            throw new IOException();
        }

        await store.SettleAsync(counter, 0, _kept, cancellationToken);
        _kept = 0;
        return await store.SettleAsync(counter, reserved, spent, cancellationToken);
    }

    public ValueTask<IReadOnlyList<BudgetUse>> ReadAsync(DateTimeOffset moment, CancellationToken cancellationToken = default) => store.ReadAsync(moment, cancellationToken);
}

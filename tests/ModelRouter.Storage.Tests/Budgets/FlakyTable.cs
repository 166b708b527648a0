namespace ModelRouter.Storage.Tests;

/// <summary>A table that fails when it is told to, before or after it has done what was asked, and counts.</summary>
internal sealed class FlakyTable(IBudgetTable table) : IBudgetTable
{
    public int Exchanges { get; private set; }

    public bool FailsBefore { get; set; }

    public bool FailsAfter { get; set; }

    public async ValueTask<LeaseGrant[]> ExchangeAsync(IReadOnlyList<LeaseClaim> claims, DateTimeOffset now, CancellationToken ct)
    {
        Exchanges++;
        if (FailsBefore)
        {
            throw new IOException("before");
        }

        var grants = await table.ExchangeAsync(claims, now, ct);
        return FailsAfter ? throw new IOException("after") : grants;
    }

    public ValueTask<IReadOnlyList<BudgetUse>> ReadAsync(DateTimeOffset moment, CancellationToken ct) => table.ReadAsync(moment, ct);

    public ValueTask DisposeAsync() => table.DisposeAsync();
}

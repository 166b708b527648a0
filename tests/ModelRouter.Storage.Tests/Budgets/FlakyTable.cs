namespace ModelRouter.Storage.Tests;

/// <summary>A table that fails when it is told to, before or after it has done what was asked, and counts.</summary>
internal sealed class FlakyTable(IBudgetTable table) : IBudgetTable
{
    public int Exchanges { get; private set; }

    public bool FailsBefore { get; set; }

    public bool FailsAfter { get; set; }

    /// <summary>What happens while it exchanges.</summary>
    public Action<IReadOnlyList<LeaseClaim>>? Meanwhile { get; set; }

    /// <summary>What it has thrown, as long as anybody keeps it.</summary>
    public List<WeakReference> Thrown { get; } = [];

    public async ValueTask<LeaseGrant[]> ExchangeAsync(IReadOnlyList<LeaseClaim> claims, DateTimeOffset now, CancellationToken ct)
    {
        Exchanges++;
        Meanwhile?.Invoke(claims);
        if (FailsBefore)
        {
            throw Failure("before");
        }

        var grants = await table.ExchangeAsync(claims, now, ct);
        return FailsAfter ? throw Failure("after") : grants;
    }

    public ValueTask<IReadOnlyList<BudgetUse>> ReadAsync(DateTimeOffset moment, CancellationToken ct) => table.ReadAsync(moment, ct);

    public ValueTask DisposeAsync() => table.DisposeAsync();

    private IOException Failure(string message)
    {
        var failure = new IOException(message);
        Thrown.Add(new(failure));
        return failure;
    }
}

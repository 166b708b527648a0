using System.Globalization;

namespace ModelRouter.Storage.Tests;

/// <summary>A process of 64 callers that spend one budget until it is exhausted. Writes to a log what it begins to settle and what is settled, so that
/// whoever kills it knows.</summary>
internal static class BudgetWorker
{
    internal const string Argument = "spend-budget";
    internal const int Callers = 64;

    /// <summary>The most that one call may take.</summary>
    internal const decimal MostPerCall = 0.05m;

    internal static readonly TimeSpan LeaseTime = TimeSpan.FromSeconds(5);

    internal static BudgetCounter Counter(decimal limit) => new("shared", "", DateTimeOffset.MinValue, DateTimeOffset.MaxValue, limit);

    internal static LeasedBudgetStore Open(string store, string target, TimeProvider? time = null) =>
        store == "sqlite" ? new SqliteBudgetStore(target, LeaseTime, time) : new PostgresBudgetStore(target, LeaseTime, time);

    internal static async Task<int> RunAsync(string store, string target, string log, decimal limit, int seed)
    {
        await using var budgets = Open(store, target);

        // Unbuffered: what was written survives the process.
        await using var file = new FileStream(log, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0);
        var writer = new Lock();
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(() => SpendAsync(budgets, limit, new Random((seed * 1_000) + caller), Write))));
        return 0;

        void Write(char what, decimal amount)
        {
            lock (writer)
            {
                file.Write(System.Text.Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{what} {amount}\n")));
            }
        }
    }

    /// <summary>Spends until a call doesn't fit.</summary>
    internal static async Task SpendAsync(IBudgetStore budgets, decimal limit, Random random, Action<char, decimal> write)
    {
        while (true)
        {
            var most = MostPerCall * random.Next(1, 1_000) / 1_000;
            if (!(await budgets.ReserveAsync(Counter(limit), most, CancellationToken.None)).Fits)
            {
                return;
            }

            await Task.Delay(random.Next(0, 4));

            // Eighteen decimals, as prices of a millionth of a cent would have; one call in ten is cancelled before it is sent.
            var spent = random.Next(10) == 0 ? 0 : most * random.Next(1, 1_000_001) / 1_000_000 / 7;
            spent = Math.Min(most, decimal.Round(spent * 3, 18));
            write('b', spent);
            await budgets.SettleAsync(Counter(limit), most, spent, CancellationToken.None);
            write('s', spent);
        }
    }
}

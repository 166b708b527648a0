using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Time.Testing;

namespace ModelRouter.Storage.Tests;

/// <summary>Four processes of 64 callers spend one budget, undisturbed or killed at random.</summary>
[Collection(PostgresServer.Users)]
public sealed class BudgetProcessTests(PostgresServer postgres) : IDisposable
{
    /// <summary>How often to kill: a few times, or as often as this variable says, such as 50.</summary>
    private const string Switch = "MODELROUTER_KILLS";
    private const int Processes = 4;
    private const decimal Limit = 24;

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task Together_they_spend_all_of_a_budget_and_no_more(string store)
    {
        var target = await TargetAsync(store);
        var workers = Enumerable.Range(0, Processes).Select(seed => Start(store, target, Limit, seed)).ToList();
        foreach (var worker in workers)
        {
            await worker.WaitForExitAsync(Ct);
            Assert.Equal(0, worker.ExitCode);
            worker.Dispose();
        }

        var (begun, settled) = Logs();
        var use = await UseAsync(store, target);
        Assert.Equal(settled, use.Spent);
        Assert.Equal((begun, 0), (settled, use.Reserved));
        Assert.InRange(use.Spent, 0.98m * Limit, Limit);
        TestContext.Current.TestOutputHelper?.WriteLine($"{store}: {use.Spent} of {Limit} spent, {1 - (use.Spent / Limit):P3} unused");
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task What_killed_processes_have_settled_stays_and_what_they_had_reserved_is_free_after_the_lease(string store)
    {
        var kills = int.TryParse(Environment.GetEnvironmentVariable(Switch), out var wanted) ? wanted : 6;

        // So much that it lasts until the last kill on most machines, on SQLite, which is the faster one on one machine, too.
        var limit = Limit * (1 + (kills / 4)) * (store == "sqlite" ? 16 : 2);
        var target = await TargetAsync(store);
        var random = new Random(7);
        var (seed, killed) = (0, 0);
        var workers = Enumerable.Range(0, Processes).Select(_ => Start(store, target, limit, seed++)).ToList();
        var newest = workers[^1];
        for (var kill = 0; kill < kills; kill++)
        {
            // By then it has begun; where exactly it is, is left to chance.
            var victim = random.Next(Processes);
            await SettlesSomethingOrEndsAsync(newest, seed - 1);
            await Task.Delay(random.Next(0, 200), Ct);
            workers[victim].Kill();
            await workers[victim].WaitForExitAsync(Ct);
            killed += workers[victim].ExitCode != 0 ? 1 : 0;
            workers[victim].Dispose();
            workers[victim] = newest = Start(store, target, limit, seed++);
        }

        foreach (var worker in workers)
        {
            await worker.WaitForExitAsync(Ct);
            Assert.Equal(0, worker.ExitCode);
            worker.Dispose();
        }

        // On a fast machine some come to their end before.
        Assert.True(killed > 0);

        // When every lease of the dead has expired, nothing is reserved, and what is left can be spent.
        var later = new FakeTimeProvider(TimeProvider.System.GetUtcNow() + BudgetWorker.LeaseTime + TimeSpan.FromSeconds(1));
        var (begun, settled) = Logs();
        var before = await UseAsync(store, target, later.GetUtcNow());
        Assert.Equal(0, before.Reserved);
        Assert.InRange(before.Spent, settled, begun);
        await using (var budgets = BudgetWorker.Open(store, target, later))
        {
            await BudgetWorker.SpendAsync(budgets, limit, random, (what, amount) => settled += what == 's' ? amount : 0);
        }

        var after = await UseAsync(store, target);
        Assert.InRange(after.Spent, 0.98m * limit, limit);
        Assert.True(after.Spent >= settled);
        TestContext.Current.TestOutputHelper?.WriteLine($"{store}: {killed} killed at work, {before.Spent} of {limit} spent by the killed and their successors, {after.Spent} in the end");
    }

    public void Dispose() => _folder.Dispose();

    private Process Start(string store, string target, decimal limit, int seed) =>
        ChildProcess.Start(BudgetWorker.Argument, store, target, LogOf(seed), limit.ToString(CultureInfo.InvariantCulture), $"{seed}");

    private string LogOf(int seed) => Path.Combine(_folder.Path, $"{seed}.log");

    private async Task<string> TargetAsync(string store) => store == "sqlite" ? Path.Combine(_folder.Path, "budgets.db") : await postgres.CreateDatabaseAsync();

    /// <summary>A worker that starts when nothing is left of the budget ends without having settled anything.</summary>
    private async Task SettlesSomethingOrEndsAsync(Process worker, int seed)
    {
        while (!worker.HasExited && (!File.Exists(LogOf(seed)) || new FileInfo(LogOf(seed)).Length == 0))
        {
            await Task.Delay(5, Ct);
        }
    }

    private (decimal Begun, decimal Settled) Logs()
    {
        var (begun, settled) = (0m, 0m);
        foreach (var line in Directory.GetFiles(_folder.Path, "*.log").SelectMany(File.ReadLines))
        {
            var amount = decimal.Parse(line[2..], CultureInfo.InvariantCulture);
            begun += line[0] == 'b' ? amount : 0;
            settled += line[0] == 's' ? amount : 0;
        }

        return (begun, settled);
    }

    private static async Task<BudgetBalance> UseAsync(string store, string target, DateTimeOffset? at = null)
    {
        await using var budgets = BudgetWorker.Open(store, target);
        return Assert.Single(await budgets.ReadAsync(at ?? DateTimeOffset.MinValue, Ct)).Balance;
    }
}

namespace ModelRouter.Storage.Tests;

/// <summary>A process that records entries from several callers at once, and says each number once its entry counts as recorded.</summary>
internal static class LedgerWorker
{
    internal const string Argument = "ledger-worker";
    private const int Callers = 4;

    public static async Task<int> RunAsync(string path, int first, int count, LedgerDurability durability)
    {
        await using var output = new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true };
        await using var ledger = await SqliteSpendLedger.OpenAsync(path, new() { Durability = durability });
        var said = new Lock();
        var next = first - 1;
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => Task.Run(async () =>
        {
            for (var number = Interlocked.Increment(ref next); number < first + count; number = Interlocked.Increment(ref next))
            {
                await ledger.RecordAsync(Entries.Numbered(number), CancellationToken.None);
                lock (said)
                {
                    output.WriteLine(number);
                }
            }
        })));
        return 0;
    }
}

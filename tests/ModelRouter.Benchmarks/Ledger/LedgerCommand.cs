using System.CommandLine;
using System.Diagnostics;
using Microsoft.Extensions.AI;
using ModelRouter.Storage;

namespace ModelRouter.Benchmarks;

/// <summary><c>ledger</c>: what a SQLite ledger costs a call, and how many entries it takes for good.</summary>
internal static class LedgerCommand
{
    internal static Command Create()
    {
        var folder = new Option<string>("--folder") { Description = "Where the database is made.", DefaultValueFactory = static _ => Path.GetTempPath() };
        var rounds = new Option<int>("--rounds") { DefaultValueFactory = static _ => 7 };
        var command = new Command("ledger", "Measures the SQLite ledger") { folder, rounds };
        command.SetAction((parsed, ct) => RunAsync(parsed.GetValue(folder)!, parsed.GetValue(rounds), ct));
        return command;
    }

    private static async Task RunAsync(string folder, int rounds, CancellationToken ct)
    {
        Console.WriteLine("| what | median | min | max |\n|---|---|---|---|");
        await ReportAsync("recording, bursts of 5,000, µs an entry", rounds, () => BurstAsync(folder, ct));
        await ReportAsync("allocated by the recording caller, B an entry", 1, () => AllocatedAsync(folder, ct));
        await ReportAsync("a routed call's time above that with a ledger in memory, µs", rounds, () => CallAsync(folder, ct));
        await ReportAsync("sustained, 8 callers, entries a second into the database", rounds, () => SustainedAsync(folder, LedgerDurability.Process, 8, 200_000, ct));
        await ReportAsync("sustained, 64 callers who wait for the commit", rounds, () => SustainedAsync(folder, LedgerDurability.Commit, 64, 50_000, ct));
    }

    private static async Task ReportAsync(string what, int rounds, Func<Task<double>> measure)
    {
        var figures = new List<double>();
        for (var i = 0; i < rounds; i++)
        {
            figures.Add(await measure());
        }

        figures.Sort();
        Console.WriteLine($"| {what} | {figures[figures.Count / 2]:#,0.00} | {figures[0]:#,0.00} | {figures[^1]:#,0.00} |");
    }

    /// <summary>Calls that come together: all fit into memory, and the database writes meanwhile.</summary>
    private static Task<double> BurstAsync(string folder, CancellationToken ct) => WithLedgerAsync(folder, LedgerDurability.Process, async ledger =>
    {
        const int Burst = 5_000;
        const int Bursts = 10;
        var spent = TimeSpan.Zero;
        for (var burst = 0; burst < Bursts; burst++)
        {
            var entries = Enumerable.Range(0, Burst).Select(_ => NewEntry()).ToArray();
            var start = Stopwatch.GetTimestamp();
            foreach (var entry in entries)
            {
                await ledger.RecordAsync(entry, ct);
            }

            spent += Stopwatch.GetElapsedTime(start);
            await ledger.FlushAsync(ct);
        }

        return spent.TotalMicroseconds / (Burst * Bursts);
    });

    private static Task<double> AllocatedAsync(string folder, CancellationToken ct) => WithLedgerAsync(folder, LedgerDurability.Process, async ledger =>
    {
        const int Count = 5_000;
        var entries = Enumerable.Range(0, 2 * Count).Select(_ => NewEntry()).ToArray();
        var before = 0L;
        for (var i = 0; i < entries.Length; i++)
        {
            before = i == Count ? GC.GetAllocatedBytesForCurrentThread() : before;
            var recording = ledger.RecordAsync(entries[i], ct);
            if (!recording.IsCompleted)
            {
                await recording;
            }
        }

        return (GC.GetAllocatedBytesForCurrentThread() - before) / (double)Count;
    }, capacity: 20_000);

    private static Task<double> CallAsync(string folder, CancellationToken ct) => WithLedgerAsync(folder, LedgerDurability.Process, async ledger =>
    {
        // In turn, so that both have the same machine.
        var memory = new InMemorySpendLedger(1_000);
        await CallsAsync(memory, ct);
        await CallsAsync(ledger, ct);
        var (withMemory, withFile) = (0.0, 0.0);
        for (var i = 0; i < 10; i++)
        {
            withMemory += await CallsAsync(memory, ct);
            withFile += await CallsAsync(ledger, ct);
            await ledger.FlushAsync(ct);
        }

        return (withFile - withMemory) / 10;
    });

    /// <summary>Microseconds of a call.</summary>
    private static async Task<double> CallsAsync(ISpendLedger ledger, CancellationToken ct)
    {
        const int Count = 2_000;
        using var client = new AnsweringClient();
        var profile = new ModelProfile { Id = "m", Tier = ModelTier.Cloud, Pricing = new() { InputPerMillion = 0.55m, OutputPerMillion = 2.19m } };
        using var router = new ModelRouterChatClient([new(profile, client)], ledger: ledger);
        ChatMessage[] prompt = [new(ChatRole.User, "Hi")];
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < Count; i++)
        {
            await router.GetResponseAsync(prompt, cancellationToken: ct);
        }

        return Stopwatch.GetElapsedTime(start).TotalMicroseconds / Count;
    }

    private static Task<double> SustainedAsync(string folder, LedgerDurability durability, int callers, int count, CancellationToken ct) =>
        WithLedgerAsync(folder, durability, async ledger =>
        {
            var start = Stopwatch.GetTimestamp();
            await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(
                async () =>
                {
                    for (var i = 0; i < count / callers; i++)
                    {
                        await ledger.RecordAsync(NewEntry(), ct);
                    }
                },
                ct)));
            await ledger.FlushAsync(ct);
            return count / Stopwatch.GetElapsedTime(start).TotalSeconds;
        });

    private static async Task<double> WithLedgerAsync(
        string folder, LedgerDurability durability, Func<SqliteSpendLedger, Task<double>> measure, int capacity = 10_000)
    {
        var path = Directory.CreateDirectory(Path.Combine(folder, $"ledger-{Guid.NewGuid():N}")).FullName;
        try
        {
            await using var ledger = await SqliteSpendLedger.OpenAsync(Path.Combine(path, "spend.db"), new() { Durability = durability, Capacity = capacity });
            return await measure(ledger);
        }
        finally
        {
            Directory.Delete(path, recursive: true);
        }
    }

    private static SpendEntry NewEntry() => new(
        Guid.CreateVersion7(), TimeProvider.System.GetUtcNow(), "deepseek-r1", ModelTier.Cloud, PromptTask.Reasoning, AttemptOutcome.Succeeded,
        new(1_234, 800, 567, 400), 0.00164283m, TimeSpan.FromSeconds(3.2))
    {
        Attribution = new("acme", "user-17", "planner") { Tags = ["cost-centre-4", "project-x"] },
        Prompt = Prompt,
        Selection = "auto",
        DecisionHash = 0x0ee9a9fbe7e7d826,
        TimeToFirstContent = TimeSpan.FromSeconds(0.4),
    };

    private static readonly PromptProfile Prompt = new()
    {
        Task = PromptTask.Reasoning,
        Domain = PromptDomain.Everyday,
        Language = "en",
        Difficulty = 0.5,
        DataClass = DataClass.Public,
        InputTokens = 1_200,
        ExpectedOutputTokens = 300,
        RequiredCapabilities = ModelCapabilities.Reasoning,
    };

    private sealed class AnsweringClient : IChatClient
    {
        public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
            Task.FromResult(new ChatResponse(new ChatMessage(ChatRole.Assistant, "Hi")) { Usage = new() { InputTokenCount = 10, OutputTokenCount = 3 } });

        public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }
}

using System.Diagnostics;

namespace ModelRouter.LlamaCpp.Tests;

/// <summary>Tells by how many bytes the process grows with 75 requests and 5 loads, after as many to warm up.</summary>
/// <remarks>Heaps grow now and then by themselves, but a leak grows every time: the least growth of several rounds counts.</remarks>
internal static class MemoryWorker
{
    public const string Argument = "memory-worker";

    public static async Task<int> RunAsync(string path)
    {
        var least = long.MaxValue;
        await RoundAsync(path);
        for (var round = 0; round < 6; round++)
        {
            var before = PrivateBytes();
            await RoundAsync(path);
            least = Math.Min(least, PrivateBytes() - before);
        }

        await Console.Out.WriteAsync($"{least}");
        return SharedModels.Contains(path) ? 1 : 0;
    }

    private static async Task RoundAsync(string path)
    {
        for (var load = 0; load < 5; load++)
        {
            using var client = new LlamaChatClient(new LlamaModelOptions { ModelPath = path, Threads = 1 });
            await Task.WhenAll(Enumerable.Range(0, 15).Select(n => client.AskAsync(n % 2 == 0, $"{n}", new() { MaxOutputTokens = 4, Seed = n })));
        }
    }

    private static long PrivateBytes()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        using var self = Process.GetCurrentProcess();
        return self.PrivateMemorySize64;
    }
}

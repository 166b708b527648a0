using System.Diagnostics;

namespace ModelRouter.LlamaCpp.Tests;

/// <summary>Tells by how many bytes the process grew over 300 requests and 20 loads, after as many to warm up.</summary>
internal static class MemoryWorker
{
    public const string Argument = "memory-worker";

    public static async Task<int> RunAsync(string path)
    {
        await RoundAsync(path);
        var before = PrivateBytes();
        await RoundAsync(path);
        await Console.Out.WriteAsync($"{PrivateBytes() - before}");
        return SharedModels.Contains(path) ? 1 : 0;
    }

    private static async Task RoundAsync(string path)
    {
        for (var load = 0; load < 20; load++)
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

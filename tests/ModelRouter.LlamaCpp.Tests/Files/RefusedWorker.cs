using System.Diagnostics;
using Microsoft.Extensions.AI;

namespace ModelRouter.LlamaCpp.Tests;

/// <summary>Tells by how many bytes the process grows with 200 requests that are refused once their grammars are there, while no garbage is collected.</summary>
internal static class RefusedWorker
{
    public const string Argument = "refused-worker";

    public static async Task<int> RunAsync(string path)
    {
        // A copy of it takes some 200 KB.
        var options = Forms.Grammar($"root ::= {string.Join(" | ", Enumerable.Range(0, 1000).Select(i => $"\"one of a thousand {i}\""))}");
        using var client = new LlamaChatClient(new LlamaModelOptions { ModelPath = path, Threads = 1, MaxConcurrency = 1, ContextSize = 32 });
        await RefuseAsync(client, options, 20);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        if (!GC.TryStartNoGCRegion(200L << 20))
        {
            return 1;
        }

        var before = PrivateBytes();
        await RefuseAsync(client, options, 200);
        await Console.Out.WriteAsync($"{PrivateBytes() - before}");
        return 0;
    }

    private static async Task RefuseAsync(LlamaChatClient client, ChatOptions options, int count)
    {
        ChatMessage[] tooLong = [new(ChatRole.User, "more than there is room for in a context of 32 tokens")];
        for (var i = 0; i < count; i++)
        {
            await Assert.ThrowsAsync<ContextOverflowException>(() => client.GetResponseAsync(tooLong, options));
        }
    }

    private static long PrivateBytes()
    {
        using var self = Process.GetCurrentProcess();
        return self.PrivateMemorySize64;
    }
}

using System.Text;

namespace ModelRouter.LlamaCpp.Tests;

/// <summary>Asks one question in a process of its own.</summary>
internal static class AskWorker
{
    public const string Argument = "ask-worker";

    public static async Task<int> RunAsync(string path)
    {
        using var client = new LlamaChatClient(new LlamaModelOptions { ModelPath = path, Threads = 1 });
        var response = await client.AskAsync(streaming: false, "both", new() { Seed = 1, MaxOutputTokens = 8, Temperature = 1 });
        await Console.Out.WriteAsync(Convert.ToBase64String(Encoding.UTF8.GetBytes(response.All())));
        return 0;
    }
}

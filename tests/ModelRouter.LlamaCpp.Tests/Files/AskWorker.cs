using System.Diagnostics;
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

    public static async Task<string> RunInProcessAsync(string path, CancellationToken cancellationToken)
    {
        using var worker = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [.. FuzzRun.HostArguments(), Argument, path])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        })!;
        var output = await worker.StandardOutput.ReadToEndAsync(cancellationToken);
        await worker.WaitForExitAsync(cancellationToken);
        Assert.Equal(0, worker.ExitCode);
        return Encoding.UTF8.GetString(Convert.FromBase64String(output));
    }
}

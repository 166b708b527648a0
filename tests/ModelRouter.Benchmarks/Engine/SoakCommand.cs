using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.AI;
using ModelRouter.LlamaCpp;

namespace ModelRouter.Benchmarks;

/// <summary>Many requests, some of them cancelled, through one engine; prints how the process's memory goes.</summary>
internal static class SoakCommand
{
    public static Command Create()
    {
        var model = new Option<FileInfo>("--model") { Required = true, Description = "The GGUF file" };
        var requests = new Option<int>("--requests") { DefaultValueFactory = _ => 10_000 };
        var tokens = new Option<int>("--tokens") { DefaultValueFactory = _ => 16, Description = "Tokens per answer" };
        var command = new Command("soak", "Send many requests and watch the memory") { model, requests, tokens };
        command.SetAction(async (parsed, cancellation) =>
        {
            var options = new LlamaModelOptions { ModelPath = parsed.GetRequiredValue(model).FullName, Threads = 1, Format = PromptFormat.Completion };
            using var engine = new LlamaChatClient(options);
            await engine.LoadAsync(cancellationToken: cancellation);
            var total = parsed.GetValue(requests);
            var step = Math.Max(1, total / 10);
            Console.WriteLine("| requests | private MiB | working set MiB | managed MiB |");
            Console.WriteLine("|---|---|---|---|");
            for (var done = 0; done <= total; done += step)
            {
                Print(done);
                if (done < total)
                {
                    await Parallel.ForAsync(
                        done,
                        done + step,
                        new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = cancellation },
                        async (i, token) => await AskAsync(engine, i, parsed.GetValue(tokens), token));
                }
            }

            return 0;
        });
        return command;
    }

    /// <summary>Every second answer is streamed, every tenth abandoned after its first piece.</summary>
    private static async Task AskAsync(LlamaChatClient engine, int index, int tokens, CancellationToken cancellationToken)
    {
        var prompt = $"Story {index % 97}: once upon a time";
        var options = new ChatOptions { MaxOutputTokens = tokens, Seed = index };
        if (index % 2 == 0)
        {
            await engine.GetResponseAsync(prompt, options, cancellationToken);
            return;
        }

        await foreach (var _ in engine.GetStreamingResponseAsync(prompt, options, cancellationToken))
        {
            if (index % 10 == 1)
            {
                break;
            }
        }
    }

    private static void Print(int done)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        using var process = Process.GetCurrentProcess();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {done:N0} | {Mib(process.PrivateMemorySize64):F1} | {Mib(process.WorkingSet64):F1} | {Mib(GC.GetTotalMemory(false)):F1} |"));
    }

    private static double Mib(long bytes) => bytes / 1048576.0;
}

using System.Diagnostics;
using Microsoft.Extensions.AI;
using ModelRouter.TestModels;

namespace ModelRouter.LlamaCpp.Tests;

/// <summary>The child process: takes seeds from its input, runs the mutant of each, and tells what became of it.</summary>
internal static class FuzzWorker
{
    public const string Argument = "fuzz-worker";
    public const string Model = "model";
    public const string Adapter = "adapter";

    /// <summary>A tiny model that takes more memory than this was led astray by its header.</summary>
    private const long MemoryLimit = 1L << 30;

    public static async Task<int> RunAsync(string target)
    {
        using var llama = TinyModel.Llama(new() { Seed = 1, ChatTemplate = ChatTemplates.ChatMl });
        using var r1 = TinyModel.R1(new() { Seed = 2, Quantized = true });
        var folder = Directory.CreateTempSubdirectory("modelrouter-fuzz-");
        try
        {
            while (await Console.In.ReadLineAsync() is { } line)
            {
                var seed = int.Parse(line);
                await Console.Out.WriteLineAsync($"{seed} {await RunAsync(target, seed, seed % 2 == 0 ? llama : r1, Path.Combine(folder.FullName, "mutant.gguf"))}");
                await Console.Out.FlushAsync();
            }

            return 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<string> RunAsync(string target, int seed, TinyModelFile model, string path)
    {
        var source = target == Adapter ? TinyAdapter.Random(model, rank: 2) : model.Path;
        await File.WriteAllBytesAsync(path, new GgufMutator(await File.ReadAllBytesAsync(source), seed).Mutate());
        var options = new LlamaModelOptions
        {
            ModelPath = target == Adapter ? model.Path : path,
            LoraPath = target == Adapter ? path : null,
            Format = seed % 4 < 2 ? PromptFormat.Completion : PromptFormat.ChatTemplate,
            MaxConcurrency = 2,
            Threads = 1,
        };
        var outcome = await AskAsync(options);
        using var self = Process.GetCurrentProcess();
        return self.PeakWorkingSet64 < MemoryLimit ? outcome : FuzzReport.Bad + $"memory grew to {self.PeakWorkingSet64:N0} bytes";
    }

    private static async Task<string> AskAsync(LlamaModelOptions options)
    {
        try
        {
            await LlamaModelInfo.ReadAsync(options.LoraPath ?? options.ModelPath);
            using var client = new LlamaChatClient(options);
            var response = await client.GetResponseAsync("Héllo the 안녕\n <s> 12", new() { MaxOutputTokens = 2, Seed = 1 });
            return response.Usage is { OutputTokenCount: >= 1 and <= 2 } ? "answered" : FuzzReport.Bad + "no tokens were counted";
        }
        catch (Exception refusal) when (refusal is LlamaException or ModelRefusedException)
        {
            return refusal.GetType().Name + " " + refusal.Message.ReplaceLineEndings(" ");
        }
        catch (Exception unexpected)
        {
            return FuzzReport.Bad + unexpected.ToString().ReplaceLineEndings(" ");
        }
    }
}

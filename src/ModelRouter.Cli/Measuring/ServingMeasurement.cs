using System.Globalization;
using Microsoft.Extensions.AI;
using ModelRouter.LlamaCpp;

namespace ModelRouter.Cli;

/// <summary>Measures how fast this machine serves a model: callers ask one after another for a while, and the engine counts.</summary>
internal static class ServingMeasurement
{
    private const int Callers = 8;
    private const int MostCharacters = 800;
    private const int MostTokens = 128;
    private const int MostRounds = 10;

    /// <summary>Measures; shows its progress on a terminal.</summary>
    /// <exception cref="UsageException">There is no such file, or the model gave nothing to measure.</exception>
    internal static async Task<ServingCounters> RunAsync(string path, TimeSpan duration, Terminal terminal, CancellationToken ct)
    {
        var info = await ModelFile.ReadAsync(path, ct).ConfigureAwait(false);
        using var client = new LlamaChatClient(new() { ModelPath = info.Path, Format = PromptFormat.Completion, MaxConcurrency = Callers });
        await LoadDisplay.RunAsync(terminal, Path.GetFileName(path), client.LoadAsync, ct).ConfigureAwait(false);
        var before = client.GetService<ServingCounters>()!;
        ServingCounters counters;
        var round = 0;
        do
        {
            // A slow machine may need more time than that to give any answer at all.
            await LoadDisplay.RunAsync(
                terminal,
                $"and measuring {Path.GetFileName(path)}",
                (progress, token) => AskAsync(client, Math.Max(16, (int)Math.Min(info.TrainedContext, int.MaxValue) / 4), duration, progress, token),
                ct).ConfigureAwait(false);
            counters = client.GetService<ServingCounters>()!.Since(before);
        }
        while (counters.Throughput is null && ++round < MostRounds);

        return counters.Throughput is null
            ? throw new UsageException($"'{path}' gave nothing to measure: it ends its answers at once. Give --prefill-speed and --decode-speed instead.")
            : counters;
    }

    private static async Task AskAsync(LlamaChatClient client, int room, TimeSpan duration, IProgress<float> progress, CancellationToken ct)
    {
        var time = TimeProvider.System;
        var startedAt = time.GetTimestamp();
        using var end = new CancellationTokenSource(duration, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, end.Token);
        try
        {
            await Task.WhenAll(Enumerable.Range(0, Callers).Select(AskOneAfterAnotherAsync)).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested && !ct.IsCancellationRequested)
        {
            // The time is over; what was under way has been counted as far as it came.
        }

        async Task AskOneAfterAnotherAsync(int caller)
        {
            for (var call = 0; ; call++)
            {
                var options = new ChatOptions { MaxOutputTokens = Math.Min(MostTokens, room), Seed = call };
                await client.GetResponseAsync(Text(caller, call, Math.Min(MostCharacters, room)), options, either.Token).ConfigureAwait(false);
                progress.Report((float)(time.GetElapsedTime(startedAt) / duration));
            }
        }
    }

    /// <summary>A text that begins like no other, so that none of it comes from the cache.</summary>
    private static string Text(int caller, int call, int characters)
    {
        var random = new Random((caller * 7_919) + call);
        string[] words = ["river", "seven", "account", "of", "the", "market", "light", "and", "measure", "people", "in", "report"];
        var text = string.Create(CultureInfo.InvariantCulture, $"{random.Next(1_000_000)}");
        while (text.Length < characters)
        {
            text += " " + words[random.Next(words.Length)];
        }

        return text[..characters];
    }
}

using System.Diagnostics;
using Microsoft.Extensions.AI;

namespace ModelRouter.Benchmarks;

/// <summary>The same answers for every contestant: one prompt, sampled with other seeds.</summary>
/// <param name="Prompt">The text to continue.</param>
/// <param name="Tokens">Tokens of an answer at most.</param>
/// <param name="Runs">Answers that one caller asks for.</param>
internal sealed record EngineWork(string Prompt, int Tokens, int Runs)
{
    /// <summary>What answers are held to; nothing if <see langword="null"/>.</summary>
    public ChatResponseFormat? Form { get; init; }

    /// <summary>Tokens per second of all callers together, reading the prompt included.</summary>
    public async Task<double> RunAsync(IChatClient client, int callers, CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        var counts = await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => CallAsync(client, caller, cancellationToken)));
        return counts.Sum() / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private async Task<long> CallAsync(IChatClient client, int caller, CancellationToken cancellationToken)
    {
        var tokens = 0L;
        for (var run = 0; run < Runs; run++)
        {
            var options = new ChatOptions { MaxOutputTokens = Tokens, Temperature = 0.7f, TopP = 0.95f, Seed = (caller * Runs) + run, ResponseFormat = Form };
            var response = await client.GetResponseAsync(Prompt, options, cancellationToken);
            tokens += response.Usage!.OutputTokenCount!.Value;
        }

        return tokens;
    }
}

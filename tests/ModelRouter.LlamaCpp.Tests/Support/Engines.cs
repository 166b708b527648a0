using Microsoft.Extensions.AI;
using ModelRouter.Sampling;

namespace ModelRouter.LlamaCpp.Tests;

/// <summary>Puts requests to an engine directly: the engine's thread itself fixes the order of what is seen through them.</summary>
internal static class Engines
{
    public static Generation Submit(this LoadedModel loaded, int[] prompt, int maxTokens = int.MaxValue, CancellationTokenSource? cancel = null)
    {
        var row = new SamplingRow(SamplingParameters.Greedy, loaded.Model.Vocabulary.Size);
        var limits = new GenerationLimits(maxTokens, null, loaded.CloseThought);
        var generation = new Generation(row, new OutputText(loaded.Model.Vocabulary, new ThinkSplitter(startsInThought: true), null), limits);
        loaded.Engines.Submit(new GenerationRequest(prompt, [generation], cancel?.Token ?? CancellationToken.None));
        return generation;
    }

    public static int[] Prompt(this LoadedModel loaded, string text = "Hi") =>
        loaded.Prompts.Build([new ChatMessage(ChatRole.User, text)], null).Tokens;

    public static async Task<ThinkSplit> NextAsync(this Generation generation) =>
        await generation.Output.ReadAsync(TestContext.Current.CancellationToken);

    public static Task<GenerationResult> EndAsync(this Generation generation) =>
        generation.Completion.WaitAsync(TestContext.Current.CancellationToken);
}

using ModelRouter.TestModels;

namespace ModelRouter.LlamaCpp.Tests;

/// <summary>Clients of tiny models, one thread each.</summary>
internal static class Tiny
{
    /// <summary>Flash attention is off, since it sums in an order that others have a part in.</summary>
    public static LlamaModelOptions Options(TinyModelFile model) => new() { ModelPath = model.Path, Threads = 1, FlashAttention = false };

    /// <summary>For tests that compare texts of one caller with those of many: what a GPU computes depends in its last bits on how many there are.</summary>
    public static LlamaModelOptions OnProcessor(TinyModelFile model) => Options(model) with { GpuLayers = 0 };

    public static LlamaChatClient Client(TinyModelFile model) => new(Options(model));

    /// <summary>A thinking model whose output begins inside the thought: says <paramref name="pieces"/>, then ends.</summary>
    public static TinyModelFile R1Script(params string[] pieces) => TinyModel.Markov(MarkovChain.Script("\n", pieces));

    /// <summary>A model on ChatML, whose output begins outside of any thought.</summary>
    public static TinyModelFile ChatMlScript(params string[] pieces) =>
        TinyModel.Markov(MarkovChain.Script("\n", pieces), TinyFamily.Llama, new() { Layers = 1, ChatTemplate = ChatTemplates.ChatMl });

    /// <summary>A model that thinks for ever, or for as long as its context lasts.</summary>
    public static TinyModelFile Endless(int context = 16_384) =>
        TinyModel.Markov(MarkovChain.Loop("\n", "la", " li", " lu"), options: new() { Layers = 1, Context = context });

    /// <summary>The engine itself, for tests that look at the order of events in it.</summary>
    public static Task<LoadedModel> LoadAsync(LlamaModelOptions options) =>
        LoadedModel.LoadAsync(options, _ => { }, null, TestContext.Current.CancellationToken);
}

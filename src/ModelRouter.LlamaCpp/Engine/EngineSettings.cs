namespace ModelRouter.LlamaCpp;

/// <summary>The dimensions of one engine, all defaults resolved.</summary>
/// <param name="ContextSize">Tokens that one conversation may hold.</param>
/// <param name="MaxConcurrency">Conversations decoded at the same time.</param>
/// <param name="Contexts">Engines that there are of these, side by side.</param>
/// <param name="QueueLimit">Requests that may wait for a place.</param>
/// <param name="Threads">Threads for a step of one token.</param>
/// <param name="BatchThreads">Threads for a step of several.</param>
/// <param name="FlashAttention">Whether to use flash attention; <see langword="null"/> for llama.cpp's choice.</param>
/// <param name="SinglePrecisionCache">Whether keys and values are kept as 32-bit floats instead of 16-bit ones.</param>
/// <param name="LoraPath">An adapter's file.</param>
/// <param name="LoraScale">The adapter's strength.</param>
internal sealed record EngineSettings(
    int ContextSize,
    int MaxConcurrency,
    int Contexts,
    int QueueLimit,
    int Threads,
    int BatchThreads,
    bool? FlashAttention,
    bool SinglePrecisionCache,
    string? LoraPath,
    float LoraScale)
{
    /// <summary>The largest context taken unless more is asked for: KV memory is reserved for all of it, times the concurrency.</summary>
    private const int DefaultMaxContext = 8_192;

    /// <summary>Numbers that llama.cpp's vector code for 16-bit floats takes at once; what is left over is converted one by one.</summary>
    private const int VectorWidth = 64;

    public static EngineSettings For(LlamaModelOptions options, LlamaModel model)
    {
        var threads = options.Threads > 0 ? options.Threads : Math.Max(1, Environment.ProcessorCount / 2);

        // Heads narrower than that are nothing but left over. As 32-bit floats and without flash attention, which sums 16-bit ones, a
        // model like NanoR1 is half as fast again.
        var narrow = model.HeadWidth is > 0 and < VectorWidth && !model.MayUseGpu && options.FlashAttention != true;
        return new(
            options.ContextSize > 0 ? options.ContextSize : Math.Min(model.TrainedContext, DefaultMaxContext),
            Share(options.MaxConcurrency, options.Contexts),
            options.Contexts,
            Share(options.QueueLimit, options.Contexts),
            threads,
            options.BatchThreads > 0 ? options.BatchThreads : threads,
            narrow ? false : options.FlashAttention,
            narrow,
            options.LoraPath,
            options.LoraScale);
    }

    /// <summary>A context's share of what all of them have, rounded up.</summary>
    public static int Share(int total, int contexts) => (int)(((long)total + contexts - 1) / contexts);
}

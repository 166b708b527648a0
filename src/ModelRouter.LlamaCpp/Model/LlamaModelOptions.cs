using ModelRouter.Sampling;

namespace ModelRouter.LlamaCpp;

/// <summary>Which GGUF model to run, and how.</summary>
public sealed record LlamaModelOptions
{
    /// <summary>The model's <c>.gguf</c> file.</summary>
    public required string ModelPath { get; init; }

    /// <summary>A LoRA adapter's <c>.gguf</c> file, applied to this client alone; weights are shared with other clients of the same model.</summary>
    public string? LoraPath { get; init; }

    /// <summary>How strongly the adapter acts; 1 as trained, 0 not at all.</summary>
    public float LoraScale { get; init; } = 1f;

    /// <summary>Layers to keep on the GPU: 0 for none, −1 for all. Ignored where the natives know no GPU.</summary>
    public int GpuLayers { get; init; } = -1;

    /// <summary>Tokens, prompt and answer together, that one conversation may hold; 0 for what the model was trained for, at most 8,192.</summary>
    public int ContextSize { get; init; }

    /// <summary>Contexts that decode side by side over the same weights, each on <see cref="Threads"/> of its own and with its share of
    /// <see cref="MaxConcurrency"/>, 1 to 16. For many callers of a small model on idle processors, better than more threads.</summary>
    public int Contexts { get; init; } = 1;

    /// <summary>Conversations decoded at the same time, 1 to 64; memory for the KV cache grows with it.</summary>
    public int MaxConcurrency { get; init; } = 8;

    /// <summary>Requests that may wait for a place before callers get <see cref="EngineBusyException"/>.</summary>
    public int QueueLimit { get; init; } = 128;

    /// <summary>Processor threads for decoding, at most 512; 0 for half of the processors. More than are free makes decoding slower, not faster.</summary>
    public int Threads { get; init; }

    /// <summary>Processor threads for reading prompts and for several answers at once, at most 512; 0 for as many as <see cref="Threads"/>.</summary>
    public int BatchThreads { get; init; }

    /// <summary>Flash attention: <see langword="null"/> for what is faster, which is llama.cpp's choice, and on the CPU none for heads
    /// narrower than 64. On the CPU it sums 16-bit floats in the order in which conversations share memory; without it a seed gives the
    /// same text alone and beside others, at the price of slower prompts and slower decoding for many callers. On a GPU a seed's text may depend on
    /// how many answers are written at a time, whatever is set here: its kernels for several round otherwise.</summary>
    public bool? FlashAttention { get; init; }

    /// <summary>How a conversation becomes text.</summary>
    public PromptFormat Format { get; init; }

    /// <summary>A chat template instead of the file's own: a Jinja text or the name of one that llama.cpp knows, such as <c>chatml</c>.</summary>
    public string? ChatTemplate { get; init; }

    /// <summary>Sampling for requests that don't say otherwise; <see langword="null"/> for DeepSeek's recommendation if the model thinks, else moderate.
    /// A seed of 0 is none; any other is that of all requests without one, so that the same conversation gets the same answer.</summary>
    public SamplingParameters? Sampling { get; init; }

    /// <summary>Answer tokens for requests that don't say otherwise; <see langword="null"/> for as many as fit.</summary>
    public int? MaxOutputTokens { get; init; }

    /// <summary>Thinking tokens after which a thought is closed by force, so that an answer follows, for requests that don't say otherwise
    /// (<c>think_budget</c>); <see langword="null"/> for no limit. At least 1. Part of <see cref="MaxOutputTokens"/>.</summary>
    public int? ThinkBudget { get; init; }

    internal const int MostContexts = 16;

    internal const int MostConcurrency = 64;

    internal const int MostThreads = 512;

    /// <summary>Throws if a value is out of its range.</summary>
    /// <param name="argument">What the options are called where they were given.</param>
    internal void Validate(string argument = "options")
    {
        if (string.IsNullOrWhiteSpace(ModelPath))
        {
            throw new ArgumentException($"{nameof(ModelPath)} must not be empty.", argument);
        }

        OptionRange.AtLeast(GpuLayers, -1, argument);
        OptionRange.AtLeast(ContextSize, 0, argument);
        OptionRange.Within(MaxConcurrency, 1, MostConcurrency, argument);
        OptionRange.Within(Contexts, 1, Math.Min(MostContexts, MaxConcurrency), argument);
        OptionRange.AtLeast(QueueLimit, 0, argument);
        OptionRange.Within(Threads, 0, MostThreads, argument);
        OptionRange.Within(BatchThreads, 0, MostThreads, argument);
        OptionRange.AtLeast(MaxOutputTokens ?? 1, 1, argument, nameof(MaxOutputTokens));
        OptionRange.AtLeast(ThinkBudget ?? 1, 1, argument, nameof(ThinkBudget));
        if (!float.IsFinite(LoraScale))
        {
            throw new ArgumentOutOfRangeException(argument, LoraScale, $"{nameof(LoraScale)} must be a finite number.");
        }
    }
}

namespace ModelRouter.TestModels;

/// <summary>What a tiny model looks like.</summary>
public sealed record TinyModelOptions
{
    /// <summary>Seed of the random weights; the same seed gives the same file.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Size of the hidden state, a multiple of 32. A Markov model has its own: at least its vocabulary's size.</summary>
    public int Width { get; init; } = 32;

    /// <summary>Number of transformer blocks.</summary>
    public int Layers { get; init; } = 2;

    /// <summary>Size of the feed-forward layer, a multiple of 32.</summary>
    public int FeedForward { get; init; } = 64;

    /// <summary>Context length that the file says the model was trained for, in tokens.</summary>
    public int Context { get; init; } = 256;

    /// <summary>Whether the matrices are stored as Q8_0 instead of 32-bit floats.</summary>
    public bool Quantized { get; init; }

    /// <summary>How readily the model ends; a Markov model's chain says that itself.</summary>
    public Ending Ending { get; init; }

    /// <summary>Jinja text of the chat template; null for the family's own, "" for none.</summary>
    public string? ChatTemplate { get; init; }

    /// <summary>Further pieces of text that are one token each.</summary>
    public IReadOnlyList<string> Pieces { get; init; } = [];

    /// <summary>Further control tokens, which are marks and no text.</summary>
    public IReadOnlyList<string> Controls { get; init; } = [];
}

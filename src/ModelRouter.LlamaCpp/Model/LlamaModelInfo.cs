namespace ModelRouter.LlamaCpp;

/// <summary>What a GGUF file says of itself; read from its header in milliseconds, without loading weights or native libraries.</summary>
public sealed record LlamaModelInfo
{
    /// <summary>The model's file, as it was named.</summary>
    public required string Path { get; init; }

    /// <summary>Its size in bytes.</summary>
    public required long FileBytes { get; init; }

    /// <summary>What it holds: <c>model</c>, or <c>adapter</c>, <c>mmproj</c> and the like, which can't be asked.</summary>
    public string Kind { get; init; } = GgufHeader.ModelKind;

    /// <summary>True if it is a model, and so can be asked.</summary>
    public bool IsModel => Kind == GgufHeader.ModelKind;

    /// <summary>The model's architecture, such as <c>qwen2</c>.</summary>
    public required string Architecture { get; init; }

    /// <summary>The name it gives itself.</summary>
    public string? Name { get; init; }

    /// <summary>Weights, counted singly.</summary>
    public required long ParameterCount { get; init; }

    /// <summary>The commonest storage type among its weights, such as <c>Q8_0</c>.</summary>
    public required string Quantization { get; init; }

    /// <summary>Tokens of context that it was trained for; 0 if it does not say.</summary>
    public required long TrainedContext { get; init; }

    /// <summary>Tokens in its vocabulary; 0 if it does not say.</summary>
    public required long VocabularySize { get; init; }

    /// <summary>True if the file brings a chat template.</summary>
    public required bool HasChatTemplate { get; init; }

    /// <summary>True if its chat template opens, closes or knows a <c>&lt;think&gt;</c> section, or one of those that <see cref="ThinkSplitter"/> knows beside it.</summary>
    public required bool Thinks { get; init; }

    /// <summary>Reads the header of <paramref name="path"/>.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidModelFileException">It is no GGUF file, or a damaged one.</exception>
    public static Task<LlamaModelInfo> ReadAsync(string path, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        return Task.Run(() => From(GgufReader.Read(path)), cancellationToken);
    }

    internal static LlamaModelInfo From(GgufHeader header) => new()
    {
        Path = header.Path,
        FileBytes = header.FileBytes,
        Kind = header.Kind,
        Architecture = header.Architecture,
        Name = header.GetString("general.name"),
        ParameterCount = header.Tensors.Sum(tensor => tensor.ElementCount),
        Quantization = header.Tensors
            .GroupBy(tensor => tensor.Type.Name, StringComparer.Ordinal)
            .MaxBy(group => group.Sum(tensor => tensor.ElementCount))?.Key ?? "none",
        TrainedContext = header.GetHyperparameter("context_length") ?? 0,
        VocabularySize = header.GetArray("tokenizer.ggml.tokens")?.Count ?? 0,
        HasChatTemplate = header.ChatTemplate is not null,
        Thinks = header.ChatTemplate is { } template && ThinkTags.Of(template) is not null,
    };
}

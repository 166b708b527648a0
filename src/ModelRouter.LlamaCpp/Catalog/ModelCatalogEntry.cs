namespace ModelRouter.LlamaCpp;

/// <summary>A model that can be downloaded by name: where it is, what it weighs, what its licence is.</summary>
public sealed record ModelCatalogEntry
{
    /// <summary>What a graph of one step takes beside weights, keys and values; mostly the logits of a batch over a large vocabulary.</summary>
    private const long BufferBytes = 400L << 20;

    private readonly string _repository = "";
    private readonly string _fileName = "";
    private readonly string? _sha256;

    /// <summary>The short name, such as <c>r1-distill-qwen-7b</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The model's own name.</summary>
    public required string Name { get; init; }

    /// <summary>Where the registry has it: <c>owner/repository</c>.</summary>
    /// <exception cref="ArgumentException">It is anything else; it becomes a part of an address.</exception>
    public required string Repository
    {
        get => _repository;
        init => _repository = value?.Split('/') is [var owner, var name] && IsPlain(owner) && IsPlain(name)
            ? value
            : throw new ArgumentException($"'{value}' is no repository; owner/repository is expected.", nameof(Repository));
    }

    /// <summary>The file's name, in the repository and on the disk.</summary>
    /// <exception cref="ArgumentException">It is no plain name that ends with <c>.gguf</c>; it becomes a part of an address and a path.</exception>
    public required string FileName
    {
        get => _fileName;
        init => _fileName = IsPlain(value) && value.EndsWith(".gguf", StringComparison.OrdinalIgnoreCase)
            ? value
            : throw new ArgumentException($"'{value}' is no file name; letters, digits, '.', '_' and '-' are allowed, .gguf ends it.", nameof(FileName));
    }

    /// <summary>The file's size in bytes: exact if <see cref="Sha256"/> is given, else about.</summary>
    public required long Bytes { get; init; }

    /// <summary>The SHA-256 of the file in 64 hexadecimal digits; <see langword="null"/> to take the registry's word for it.</summary>
    /// <exception cref="ArgumentException">It is no such hash.</exception>
    public string? Sha256
    {
        get => _sha256;
        init => _sha256 = value is null ? null : Checksum.Parse(value)
            ?? throw new ArgumentException($"'{value}' is no SHA-256; 64 hexadecimal digits are expected.", nameof(Sha256));
    }

    /// <summary>The licence's name. Downloading accepts it, so it is the caller's to read.</summary>
    public required string License { get; init; }

    /// <summary>Tokens of context that the model was made for.</summary>
    public required int ContextTokens { get; init; }

    /// <summary>Bytes of keys and values that the engine keeps of a token: 2 × layers × key heads × head width × 2 bytes.</summary>
    public required int CacheBytesPerToken { get; init; }

    /// <summary>An estimate of the memory (or a GPU's memory) that running it takes: weights, keys and values in 16 bits, and buffers.</summary>
    /// <param name="contextTokens">Tokens of context, all conversations together.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public long EstimateMemory(int contextTokens)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(contextTokens);
        return Bytes + ((long)contextTokens * CacheBytesPerToken) + BufferBytes;
    }

    private static bool IsPlain(string? text) =>
        text is { Length: > 0 } && text[0] != '.' && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-');
}

namespace ModelRouter.LlamaCpp;

/// <summary>What stands before the numbers in a GGUF file: metadata and the list of tensors. Checked by <see cref="GgufReader"/>.</summary>
internal sealed class GgufHeader
{
    public const string ModelKind = "model";

    public required string Path { get; init; }

    public required long FileBytes { get; init; }

    /// <summary>Scalars as their .NET types, strings, and <see cref="GgufArray"/> for arrays.</summary>
    public required IReadOnlyDictionary<string, object> Metadata { get; init; }

    public required IReadOnlyList<GgufTensor> Tensors { get; init; }

    /// <summary>Older files don't say it, and are models.</summary>
    public string Kind => GetString("general.type") ?? ModelKind;

    public string Architecture => GetString("general.architecture") ?? "";

    public string? ChatTemplate => GetString("tokenizer.chat_template");

    public string? GetString(string key) => Metadata.GetValueOrDefault(key) as string;

    /// <summary>The integer at <paramref name="key"/>; <see langword="null"/> if absent or no integer.</summary>
    public long? GetInteger(string key) => Metadata.GetValueOrDefault(key) switch
    {
        byte or sbyte or ushort or short or uint or int or long => Convert.ToInt64(Metadata[key], null),
        ulong value when value <= long.MaxValue => (long)value,
        _ => null,
    };

    /// <summary>The integer that the architecture calls <paramref name="name"/>, such as <c>llama.context_length</c>.</summary>
    public long? GetHyperparameter(string name) => GetInteger($"{Architecture}.{name}");

    public GgufArray? GetArray(string key) => Metadata.GetValueOrDefault(key) as GgufArray;

    /// <summary>A hyperparameter that is one integer for all of <paramref name="layers"/> or an array with one for each;
    /// <see langword="null"/> if absent.</summary>
    /// <exception cref="InvalidModelFileException">The array is shorter than the model.</exception>
    public IReadOnlyList<long>? GetPerLayer(string name, int layers)
    {
        if (GetHyperparameter(name) is { } single)
        {
            return [.. Enumerable.Repeat(single, layers)];
        }

        var values = GetArray($"{Architecture}.{name}")?.Integers;
        return values is null || values.Count >= layers
            ? values
            : throw Refuse($"{Architecture}.{name} has {values.Count} entries for {layers} layers.");
    }

    public InvalidModelFileException Refuse(string reason) => new(Path, reason);
}

namespace ModelRouter.LlamaCpp;

/// <summary>Reckons how wide attention's memory of what it has read is.</summary>
internal static class KeyValueSize
{
    private const int BytesPerNumber = 2;

    /// <summary>Bytes of a token's keys and values in all layers, as 16-bit floats; 0 for models without attention.</summary>
    public static long PerToken(GgufHeader header)
    {
        var layers = Layers(header);
        var heads = Heads(header);
        if (heads.Count == 0)
        {
            return 0;
        }

        var keyValueHeads = header.GetPerLayer("attention.head_count_kv", layers) ?? heads;
        return keyValueHeads.Take(layers).Sum() * (Width(header, "attention.key_length") + Width(header, "attention.value_length")) * BytesPerNumber;
    }

    /// <summary>Numbers of a head's key; 0 for models without attention.</summary>
    public static long HeadWidth(GgufHeader header) => Width(header, "attention.key_length");

    private static long Width(GgufHeader header, string key) =>
        Heads(header) is { Count: > 0 } heads ? header.GetHyperparameter(key) ?? ((header.GetHyperparameter("embedding_length") ?? 0) / heads[0]) : 0;

    /// <summary>Heads of each layer; none for models without attention.</summary>
    private static IReadOnlyList<long> Heads(GgufHeader header) =>
        header.GetPerLayer("attention.head_count", Layers(header)) is { Count: > 0 } heads && heads[0] > 0 ? heads : [];

    private static int Layers(GgufHeader header) => (int)(header.GetHyperparameter("block_count") ?? 0);
}

namespace ModelRouter.LlamaCpp;

/// <summary>Reckons how much memory attention needs for what it has read.</summary>
internal static class KeyValueSize
{
    private const int BytesPerNumber = 2;

    /// <summary>Bytes of a token's keys and values in all layers, as 16-bit floats; 0 for models without attention.</summary>
    public static long PerToken(GgufHeader header)
    {
        var layers = (int)(header.GetHyperparameter("block_count") ?? 0);
        var heads = header.GetPerLayer("attention.head_count", layers);
        if (heads is null || heads.Count == 0 || heads[0] == 0)
        {
            return 0;
        }

        var usual = (header.GetHyperparameter("embedding_length") ?? 0) / heads[0];
        var width = (header.GetHyperparameter("attention.key_length") ?? usual) + (header.GetHyperparameter("attention.value_length") ?? usual);
        var keyValueHeads = header.GetPerLayer("attention.head_count_kv", layers) ?? heads;
        return keyValueHeads.Take(layers).Sum() * width * BytesPerNumber;
    }
}

namespace ModelRouter.LlamaCpp;

/// <summary>Checks a LoRA adapter's header before llama.cpp reads it.</summary>
internal static class AdapterCheck
{
    private const string ScaleKey = "adapter.lora.alpha";
    private const string First = ".lora_a";
    private const string Second = ".lora_b";

    /// <summary>Checks an adapter for a model of <paramref name="architecture"/>.</summary>
    /// <exception cref="InvalidModelFileException">It is no adapter, or one for another architecture.</exception>
    public static void Run(GgufHeader header, string architecture)
    {
        if (header.Kind != "adapter" || header.GetString("adapter.type") is not "lora")
        {
            throw header.Refuse("it is a GGUF file, but no LoRA adapter.");
        }

        if (header.Architecture != architecture)
        {
            throw header.Refuse($"the adapter is for '{header.Architecture}', the model is '{architecture}'.");
        }

        if (header.Metadata.GetValueOrDefault(ScaleKey) is { } scale && !(scale is float number && float.IsFinite(number)))
        {
            throw header.Refuse($"{ScaleKey} is {scale}; a finite 32-bit float is needed.");
        }

        CheckTensors(header);
    }

    /// <summary>A weight is changed by the product of two matrices, whose inner sizes must agree. llama.cpp compares the outer ones
    /// with the model's.</summary>
    private static void CheckTensors(GgufHeader header)
    {
        TensorCheck.Run(header);
        var byName = header.Tensors.ToDictionary(tensor => tensor.Name, StringComparer.Ordinal);
        foreach (var a in header.Tensors.Where(tensor => tensor.Name.EndsWith(First, StringComparison.Ordinal)))
        {
            if (!byName.TryGetValue(a.Name[..^First.Length] + Second, out var b))
            {
                throw header.Refuse($"'{a.Name}' has no counterpart '{Second}'.");
            }

            // Embeddings are looked up, not multiplied, so that theirs lies the other way round.
            var rank = a.Name.EndsWith("token_embd.weight" + First, StringComparison.Ordinal) ? Size(a, 0) : Size(a, 1);
            if (rank != Size(b, 0) || Size(a, 2) != Size(b, 2) || Size(a, 3) != Size(b, 3))
            {
                throw header.Refuse($"'{a.Name}' and '{b.Name}' can't be multiplied with each other.");
            }
        }
    }

    /// <summary>Dimensions that a file does not mention are 1.</summary>
    private static long Size(GgufTensor tensor, int axis) => axis < tensor.Shape.Length ? tensor.Shape[axis] : 1;
}

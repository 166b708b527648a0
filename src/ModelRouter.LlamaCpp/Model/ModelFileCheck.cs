namespace ModelRouter.LlamaCpp;

/// <summary>Refuses hyperparameters on which llama.cpp would divide by zero, allocate without bound or abort the process.</summary>
internal static class ModelFileCheck
{
    private const long MaxLayers = 1_024;
    private const long MaxWidth = 1 << 20;
    private const long MaxContext = 1 << 28;

    /// <summary>Checks what every text model needs.</summary>
    /// <exception cref="InvalidModelFileException">The header does not describe a model that can be run.</exception>
    public static void Run(GgufHeader header)
    {
        if (header.Architecture.Length == 0)
        {
            throw Bad(header, "it does not say which architecture it is (general.architecture).");
        }

        if (header.GetString("general.type") is { } type and not "model")
        {
            throw Bad(header, $"it holds a '{type}', not a model.");
        }

        Require(header, "block_count", 1, MaxLayers);
        Require(header, "embedding_length", 1, MaxWidth);
        Require(header, "context_length", 1, MaxContext);
    }

    /// <summary>Checks a LoRA adapter for a model of <paramref name="architecture"/>.</summary>
    /// <exception cref="InvalidModelFileException">It is no adapter, or one for another architecture.</exception>
    public static void RunAdapter(GgufHeader header, string architecture)
    {
        if (header.GetString("general.type") is not "adapter" || header.GetString("adapter.type") is not "lora")
        {
            throw Bad(header, "it is a GGUF file, but no LoRA adapter.");
        }

        if (header.Architecture != architecture)
        {
            throw Bad(header, $"the adapter is for '{header.Architecture}', the model is '{architecture}'.");
        }
    }

    private static void Require(GgufHeader header, string name, long min, long max)
    {
        var value = header.GetHyperparameter(name);
        if (value is null || value < min || value > max)
        {
            throw Bad(header, $"{header.Architecture}.{name} is {value?.ToString() ?? "missing"}; {min} to {max} are possible.");
        }
    }

    private static InvalidModelFileException Bad(GgufHeader header, string reason) => new(header.Path, reason);
}

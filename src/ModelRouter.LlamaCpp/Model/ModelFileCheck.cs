namespace ModelRouter.LlamaCpp;

/// <summary>Refuses headers on which llama.cpp would divide by zero, allocate without bound or abort the process.</summary>
/// <remarks>General rules, each for a reason that is given with it; a fuzzer in the tests holds them to it.</remarks>
internal static class ModelFileCheck
{
    /// <summary>Checks what every text model needs.</summary>
    /// <exception cref="InvalidModelFileException">The header does not describe a model that can be run.</exception>
    public static void Run(GgufHeader header)
    {
        if (header.Architecture.Length == 0)
        {
            throw header.Refuse("it does not say which architecture it is (general.architecture).");
        }

        if (header.Kind != GgufHeader.ModelKind)
        {
            var advice = header.Kind == "adapter" ? " An adapter is set beside its model, as LoraPath." : "";
            throw header.Refuse($"what it holds is of the kind '{header.Kind}', no model.{advice}");
        }

        HyperparameterCheck.Run(header);
        TokenizerCheck.Run(header);
        TensorCheck.Run(header);
        SplitCheck.Run(header);
    }
}

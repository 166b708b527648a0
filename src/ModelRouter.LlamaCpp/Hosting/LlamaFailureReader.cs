namespace ModelRouter.LlamaCpp;

/// <summary>Understands what the engine throws beyond a plain refusal. Safe for concurrent use.</summary>
public sealed class LlamaFailureReader : IFailureReader
{
    /// <inheritdoc />
    public ModelFailure? Read(Exception exception) => exception switch
    {
        ContextOverflowException => new(ModelFailureKind.ContextLength),

        // A model that isn't there has read nothing that could be billed.
        ModelDownloadException => new(ModelFailureKind.Unreachable),
        _ => null,
    };
}

namespace ModelRouter.LlamaCpp;

/// <summary>Understands what the engine throws beyond a plain refusal. Safe for concurrent use.</summary>
public sealed class LlamaFailureReader : IFailureReader
{
    /// <inheritdoc />
    public ModelFailure? Read(Exception exception) =>
        exception is ContextOverflowException ? new(ModelFailureKind.ContextLength) : null;
}

namespace ModelRouter.Tests;

/// <summary>A failure of any kind, as some client library would throw it.</summary>
internal sealed class KindException(ModelFailureKind kind, TimeSpan? retryAfter = null) : Exception($"sk-canary {kind}")
{
    public ModelFailure Failure { get; } = new(kind) { RetryAfter = retryAfter };
}

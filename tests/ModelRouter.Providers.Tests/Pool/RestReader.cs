namespace ModelRouter.Providers.Tests;

/// <summary>Reads a timeout as a wish for a minute's rest.</summary>
internal sealed class RestReader : IFailureReader
{
    public ModelFailure? Read(Exception exception) =>
        exception is TimeoutException ? new(ModelFailureKind.Overload) { RetryAfter = TimeSpan.FromMinutes(1) } : null;
}

namespace ModelRouter.Tests;

/// <summary>Understands <see cref="KindException"/>.</summary>
internal sealed class KindReader : IFailureReader
{
    public ModelFailure? Read(Exception exception) => (exception as KindException)?.Failure;
}

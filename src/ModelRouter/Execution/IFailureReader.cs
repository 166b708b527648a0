namespace ModelRouter;

/// <summary>Understands the exceptions of one client library. Safe for concurrent use.</summary>
public interface IFailureReader
{
    /// <summary>What <paramref name="exception"/> means; <see langword="null"/> if it is not of that library.</summary>
    ModelFailure? Read(Exception exception);
}

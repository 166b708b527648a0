namespace ModelRouter.LlamaCpp;

/// <summary>The engine's waiting line is full; try again later or let another model answer.</summary>
public sealed class EngineBusyException : ModelRefusedException
{
    /// <summary>The line held <paramref name="queueLimit"/> requests already.</summary>
    public EngineBusyException(int queueLimit)
        : base($"The engine is busy: {queueLimit} requests are waiting already, as many as QueueLimit allows.") =>
        QueueLimit = queueLimit;

    /// <summary>Requests that may wait at once.</summary>
    public int QueueLimit { get; }
}

namespace ModelRouter.Evaluation;

/// <summary>A data set cannot be used: no rows, no models, or models that don't fit the rows.</summary>
public sealed class RoutingDataException : Exception
{
    /// <summary>With a message.</summary>
    public RoutingDataException(string message)
        : base(message)
    {
    }

    /// <summary>With a message and its cause.</summary>
    public RoutingDataException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}

namespace ModelRouter;

/// <summary>A model took longer than it may, and was cancelled.</summary>
public sealed class ModelTimeoutException : TimeoutException
{
    /// <summary>The failure of <paramref name="model"/>.</summary>
    /// <param name="model">The model's id.</param>
    /// <param name="limit">What took too long.</param>
    /// <param name="innerException">What the cancelled client threw.</param>
    public ModelTimeoutException(string model, ModelTimeout limit, Exception? innerException = null)
        : base(Describe(model, limit), innerException)
    {
        Model = model;
        Limit = limit;
    }

    /// <summary>The model's id.</summary>
    public string Model { get; }

    /// <summary>What took too long.</summary>
    public ModelTimeout Limit { get; }

    private static string Describe(string model, ModelTimeout limit) => limit switch
    {
        ModelTimeout.FirstContent => $"The model '{model}' gave no content within its first-content timeout.",
        ModelTimeout.Stall => $"The model '{model}' stopped in the middle of its answer for longer than its stall timeout.",
        ModelTimeout.Attempt => $"The model '{model}' did not answer within its attempt timeout.",
        _ => $"The call's time was over while the model '{model}' was at work.",
    };
}

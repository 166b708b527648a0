namespace ModelRouter;

/// <summary>A model ended its answer with neither content nor a tool call; the next model is tried.</summary>
public sealed class EmptyResponseException : Exception
{
    /// <summary>The failure of <paramref name="model"/>.</summary>
    public EmptyResponseException(string model)
        : base($"The model '{model}' gave neither content nor a tool call.") => Model = model;

    /// <summary>The model's id.</summary>
    public string Model { get; }
}

namespace ModelRouter;

/// <summary>A model ended its answer with neither content nor a tool call; the next model is tried.</summary>
public sealed class EmptyResponseException : Exception
{
    /// <summary>The failure of <paramref name="model"/>.</summary>
    /// <param name="model">The model's id.</param>
    /// <param name="error">The error that it gave in place of content, if it gave one.</param>
    public EmptyResponseException(string model, string? error = null)
        : base($"The model '{model}' gave neither content nor a tool call{(error is null ? "." : $", but an error: {error}")}") => Model = model;

    /// <summary>The model's id.</summary>
    public string Model { get; }
}

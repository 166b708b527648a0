namespace ModelRouter.LlamaCpp;

/// <summary>A JSON schema asks for something to which the engine can't hold its answers.</summary>
public sealed class UnsupportedSchemaException : ModelRefusedException
{
    /// <summary>An error about the place <paramref name="pointer"/> of a schema that <paramref name="problem"/> explains.</summary>
    public UnsupportedSchemaException(string pointer, string problem)
        : base($"The llama.cpp engine can't hold its answers to the JSON schema: at '{pointer}' {problem}.") => Pointer = pointer;

    /// <summary>Where in the schema, as a JSON pointer in a fragment (RFC 6901), such as <c>#/properties/age/multipleOf</c>.</summary>
    public string Pointer { get; }
}

namespace ModelRouter.TestModels;

/// <summary>What a client asked a <see cref="TinyRegistry"/>.</summary>
public sealed record RegistryRequest(string Method, string Path, IReadOnlyDictionary<string, string> Headers)
{
    /// <summary>A header's value, or nothing.</summary>
    public string? this[string name] => Headers.GetValueOrDefault(name);

    /// <summary>True if it wants the content.</summary>
    public bool IsGet => Method == "GET";
}

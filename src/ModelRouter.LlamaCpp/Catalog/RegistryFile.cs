namespace ModelRouter.LlamaCpp;

/// <summary>What a registry says of a file.</summary>
/// <param name="Sha256">Its SHA-256 in lower case, if it says so.</param>
/// <param name="Bytes">Its size, if it says so.</param>
internal readonly record struct RegistryFile(string? Sha256, long? Bytes);

namespace ModelRouter.Storage;

/// <summary>A name that this version of the product doesn't know; a newer one may have written it.</summary>
internal sealed class UnknownNameException(string name, Type type) : FormatException($"'{name}' is no {type.Name} that this version of the product knows.");

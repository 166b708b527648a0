namespace ModelRouter.Storage;

/// <summary>A database was written by a newer version of the product, whose schema this one doesn't know.</summary>
public sealed class NewerSchemaException : Exception
{
    internal NewerSchemaException(string database, int version, int known)
        : base($"'{database}' has schema version {version}; this version of the product knows up to {known}. Update the product, or use another database.")
    {
    }
}

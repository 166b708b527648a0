namespace ModelRouter.LlamaCpp;

/// <summary>The properties that an object may have, in their order, and those that it must have.</summary>
internal sealed record SchemaMembers(List<(string Name, SchemaNode Node)> Properties, HashSet<string> Required)
{
    /// <summary>What stands at a place of the order, the same for the same property of the same schema; <see langword="null"/> if anything else may stand there.</summary>
    public string? KeyAt(int place) => place < Properties.Count && Required.Contains(Properties[place].Name)
        ? $"{Properties[place].Name}\n{Properties[place].Node.Schema.GetRawText()}"
        : null;

    /// <summary>Without those before a place of the order.</summary>
    public SchemaMembers From(int place) => new(Properties[place..], Required);
}

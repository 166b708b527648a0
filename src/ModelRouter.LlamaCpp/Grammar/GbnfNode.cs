namespace ModelRouter.LlamaCpp;

/// <summary>A part of a grammar's rule: alternatives, each a sequence of parts; a reference to a rule; or characters.</summary>
/// <param name="Reference">The rule referred to, for a reference.</param>
/// <param name="Alternatives">The alternatives, for a group.</param>
/// <param name="IsOptional">True if it may be left out, or is an empty text.</param>
/// <param name="IsRepeated">True if it may come several times.</param>
internal sealed record GbnfNode(string? Reference, IReadOnlyList<IReadOnlyList<GbnfNode>>? Alternatives, bool IsOptional, bool IsRepeated)
{
    /// <summary>Names of all rules that it refers to.</summary>
    public IEnumerable<string> References => Reference is not null
        ? [Reference]
        : Alternatives?.SelectMany(sequence => sequence).SelectMany(part => part.References) ?? [];

    /// <summary>True if it can be empty, given the rules of which that is known.</summary>
    public bool MayBeEmpty(HashSet<string> nullable) =>
        IsOptional ||
        (Reference is not null && nullable.Contains(Reference)) ||
        (Alternatives is not null && Alternatives.Any(sequence => sequence.All(part => part.MayBeEmpty(nullable))));

    /// <summary>Names of the rules with which it can begin.</summary>
    public IEnumerable<string> First(HashSet<string> nullable)
    {
        if (Reference is not null)
        {
            yield return Reference;
        }

        foreach (var sequence in Alternatives ?? [])
        {
            foreach (var part in sequence)
            {
                foreach (var first in part.First(nullable))
                {
                    yield return first;
                }

                if (!part.MayBeEmpty(nullable))
                {
                    break;
                }
            }
        }
    }

    /// <summary>True if something that may be empty is repeated, so that there is no end to how often.</summary>
    public bool RepeatsNothing(HashSet<string> nullable) =>
        (IsRepeated && (this with { IsOptional = false }).MayBeEmpty(nullable)) ||
        (Alternatives is not null && Alternatives.Any(sequence => sequence.Any(part => part.RepeatsNothing(nullable))));
}

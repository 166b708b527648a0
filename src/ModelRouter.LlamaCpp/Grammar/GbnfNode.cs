namespace ModelRouter.LlamaCpp;

/// <summary>A part of a grammar's rule: alternatives, each a sequence of parts; a reference to a rule; or characters.</summary>
/// <param name="Reference">The rule referred to, for a reference.</param>
/// <param name="Alternatives">The alternatives, for a group.</param>
/// <param name="IsOptional">True if it may be left out, or is an empty text.</param>
/// <param name="Most">How often it may come, from 1; infinity for no limit.</param>
internal sealed record GbnfNode(string? Reference, IReadOnlyList<IReadOnlyList<GbnfNode>>? Alternatives, bool IsOptional, double Most)
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

    /// <summary>True if something that may be empty is repeated so often that a text would have too many ways through it.</summary>
    /// <param name="nullable">Rules that may be empty.</param>
    /// <param name="passed">How many parts in a row a rule has, from its beginning, that may be empty.</param>
    public bool RepeatsNothing(HashSet<string> nullable, Func<string, double> passed) =>
        (IsEmptyAtTimes(nullable) && Passed(nullable, passed) > Gbnf.MostOfNothing) ||
        (Alternatives is not null && Alternatives.Any(sequence => sequence.Any(part => part.RepeatsNothing(nullable, passed))));

    /// <summary>How many parts in a row it has, from its beginning, that may be empty, its repetitions written out.</summary>
    public double Passed(HashSet<string> nullable, Func<string, double> passed)
    {
        if (!IsEmptyAtTimes(nullable))
        {
            return 1;
        }

        var once = Reference is not null
            ? passed(Reference)
            : Alternatives?.Max(sequence => sequence.TakeWhile(part => part.MayBeEmpty(nullable)).Sum(part => part.Passed(nullable, passed))) ?? 1;
        return Most * Math.Max(once, 1);
    }

    /// <summary>True if it can be empty even where it comes.</summary>
    private bool IsEmptyAtTimes(HashSet<string> nullable) => (this with { IsOptional = false }).MayBeEmpty(nullable);
}

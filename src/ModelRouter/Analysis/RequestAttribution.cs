namespace ModelRouter;

/// <summary>On whose account a request is: what policy rules ask for, what budgets are kept for, and what reports group by.</summary>
/// <remarks>A caller says so in <see cref="Microsoft.Extensions.AI.ChatOptions.AdditionalProperties"/>: texts of 1 to 200 characters under
/// <c>modelrouter.tenant</c>, <c>modelrouter.user</c> and <c>modelrouter.agent</c>, and under <c>modelrouter.tags</c> one text or a list of at most
/// 20. Frameworks say under <c>modelrouter.function</c> and <c>modelrouter.plugin</c> which step of an agent's work it is, which become the tags
/// <c>function:NAME</c> and <c>plugin:NAME</c>; a call of a <see cref="RoutingRun"/> has the tag <c>run:ID</c>. No provider gets them. They are stored in the ledger, so they should be ids rather than names of people.</remarks>
/// <param name="Tenant">The customer or department; <see langword="null"/> if not said.</param>
/// <param name="User">The person or service that asks; <see langword="null"/> if not said.</param>
/// <param name="Agent">The agent that asks on the user's behalf; <see langword="null"/> if not said.</param>
public sealed record RequestAttribution(string? Tenant = null, string? User = null, string? Agent = null)
{
    /// <summary>What a run's tag begins with.</summary>
    internal const string RunPrefix = "run:";

    /// <summary>Nobody's: nothing was said.</summary>
    public static RequestAttribution None { get; } = new();

    /// <summary>Further labels, such as a project or a cost centre; each once, in ordinal order.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>True if it names the same, tag by tag.</summary>
    public bool Equals(RequestAttribution? other) =>
        other is not null && Tenant == other.Tenant && User == other.User && Agent == other.Agent && Tags.SequenceEqual(other.Tags, StringComparer.Ordinal);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.Add((Tenant, User, Agent));
        foreach (var tag in Tags)
        {
            hash.Add(tag, StringComparer.Ordinal);
        }

        return hash.ToHashCode();
    }

    /// <summary>The same as a part of a run, and of those that it is within, which stand among the tags.</summary>
    internal RequestAttribution In(RoutingRun? run) =>
        run is null ? this : this with { Tags = [.. Tags.Concat(run.Chain.Where(static r => !r.IsUntagged).Select(static r => $"{RunPrefix}{r.Id}")).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)] };
}

namespace ModelRouter;

/// <summary>On whose account a request is: what policy rules ask for, what budgets are kept for, and what reports group by.</summary>
/// <remarks>A caller says so in <see cref="Microsoft.Extensions.AI.ChatOptions.AdditionalProperties"/>: texts of 1 to 200 characters under
/// <c>modelrouter.tenant</c>, <c>modelrouter.user</c> and <c>modelrouter.agent</c>, and under <c>modelrouter.tags</c> one text or a list of at most
/// 20. No provider gets them. They are stored in the ledger, so they should be ids rather than names of people.</remarks>
/// <param name="Tenant">The customer or department; <see langword="null"/> if not said.</param>
/// <param name="User">The person or service that asks; <see langword="null"/> if not said.</param>
/// <param name="Agent">The agent that asks on the user's behalf; <see langword="null"/> if not said.</param>
public sealed record RequestAttribution(string? Tenant = null, string? User = null, string? Agent = null)
{
    /// <summary>Nobody's: nothing was said.</summary>
    public static RequestAttribution None { get; } = new();

    /// <summary>Further labels, such as a project or a cost centre; each once, in ordinal order.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];
}

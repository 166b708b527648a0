namespace ModelRouter;

/// <summary>Which entries of a ledger to read; all conditions that are given have to hold. Names are compared exactly.</summary>
public sealed record SpendQuery
{
    /// <summary>Every entry.</summary>
    public static SpendQuery All { get; } = new();

    /// <summary>The first moment at which an attempt may have ended; <see langword="null"/> for no limit.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>The moment before which it must have ended; <see langword="null"/> for no limit.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Only the entries of the call with this id; <see langword="null"/> for those of all calls.</summary>
    public Guid? CallId { get; init; }

    /// <summary>The model's id.</summary>
    public string? Model { get; init; }

    /// <summary>The model's tier.</summary>
    public ModelTier? Tier { get; init; }

    /// <summary>What the prompt asked for.</summary>
    public PromptTask? Task { get; init; }

    /// <summary>On whose account: the tenant.</summary>
    public string? Tenant { get; init; }

    /// <summary>On whose account: the user.</summary>
    public string? User { get; init; }

    /// <summary>On whose account: the agent.</summary>
    public string? Agent { get; init; }

    /// <summary>A tag that the entry must have among others.</summary>
    public string? Tag { get; init; }

    /// <summary>At most so many of the entries that meet all other conditions, those that ended last; <see langword="null"/> for all, else at least 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is less than 1.</exception>
    public int? Newest
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value ?? 1, 1, nameof(value));
            field = value;
        }
    }

    internal bool Matches(SpendEntry entry) =>
        (From is not { } from || entry.At >= from)
        && (To is not { } to || entry.At < to)
        && (CallId is not { } call || entry.CallId == call)
        && Is(Model, entry.Model)
        && (Tier is not { } tier || entry.Tier == tier)
        && (Task is not { } task || entry.Task == task)
        && Is(Tenant, entry.Attribution.Tenant)
        && Is(User, entry.Attribution.User)
        && Is(Agent, entry.Attribution.Agent)
        && (Tag is null || entry.Attribution.Tags.Contains(Tag, StringComparer.Ordinal));

    private static bool Is(string? wanted, string? value) => wanted is null || string.Equals(wanted, value, StringComparison.Ordinal);
}

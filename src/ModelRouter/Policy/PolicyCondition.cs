namespace ModelRouter;

/// <summary>Which requests a rule is for: every condition that is given has to hold, and of a list any one entry.</summary>
/// <remarks>Texts are compared without case. A request that doesn't say its tenant (user, agent, tag) meets no condition on it.</remarks>
public sealed record PolicyCondition
{
    /// <summary>Every request.</summary>
    public static PolicyCondition Always { get; } = new();

    /// <summary>What is asked for; empty for anything.</summary>
    public IReadOnlyList<PromptTask> Tasks { get; init; } = [];

    /// <summary>The fields it may touch; empty for any.</summary>
    public IReadOnlyList<PromptDomain> Domains { get; init; } = [];

    /// <summary>ISO 639-1 codes of the request's language, <c>und</c> for one that can't be told; empty for any.</summary>
    public IReadOnlyList<string> Languages { get; init; } = [];

    /// <summary>Data of at least this class; <see langword="null"/> for no bound.</summary>
    public DataClass? MinDataClass { get; init; }

    /// <summary>Data of at most this class; <see langword="null"/> for no bound.</summary>
    public DataClass? MaxDataClass { get; init; }

    /// <summary>At least this much suspicion of prompt injection, 0 to 1; <see langword="null"/> for no bound.</summary>
    public double? MinInjectionSuspicion { get; init; }

    /// <summary>Any one of these is among what the conversation brings; <see cref="PromptModalities.None"/> for whatever it brings.</summary>
    public PromptModalities Modalities { get; init; }

    /// <summary>Ids of tenants; empty for any, and for none.</summary>
    public IReadOnlyList<string> Tenants { get; init; } = [];

    /// <summary>Ids of users; empty for any, and for none.</summary>
    public IReadOnlyList<string> Users { get; init; } = [];

    /// <summary>Ids of agents; empty for any, and for none.</summary>
    public IReadOnlyList<string> Agents { get; init; } = [];

    /// <summary>Tags, one of which the request has to have; empty for any, and for none.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>When the request begins; <see langword="null"/> for any time.</summary>
    public PolicyTimeWindow? Time { get; init; }

    /// <summary>Estimated tokens of the conversation, at least; ≥ 0, <see langword="null"/> for no bound.</summary>
    public int? MinPromptTokens { get; init; }

    /// <summary>Estimated tokens of the conversation, at most; ≥ 0, <see langword="null"/> for no bound.</summary>
    public int? MaxPromptTokens { get; init; }

    /// <summary>True if nothing is asked for.</summary>
    internal bool IsAlways =>
        Tasks.Count + Domains.Count + Languages.Count + Tenants.Count + Users.Count + Agents.Count + Tags.Count == 0
        && this is { MinDataClass: null, MaxDataClass: null, Time: null, MinPromptTokens: null, MaxPromptTokens: null }
        && this is { MinInjectionSuspicion: null, Modalities: PromptModalities.None };
}

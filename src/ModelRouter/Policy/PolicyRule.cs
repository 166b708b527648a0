using Microsoft.Extensions.AI;

namespace ModelRouter;

/// <summary>One rule of a <see cref="RoutingPolicy"/>, which says what follows when several apply. It has at least one effect.</summary>
public sealed record PolicyRule
{
    /// <summary>Its name, 1 to 100 characters, without case the only one in its policy; exclusions carry it as <c>policy:name</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The requests that it is for; by default all.</summary>
    public PolicyCondition When { get; init; } = PolicyCondition.Always;

    /// <summary>The requests among those that it is not for; <see langword="null"/> for no exception.</summary>
    public PolicyCondition? Unless { get; init; }

    /// <summary>Only these models may serve.</summary>
    public ModelSelector? Only { get; init; }

    /// <summary>These models may not serve.</summary>
    public ModelSelector? Deny { get; init; }

    /// <summary>These models come first, among those that may serve.</summary>
    public ModelSelector? Prefer { get; init; }

    /// <summary>Models whose predicted chance of a right answer is lower may not serve; 0 to 1.</summary>
    public double? MinQuality { get; init; }

    /// <summary>Models whose expected cost for this request is higher may not serve; US dollars, ≥ 0.</summary>
    public decimal? MaxCostPerCall { get; init; }

    /// <summary>Models that are expected to take longer for the whole answer may not serve; &gt; 0.</summary>
    public TimeSpan? MaxLatency { get; init; }

    /// <summary>What a right answer is worth, before <see cref="ModelRouterOptions.TaskWorth"/>; US dollars, &gt; 0.</summary>
    public decimal? Worth { get; init; }

    /// <summary>How much models are asked to think where the caller doesn't say, and the most where the caller does. Where the caller doesn't say, only models with
    /// <see cref="ModelCapabilities.Reasoning"/> or <see cref="ModelProfile.ExpectedReasoningTokens"/> are asked.</summary>
    public ReasoningEffort? ReasoningEffort { get; init; }

    /// <summary>Thinking tokens, ≥ 1, that models get where the caller sets no <c>think_budget</c>, and the most where the caller does. Heeded by
    /// models of the self-hosted engine.</summary>
    public int? ThinkBudget { get; init; }

    /// <summary>Whether answers may be checked and better models asked if they fail, before <see cref="CascadeOptions.Mode"/>.</summary>
    public CascadeMode? Cascade { get; init; }

    /// <summary>Where it was read from, a configuration path; <see langword="null"/> for a rule made in code.</summary>
    internal string? Path { get; init; }
}

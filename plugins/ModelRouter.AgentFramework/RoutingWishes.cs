using Microsoft.Extensions.AI;

namespace ModelRouter.AgentFramework;

/// <summary>What an agent wishes of the router for each of its requests.</summary>
/// <remarks>What a request's own options say comes first; the data class is the higher of both, and tags are put together.</remarks>
public class RoutingWishes
{
    /// <summary>A model's id, or <c>auto</c>, <c>auto:cloud</c>…; not together with <see cref="Tier"/>.</summary>
    public string? Model { get; set; }

    /// <summary>The only tier that may answer; any if <see langword="null"/>.</summary>
    public ModelTier? Tier { get; set; }

    /// <summary>What the requests ask for, where you know better than the analysis.</summary>
    public PromptTask? Task { get; set; }

    /// <summary>US dollars, ≥ 0: models whose answer to one request is expected to cost more may not serve.</summary>
    public decimal? MaxCost { get; set; }

    /// <summary>The class of the data in the requests; what the analysis finds can only be added to it.</summary>
    public DataClass? DataClass { get; set; }

    /// <summary>On whose account: the tenant.</summary>
    public string? Tenant { get; set; }

    /// <summary>On whose account: the user.</summary>
    public string? User { get; set; }

    /// <summary>Further labels for policy, budgets and the ledger, at most 20.</summary>
    public IList<string> Tags { get; init; } = [];

    /// <summary>Tokens that an answer may take, thought included; &gt; 0.</summary>
    public int? MaxTokens { get; set; }

    /// <summary>From 0, the likeliest words, to 2.</summary>
    public double? Temperature { get; set; }

    /// <summary>Tokens that self-hosted models may think; &gt; 0.</summary>
    public int? ThinkTokens { get; set; }

    /// <summary>How hard models shall think, where they can be told.</summary>
    public ReasoningEffort? Effort { get; set; }

    /// <summary>The wishes alone, as they are now.</summary>
    internal RoutingWishes CopyWishes() => new()
    {
        Model = Model,
        Tier = Tier,
        Task = Task,
        MaxCost = MaxCost,
        DataClass = DataClass,
        Tenant = Tenant,
        User = User,
        Tags = [.. Tags],
        MaxTokens = MaxTokens,
        Temperature = Temperature,
        ThinkTokens = ThinkTokens,
        Effort = Effort,
    };

    /// <exception cref="ArgumentException">A wish is out of its range.</exception>
    internal void ThrowIfInvalid(string whose)
    {
        Check(Model is null || Tier is null, $"name the tier {Tier} or the model '{Model}'");
        Check(Model is null || Model.Trim().Length > 0, "the model's id is empty");
        Check(MaxCost is null or >= 0, "MaxCost is less than 0");
        Check(MaxTokens is null or > 0, "MaxTokens must be greater than 0");
        Check(ThinkTokens is null or > 0, "ThinkTokens must be greater than 0");
        Check(Temperature is null or (>= 0 and <= 2), "Temperature must be from 0 to 2");

        // Reads them as the router will.
        _ = DeclaredAttribution.Read(Apply(null, ""));

        void Check(bool isRight, string problem)
        {
            if (!isRight)
            {
                throw new ArgumentException($"The wishes of '{whose}' can't be met: {problem}.");
            }
        }
    }

    /// <summary>The options of a request with these wishes; a copy.</summary>
    internal ChatOptions Apply(ChatOptions? options, string agent)
    {
        var wished = options?.Clone() ?? new();
        wished.ModelId ??= Model ?? (Tier is { } tier ? ModelSelection.Of(tier).Name : null);
        wished.MaxOutputTokens ??= MaxTokens;
        wished.Temperature ??= (float?)Temperature;
        wished.Reasoning ??= Effort is { } effort ? new() { Effort = effort } : null;

        var properties = wished.AdditionalProperties ??= [];
        var tags = Tags.Count == 0 ? null : DeclaredAttribution.Read(options).Tags.Union(Tags, StringComparer.Ordinal).ToArray();
        Marks.TryAdd(properties, DeclaredTask.Key, Task);
        Marks.TryAdd(properties, DeclaredMaxCost.Key, MaxCost);
        Marks.TryAdd(properties, DeclaredAttribution.Tenant, Tenant);
        Marks.TryAdd(properties, DeclaredAttribution.User, User);
        Marks.TryAdd(properties, DeclaredAttribution.Agent, agent.Length == 0 ? null : agent);
        Marks.TryAdd(properties, PolicyThinking.BudgetKey, ThinkTokens);
        if (tags is not null)
        {
            properties[DeclaredAttribution.Tags] = tags;
        }

        Marks.Raise(properties, DataClass ?? ModelRouter.DataClass.Public);
        return wished;
    }
}

namespace ModelRouter;

/// <summary>A policy over the models that there are, made once and asked by every request.</summary>
/// <remarks>Immutable, so safe for concurrent use. A request to which no rule applies allocates nothing.</remarks>
internal sealed class CompiledPolicy
{
    private readonly CompiledRule[] _rules;
    private readonly bool _hasTime;

    /// <summary>Compiles a policy that is known to be right.</summary>
    internal CompiledPolicy(RoutingPolicy policy, IReadOnlyList<ModelProfile> models)
    {
        _rules = [.. policy.Rules.Select(rule => new CompiledRule(rule, models))];
        _hasTime = Array.Exists(_rules, static rule => rule.HasTime);
    }

    internal IReadOnlyList<CompiledRule> Rules => _rules;

    /// <summary>What the policy says of a request.</summary>
    internal PolicyVerdict Judge(PromptProfile prompt, RequestAttribution attribution, TimeProvider time)
    {
        var now = Now(time);
        List<CompiledRule>? applying = null;
        foreach (var rule in _rules)
        {
            if (rule.Mismatch(prompt, attribution, now) is null)
            {
                (applying ??= []).Add(rule);
            }
        }

        return applying is null ? PolicyVerdict.None : new(applying);
    }

    /// <summary>The instant that a request is judged by; one for all rules.</summary>
    internal DateTimeOffset Now(TimeProvider time) => _hasTime ? time.GetUtcNow() : default;
}

using System.Collections.Frozen;

namespace ModelRouter;

/// <summary>A rule in the form in which every request asks it: its selectors are sets of the models that there are.</summary>
internal sealed class CompiledRule
{
    private readonly CompiledCondition _when;
    private readonly CompiledCondition? _unless;

    internal CompiledRule(PolicyRule rule, IReadOnlyList<ModelProfile> models)
    {
        Rule = rule;
        Name = $"policy:{rule.Name}";
        _when = new(rule.When);
        _unless = rule.Unless is { } unless ? new(unless) : null;
        HasTime = _when.HasTime || _unless?.HasTime is true;
        Only = Select(rule.Only, models);
        Deny = Select(rule.Deny, models);
        Prefer = Select(rule.Prefer, models);
    }

    internal PolicyRule Rule { get; }

    /// <summary>The name as exclusions carry it.</summary>
    internal string Name { get; }

    internal bool HasTime { get; }

    /// <summary>Ids of the models that each effect is about; <see langword="null"/> if the rule has no such effect.</summary>
    internal FrozenSet<string>? Only { get; }

    internal FrozenSet<string>? Deny { get; }

    internal FrozenSet<string>? Prefer { get; }

    /// <summary>Why the rule doesn't apply, the name of a condition; <see langword="null"/> if it does. Allocates nothing.</summary>
    internal string? Mismatch(PromptProfile prompt, RequestAttribution attribution, DateTimeOffset now) =>
        _when.Mismatch(prompt, attribution, now)
        ?? (_unless is not null && _unless.Mismatch(prompt, attribution, now) is null ? nameof(PolicyRule.Unless) : null);

    private static FrozenSet<string>? Select(ModelSelector? selector, IReadOnlyList<ModelProfile> models) =>
        selector is null ? null : models.Where(selector.Selects).Select(static m => m.Id).ToFrozenSet(StringComparer.Ordinal);
}

using System.Globalization;
using Microsoft.Extensions.AI;

namespace ModelRouter;

/// <summary>What the applying rules say of one request, settled as <see cref="RoutingPolicy"/> describes.</summary>
internal sealed class PolicyVerdict
{
    private readonly List<CompiledRule> _rules;
    private readonly CompiledRule? _quality;
    private readonly CompiledRule? _cost;
    private readonly CompiledRule? _latency;
    private readonly decimal? _callersMaxCost;

    internal PolicyVerdict(List<CompiledRule> applying)
        : this(applying, callersMaxCost: null)
    {
    }

    private PolicyVerdict(List<CompiledRule> applying, decimal? callersMaxCost)
    {
        (_rules, _callersMaxCost) = (applying, callersMaxCost);
        foreach (var applied in applying)
        {
            // The first that gives a figure is the one.
            var rule = applied.Rule;
            _quality ??= rule.MinQuality is null ? null : applied;
            _cost ??= rule.MaxCostPerCall is null ? null : applied;
            _latency ??= rule.MaxLatency is null ? null : applied;
            Worth ??= rule.Worth;
            Effort ??= rule.ReasoningEffort;
            ThinkBudget ??= rule.ThinkBudget;
            Cascade ??= rule.Cascade;
            HasPreference |= applied.Prefer is not null;
        }
    }

    /// <summary>No rule applies.</summary>
    internal static PolicyVerdict None { get; } = new([]);

    /// <summary>The names of the applying rules, in their order.</summary>
    internal IReadOnlyList<string> Names => _rules.Count == 0 ? [] : [.. _rules.Select(static rule => rule.Rule.Name)];

    internal decimal? Worth { get; }

    internal ReasoningEffort? Effort { get; }

    internal int? ThinkBudget { get; }

    internal CascadeMode? Cascade { get; }

    /// <summary>True if models have to be held to figures that only scoring knows.</summary>
    internal bool HasLimits => (_quality ?? _cost ?? _latency) is not null || _callersMaxCost is not null;

    internal bool HasPreference { get; }

    /// <summary>The same, and the cost that the caller allows as well.</summary>
    internal PolicyVerdict Within(decimal? callersMaxCost) => callersMaxCost is null ? this : new(_rules, callersMaxCost);

    /// <summary>Why a model may not serve; <see langword="null"/> if the rules let it.</summary>
    internal ModelExclusion? Exclude(ModelProfile model)
    {
        foreach (var rule in _rules)
        {
            if (rule.Deny?.Contains(model.Id) is true)
            {
                return new(model.Id, rule.Name, $"The rule '{rule.Rule.Name}' denies it for this request.");
            }
        }

        foreach (var rule in _rules)
        {
            if (rule.Only?.Contains(model.Id) is false)
            {
                return new(model.Id, rule.Name, $"The rule '{rule.Rule.Name}' allows only others for this request.");
            }
        }

        return null;
    }

    /// <summary>Which figure a model doesn't meet; <see langword="null"/> if it meets all.</summary>
    internal ModelExclusion? Exclude(RankedModel model)
    {
        // Not "less than": a figure that is no number must not pass.
        if (_quality is not null && !(model.SuccessProbability >= _quality.Rule.MinQuality))
        {
            var (least, chance) = Percent.Below(_quality.Rule.MinQuality!.Value, model.SuccessProbability);
            return Exclude(model, _quality, $"a chance of at least {least}; it has {chance}");
        }

        if (_cost is not null && !(model.Cost <= _cost.Rule.MaxCostPerCall))
        {
            var (most, cost) = Figures.Apart(_cost.Rule.MaxCostPerCall!.Value, model.Cost, 8);
            return Exclude(model, _cost, $"at most ${most} a call; it is expected to cost ${cost}");
        }

        if (model.Cost > _callersMaxCost)
        {
            var (most, cost) = Figures.Apart(_callersMaxCost.Value, model.Cost, 8);
            return new(model.Model, DeclaredMaxCost.Rule, $"The request allows ${most}; it is expected to cost ${cost}.");
        }

        if (_latency is not null && !(model.Latency <= _latency.Rule.MaxLatency))
        {
            var (most, latency) = Figures.Apart(Figures.Seconds(_latency.Rule.MaxLatency!.Value), Figures.Seconds(model.Latency), 3);
            return Exclude(model, _latency, $"at most {most} s; it is expected to take {latency} s");
        }

        return null;
    }

    /// <summary>The place of the first rule that prefers a model; a number beyond all if none does.</summary>
    internal int Preference(string model)
    {
        for (var i = 0; i < _rules.Count; i++)
        {
            if (_rules[i].Prefer?.Contains(model) is true)
            {
                return i;
            }
        }

        return int.MaxValue;
    }

    private static ModelExclusion Exclude(RankedModel model, CompiledRule rule, FormattableString wanted) =>
        new(model.Model, rule.Name, $"The rule '{rule.Rule.Name}' wants {wanted.ToString(CultureInfo.InvariantCulture)}.");
}

using System.Collections.Frozen;

namespace ModelRouter;

/// <summary>A condition in the form in which every request asks it.</summary>
internal sealed class CompiledCondition(PolicyCondition condition)
{
    private readonly ulong _tasks = Mask(condition.Tasks, static task => (int)task);
    private readonly ulong _domains = Mask(condition.Domains, static domain => (int)domain);
    private readonly FrozenSet<string>? _languages = Set([.. condition.Languages, .. condition.Languages.Select(LanguageCodes.Of)]);
    private readonly FrozenSet<string>? _tenants = Set(condition.Tenants);
    private readonly FrozenSet<string>? _users = Set(condition.Users);
    private readonly FrozenSet<string>? _agents = Set(condition.Agents);
    private readonly FrozenSet<string>? _tags = Set(condition.Tags);
    private readonly DataClass _minDataClass = condition.MinDataClass ?? DataClass.Public;
    private readonly DataClass _maxDataClass = condition.MaxDataClass ?? DataClass.Confidential;
    private readonly double _minSuspicion = condition.MinInjectionSuspicion ?? 0;
    private readonly PromptModalities _modalities = condition.Modalities;
    private readonly int _minTokens = condition.MinPromptTokens ?? 0;
    private readonly int _maxTokens = condition.MaxPromptTokens ?? int.MaxValue;
    private readonly PolicyTimeWindow? _time = condition.Time;

    /// <summary>True if it asks for the time.</summary>
    internal bool HasTime => _time is not null;

    /// <summary>The name of the first condition that doesn't hold; <see langword="null"/> if all do. Allocates nothing.</summary>
    internal string? Mismatch(PromptProfile prompt, RequestAttribution attribution, DateTimeOffset now) =>
        prompt.DataClass < _minDataClass ? nameof(PolicyCondition.MinDataClass)
        : prompt.DataClass > _maxDataClass ? nameof(PolicyCondition.MaxDataClass)
        : prompt.InjectionSuspicion < _minSuspicion ? nameof(PolicyCondition.MinInjectionSuspicion)
        : _modalities != PromptModalities.None && (_modalities & prompt.Modalities) == PromptModalities.None ? nameof(PolicyCondition.Modalities)
        : (_tasks & (1UL << (int)prompt.Task)) == 0 ? nameof(PolicyCondition.Tasks)
        : (_domains & (1UL << (int)prompt.Domain)) == 0 ? nameof(PolicyCondition.Domains)
        : prompt.InputTokens < _minTokens ? nameof(PolicyCondition.MinPromptTokens)
        : prompt.InputTokens > _maxTokens ? nameof(PolicyCondition.MaxPromptTokens)
        : !Meets(_languages, prompt.Language) ? nameof(PolicyCondition.Languages)
        : !Meets(_tenants, attribution.Tenant) ? nameof(PolicyCondition.Tenants)
        : !Meets(_users, attribution.User) ? nameof(PolicyCondition.Users)
        : !Meets(_agents, attribution.Agent) ? nameof(PolicyCondition.Agents)
        : !MeetsAny(_tags, attribution.Tags) ? nameof(PolicyCondition.Tags)
        : _time?.Contains(now) is false ? nameof(PolicyCondition.Time)
        : null;

    private static bool Meets(FrozenSet<string>? allowed, string? text) => allowed is null || (text is not null && allowed.Contains(text));

    private static bool MeetsAny(FrozenSet<string>? allowed, IReadOnlyList<string> texts)
    {
        if (allowed is null)
        {
            return true;
        }

        for (var i = 0; i < texts.Count; i++)
        {
            if (allowed.Contains(texts[i]))
            {
                return true;
            }
        }

        return false;
    }

    private static ulong Mask<T>(IReadOnlyList<T> values, Func<T, int> index) =>
        values.Count == 0 ? ulong.MaxValue : values.Aggregate(0UL, (mask, value) => mask | (1UL << index(value)));

    private static FrozenSet<string>? Set(IReadOnlyList<string> texts) => texts.Count == 0 ? null : texts.ToFrozenSet(StringComparer.OrdinalIgnoreCase);
}

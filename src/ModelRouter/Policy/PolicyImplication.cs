namespace ModelRouter;

/// <summary>Whether one rule applies to every request that another applies to, as far as their conditions tell.</summary>
internal static class PolicyImplication
{
    /// <summary>True if <paramref name="wide"/> is known to apply wherever <paramref name="narrow"/> does.</summary>
    internal static bool Holds(PolicyRule narrow, PolicyRule wide)
    {
        var (n, w) = (narrow.When, wide.When);
        return wide.Unless is null
            && Within(n.Tasks, w.Tasks, EqualityComparer<PromptTask>.Default)
            && Within(n.Domains, w.Domains, EqualityComparer<PromptDomain>.Default)
            && Within(n.Languages, w.Languages, StringComparer.OrdinalIgnoreCase)
            && Within(n.Tenants, w.Tenants, StringComparer.OrdinalIgnoreCase)
            && Within(n.Users, w.Users, StringComparer.OrdinalIgnoreCase)
            && Within(n.Agents, w.Agents, StringComparer.OrdinalIgnoreCase)
            && Within(n.Tags, w.Tags, StringComparer.OrdinalIgnoreCase)
            && (w.MinDataClass ?? DataClass.Public) <= (n.MinDataClass ?? DataClass.Public)
            && (w.MaxDataClass ?? DataClass.Confidential) >= (n.MaxDataClass ?? DataClass.Confidential)
            && (w.MinInjectionSuspicion ?? 0) <= (n.MinInjectionSuspicion ?? 0)
            && (w.Modalities == PromptModalities.None || (n.Modalities != PromptModalities.None && (n.Modalities & ~w.Modalities) == PromptModalities.None))
            && (w.MinPromptTokens ?? 0) <= (n.MinPromptTokens ?? 0)
            && (w.MaxPromptTokens ?? int.MaxValue) >= (n.MaxPromptTokens ?? int.MaxValue)
            && (w.Time is null || (n.Time is not null && Same(n.Time, w.Time)));
    }

    private static bool Within<T>(IReadOnlyList<T> narrow, IReadOnlyList<T> wide, IEqualityComparer<T> comparer) =>
        wide.Count == 0 || (narrow.Count > 0 && narrow.All(item => wide.Contains(item, comparer)));

    private static bool Same(PolicyTimeWindow a, PolicyTimeWindow b) =>
        a.From == b.From && a.To == b.To && a.TimeZone.Equals(b.TimeZone) && a.Days.ToHashSet().SetEquals(b.Days);
}

using System.Globalization;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;

namespace ModelRouter;

/// <summary>Reads <c>Policy</c>. Stricter than the rest: a key without a value is an error as well, since a rule that was meant and doesn't count
/// could let data out.</summary>
internal static class PolicyReader
{
    private const string TimeOfDay = "a time of day such as 08:30";

    private static readonly string[] RuleKeys =
    [
        "Name", "When", "Unless", "Only", "Deny", "Prefer", "MinQuality", "MaxCostPerCall", "MaxLatency", "Worth", "ReasoningEffort", "ThinkBudget", "Cascade",
    ];

    private static readonly string[] ConditionKeys =
    [
        "Tasks", "Domains", "Languages", "MinDataClass", "MaxDataClass", "MinInjectionSuspicion", "Modalities", "Tenants", "Users", "Agents", "Tags", "Time",
        "MinPromptTokens", "MaxPromptTokens",
    ];

    private static readonly string[] SelectorKeys = ["Tiers", "Models", "Residency", "Provenance"];

    /// <summary>The policy; <see langword="null"/> if there is no such section.</summary>
    /// <param name="router">The router's section.</param>
    internal static RoutingPolicy? Read(SectionReader router)
    {
        var rules = Rules(router);
        if (rules is null)
        {
            return null;
        }

        var policy = new RoutingPolicy { Rules = [.. rules.Select(Rule)] };
        return PolicyRuleCheck.Problems(policy).FirstOrDefault() is { } problem ? throw problem.ToException() : policy;
    }

    /// <summary>The sections of the rules, in their order; <see langword="null"/> if there is no policy.</summary>
    /// <param name="router">The router's section.</param>
    internal static IReadOnlyList<IConfigurationSection>? Rules(SectionReader router)
    {
        if (!router.Section.GetChildren().Any(static child => child.Key.Equals("Policy", StringComparison.OrdinalIgnoreCase)))
        {
            return null;
        }

        // Nothing where rules were meant would be a policy that lets everything pass. An empty list, which comes as an empty text, says that none are.
        var policy = router.Child("Policy").Allow("Rules");
        if (!policy.Has("Rules") && policy.Section["Rules"] != "")
        {
            throw new ModelRouterConfigurationException(
                policy.Section.GetChildren().FirstOrDefault()?.Path ?? policy.Section.Path,
                "A list of rules is expected here: { \"Rules\": [ ... ] }, or { \"Rules\": [] } if there are none.");
        }

        var list = policy.Section.GetSection("Rules");
        SectionReader.ThrowIfBoth(list);
        if (!string.IsNullOrWhiteSpace(list.Value))
        {
            throw new ModelRouterConfigurationException(list.Path, "A single value is not allowed here; it must be a list of rules: [ ... ].");
        }

        var rules = list.GetChildren().ToList();
        foreach (var rule in rules)
        {
            if (!int.TryParse(rule.Key, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            {
                throw new ModelRouterConfigurationException(rule.Path, "Rules are a list, since their order counts; the name goes into each rule's Name.");
            }
        }

        return rules;
    }

    /// <summary>One rule, its values known to be right; the exception tells of every part that is wrong.</summary>
    internal static PolicyRule Rule(IConfigurationSection section)
    {
        if (!string.IsNullOrEmpty(section.Value))
        {
            throw new ModelRouterConfigurationException(section.Path, "A rule is expected here, an object with a Name.");
        }

        var errors = new ReadingErrors();
        var reader = Checked(new(section), RuleKeys, errors);
        var rule = new PolicyRule
        {
            Name = errors.Try(() => reader.RequiredText("Name")) ?? "",
            When = Condition(reader, "When", errors) ?? PolicyCondition.Always,
            Unless = Condition(reader, "Unless", errors),
            Only = Selector(reader, "Only", errors),
            Deny = Selector(reader, "Deny", errors),
            Prefer = Selector(reader, "Prefer", errors),
            MinQuality = errors.Try(() => reader.Double("MinQuality", 0, 1)),
            MaxCostPerCall = errors.Try(() => reader.Decimal("MaxCostPerCall", max: decimal.MaxValue)),
            MaxLatency = errors.Try(() => reader.Duration("MaxLatency", TimeSpan.FromMilliseconds(1))),
            Worth = errors.Try(() => reader.PositiveDecimal("Worth")),
            ReasoningEffort = errors.Try(() => reader.Choice<ReasoningEffort>("ReasoningEffort")),
            ThinkBudget = errors.Try(() => reader.Int("ThinkBudget", 1)),
            Cascade = errors.Try(() => reader.Choice<CascadeMode>("Cascade")),
            Path = section.Path,
        };
        errors.ThrowIfAny();
        ModelRouterConfigurationException[] problems = [.. PolicyRuleCheck.Problems(rule).Select(static problem => new ModelRouterConfigurationException(problem.Path!, problem.Message))];
        return problems.Length > 0 ? throw ModelRouterConfigurationException.Of(problems) : rule;
    }

    /// <summary>The keys of a section, looked at before its values.</summary>
    private static SectionReader Checked(SectionReader section, string[] keys, ReadingErrors errors)
    {
        errors.Try<SectionReader?>(() => section.Allow(keys));
        errors.Try<SectionReader?>(() => section.RefuseEmpty());
        return section;
    }

    private static PolicyCondition? Condition(SectionReader rule, string key, ReadingErrors errors)
    {
        if (!rule.Section.GetSection(key).Exists() || errors.Try<SectionReader?>(() => rule.Child(key)) is not { } section)
        {
            return null;
        }

        var reader = Checked(section, ConditionKeys, errors);
        return new()
        {
            Tasks = Choices<PromptTask>(reader, "Tasks", errors),
            Domains = Choices<PromptDomain>(reader, "Domains", errors),
            Languages = Texts(reader, "Languages", errors),
            MinDataClass = errors.Try(() => reader.Choice<DataClass>("MinDataClass")),
            MaxDataClass = errors.Try(() => reader.Choice<DataClass>("MaxDataClass")),
            MinInjectionSuspicion = errors.Try(() => reader.Double("MinInjectionSuspicion", 0, 1)),
            Modalities = errors.Try(() => Modalities(reader)),
            Tenants = Texts(reader, "Tenants", errors),
            Users = Texts(reader, "Users", errors),
            Agents = Texts(reader, "Agents", errors),
            Tags = Texts(reader, "Tags", errors),
            Time = reader.Section.GetSection("Time").Exists() && errors.Try<SectionReader?>(() => reader.Child("Time")) is { } time ? Window(time, errors) : null,
            MinPromptTokens = errors.Try(() => reader.Int("MinPromptTokens", 0)),
            MaxPromptTokens = errors.Try(() => reader.Int("MaxPromptTokens", 0)),
        };
    }

    private static PromptModalities Modalities(SectionReader reader)
    {
        var modalities = PromptModalities.None;
        foreach (var modality in SectionReader.Each(Items(reader, "Modalities"), item =>
            !item.Text.Equals(nameof(PromptModalities.None), StringComparison.OrdinalIgnoreCase) ? Modality(item.Path, item.Text)
                : throw new ModelRouterConfigurationException($"{reader.Section.Path}:Modalities", "None is no modality; leave Modalities out for whatever there is.")))
        {
            modalities |= modality;
        }

        return modalities;
    }

    private static PromptModalities Modality(string path, string text)
    {
        var names = Enum.GetNames<PromptModalities>().Where(static name => name != nameof(PromptModalities.None)).ToList();
        return names.Contains(text, StringComparer.OrdinalIgnoreCase) ? Enum.Parse<PromptModalities>(text, ignoreCase: true) : throw new ModelRouterConfigurationException(
            path, $"{Shown.Value(text)} is not allowed.{Spelling.DidYouMean(text, names)} Allowed: {string.Join(", ", names)}.");
    }

    private static PolicyTimeWindow Window(SectionReader section, ReadingErrors errors)
    {
        var reader = Checked(section, ["From", "To", "Days", "TimeZone"], errors);
        return new()
        {
            From = errors.Try(() => reader.Time("From", TimeOfDay)),
            To = errors.Try(() => reader.Time("To", TimeOfDay, isEnd: true)),
            Days = Choices<DayOfWeek>(reader, "Days", errors),
            TimeZone = errors.Try(() => reader.Text("TimeZone") is { } id ? Zone($"{reader.Section.Path}:TimeZone", id) : null) ?? TimeZoneInfo.Utc,
        };
    }

    private static TimeZoneInfo Zone(string path, string id) => TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone)
        ? zone
        : throw new ModelRouterConfigurationException(
            path,
            $"There is no time zone{Shown.Name(id)} on this machine.{Spelling.DidYouMean(id, TimeZoneInfo.GetSystemTimeZones().Select(static z => z.Id))} It must be an IANA name such as Asia/Seoul.");

    private static ModelSelector? Selector(SectionReader rule, string key, ReadingErrors errors)
    {
        if (!rule.Section.GetSection(key).Exists() || errors.Try<SectionReader?>(() => rule.Child(key)) is not { } section)
        {
            return null;
        }

        var reader = Checked(section, SelectorKeys, errors);
        return new()
        {
            Tiers = Choices<ModelTier>(reader, "Tiers", errors),
            Models = Texts(reader, "Models", errors),
            Residency = Texts(reader, "Residency", errors),
            Provenance = Texts(reader, "Provenance", errors),
        };
    }

    private static List<T> Choices<T>(SectionReader reader, string key, ReadingErrors errors)
        where T : struct, Enum =>
        errors.Try(() => SectionReader.Each(Items(reader, key), static item => SectionReader.ParseChoice<T>(item.Path, item.Text))) ?? [];

    private static List<string> Texts(SectionReader reader, string key, ReadingErrors errors) =>
        errors.Try(() => Items(reader, key).ConvertAll(static item => item.Text)) ?? [];

    private static List<(string Path, string Text)> Items(SectionReader reader, string key) => reader.List(key) switch
    {
        null => [],
        [] => throw new ModelRouterConfigurationException($"{reader.Section.Path}:{key}", "The list is empty; name something, or leave it out."),
        var items => items,
    };
}

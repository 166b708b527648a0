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

        // Nothing where rules were meant would be a policy that lets everything pass.
        var policy = router.Child("Policy").Allow("Rules");
        if (!policy.Has("Rules"))
        {
            throw new ModelRouterConfigurationException(
                policy.Section.GetChildren().FirstOrDefault()?.Path ?? policy.Section.Path,
                "A list of rules is expected here: { \"Rules\": [ ... ] }; remove Policy if there are none.");
        }

        var rules = policy.Child("Rules").Section.GetChildren().ToList();
        foreach (var rule in rules)
        {
            if (!int.TryParse(rule.Key, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            {
                throw new ModelRouterConfigurationException(rule.Path, "Rules are a list, since their order counts; the name goes into each rule's Name.");
            }
        }

        return rules;
    }

    /// <summary>One rule, its values known to be right.</summary>
    internal static PolicyRule Rule(IConfigurationSection section)
    {
        if (!string.IsNullOrEmpty(section.Value))
        {
            throw new ModelRouterConfigurationException(section.Path, "A rule is expected here, an object with a Name.");
        }

        var reader = new SectionReader(section).Allow(RuleKeys).RefuseEmpty();
        var rule = new PolicyRule
        {
            Name = reader.RequiredText("Name"),
            When = Condition(reader, "When") ?? PolicyCondition.Always,
            Unless = Condition(reader, "Unless"),
            Only = Selector(reader, "Only"),
            Deny = Selector(reader, "Deny"),
            Prefer = Selector(reader, "Prefer"),
            MinQuality = reader.Double("MinQuality", 0, 1),
            MaxCostPerCall = reader.Decimal("MaxCostPerCall", max: decimal.MaxValue),
            MaxLatency = reader.Duration("MaxLatency", TimeSpan.FromMilliseconds(1)),
            Worth = reader.Decimal("Worth"),
            ReasoningEffort = reader.Choice<ReasoningEffort>("ReasoningEffort"),
            ThinkBudget = reader.Int("ThinkBudget", 1),
            Cascade = reader.Choice<CascadeMode>("Cascade"),
            Path = section.Path,
        };
        return PolicyRuleCheck.Problems(rule).FirstOrDefault() is { } problem ? throw problem.ToException() : rule;
    }

    private static PolicyCondition? Condition(SectionReader rule, string key)
    {
        if (!rule.Section.GetSection(key).Exists())
        {
            return null;
        }

        var reader = rule.Child(key).Allow(ConditionKeys).RefuseEmpty();
        return new()
        {
            Tasks = Choices<PromptTask>(reader, "Tasks"),
            Domains = Choices<PromptDomain>(reader, "Domains"),
            Languages = Texts(reader, "Languages"),
            MinDataClass = reader.Choice<DataClass>("MinDataClass"),
            MaxDataClass = reader.Choice<DataClass>("MaxDataClass"),
            MinInjectionSuspicion = reader.Double("MinInjectionSuspicion", 0, 1),
            Modalities = Modalities(reader),
            Tenants = Texts(reader, "Tenants"),
            Users = Texts(reader, "Users"),
            Agents = Texts(reader, "Agents"),
            Tags = Texts(reader, "Tags"),
            Time = reader.Section.GetSection("Time").Exists() ? Window(reader.Child("Time")) : null,
            MinPromptTokens = reader.Int("MinPromptTokens", 0),
            MaxPromptTokens = reader.Int("MaxPromptTokens", 0),
        };
    }

    private static PromptModalities Modalities(SectionReader reader)
    {
        var modalities = PromptModalities.None;
        foreach (var (path, text) in Items(reader, "Modalities"))
        {
            modalities |= !text.Equals(nameof(PromptModalities.None), StringComparison.OrdinalIgnoreCase) ? Modality(path, text)
                : throw new ModelRouterConfigurationException($"{reader.Section.Path}:Modalities", "None is no modality; leave Modalities out for whatever there is.");
        }

        return modalities;
    }

    private static PromptModalities Modality(string path, string text)
    {
        var names = Enum.GetNames<PromptModalities>().Where(static name => name != nameof(PromptModalities.None)).ToList();
        return names.Contains(text, StringComparer.OrdinalIgnoreCase) ? Enum.Parse<PromptModalities>(text, ignoreCase: true) : throw new ModelRouterConfigurationException(
            path, $"'{text}' is not allowed.{Spelling.DidYouMean(text, names)} Allowed: {string.Join(", ", names)}.");
    }

    private static PolicyTimeWindow Window(SectionReader reader)
    {
        reader.Allow("From", "To", "Days", "TimeZone").RefuseEmpty();
        return new()
        {
            From = reader.Time("From", TimeOfDay),
            To = reader.Time("To", TimeOfDay, isEnd: true),
            Days = Choices<DayOfWeek>(reader, "Days"),
            TimeZone = reader.Text("TimeZone") is { } id ? Zone($"{reader.Section.Path}:TimeZone", id) : TimeZoneInfo.Utc,
        };
    }

    private static TimeZoneInfo Zone(string path, string id) => TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone)
        ? zone
        : throw new ModelRouterConfigurationException(
            path,
            $"There is no time zone '{id}' on this machine.{Spelling.DidYouMean(id, TimeZoneInfo.GetSystemTimeZones().Select(static z => z.Id))} It must be an IANA name such as Asia/Seoul.");

    private static ModelSelector? Selector(SectionReader rule, string key)
    {
        if (!rule.Section.GetSection(key).Exists())
        {
            return null;
        }

        var reader = rule.Child(key).Allow("Tiers", "Models", "Residency", "Provenance").RefuseEmpty();
        return new()
        {
            Tiers = Choices<ModelTier>(reader, "Tiers"),
            Models = Texts(reader, "Models"),
            Residency = Texts(reader, "Residency"),
            Provenance = Texts(reader, "Provenance"),
        };
    }

    private static List<T> Choices<T>(SectionReader reader, string key)
        where T : struct, Enum =>
        Items(reader, key).ConvertAll(static item => SectionReader.ParseChoice<T>(item.Path, item.Text));

    private static List<string> Texts(SectionReader reader, string key) => Items(reader, key).ConvertAll(static item => item.Text);

    private static List<(string Path, string Text)> Items(SectionReader reader, string key) => reader.List(key) switch
    {
        null => [],
        [] => throw new ModelRouterConfigurationException($"{reader.Section.Path}:{key}", "The list is empty; name something, or leave it out."),
        var items => items,
    };
}

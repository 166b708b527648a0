using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;

namespace ModelRouter.Tests;

public class PolicyConfigurationTests
{
    private const string Full = """
        { "ModelRouter": {
            "Models": {
              "gpt": { "Provider": "fake", "Tier": "Cloud", "Unpriced": true, "Residency": "us", "Provenance": "openai" },
              "r1": { "Provider": "fake", "Tier": "SelfHosted", "Unpriced": true, "Clearance": "Confidential", "Residency": "in-house", "Provenance": "deepseek" } },
            "Policy": { "Rules": [
              { "Name": "confidential-stays", "When": { "MinDataClass": "Confidential" }, "Only": { "Residency": ["in-house"] } },
              { "Name": "everything",
                "When": { "Tasks": ["Code", "math"], "Domains": "Law, Finance", "Languages": ["ko"], "MinDataClass": "Public", "MaxDataClass": "personal",
                  "MinInjectionSuspicion": 0.7, "Modalities": ["image", "File"],
                  "Tenants": ["acme"], "Users": ["ann"], "Agents": ["planner"], "Tags": ["beta", "gamma"],
                  "Time": { "From": "22:30", "To": "6:00:30", "Days": ["Monday", "friday"], "TimeZone": "Asia/Seoul" },
                  "MinPromptTokens": 10, "MaxPromptTokens": 2000 },
                "Unless": { "Tags": ["vip"], "Time": { "From": "18:00", "To": "24:00" } },
                "Only": { "Tiers": ["SelfHosted", "Cloud"], "Models": ["r1", "GPT"], "Residency": "in-house, us", "Provenance": ["deepseek", "openai"] },
                "Deny": { "Models": ["gpt"] }, "Prefer": { "Tiers": "SelfHosted" },
                "MinQuality": 0.25, "MaxCostPerCall": 0.05, "MaxLatency": "00:00:20", "Worth": 2, "ReasoningEffort": "low", "ThinkBudget": 400 } ] } } }
        """;

    [Fact]
    public void Reads_everything()
    {
        var (endpoints, options) = Load(Full);

        Assert.Equal(("us", "openai"), (endpoints[0].Profile.Residency, endpoints[0].Profile.Provenance));
        var rules = options.Policy.Rules;
        Assert.Equal(["confidential-stays", "everything"], rules.Select(r => r.Name));
        Assert.Equal(["in-house"], rules[0].Only!.Residency);
        var (rule, when, unless) = (rules[1], rules[1].When, rules[1].Unless!);
        Assert.Equal([PromptTask.Code, PromptTask.Math], when.Tasks);
        Assert.Equal([PromptDomain.Law, PromptDomain.Finance], when.Domains);
        Assert.Equal((DataClass.Public, DataClass.Personal), (when.MinDataClass, when.MaxDataClass));
        Assert.Equal((0.7, PromptModalities.Image | PromptModalities.File), (when.MinInjectionSuspicion, when.Modalities));
        Assert.Equal(["ko", "acme", "ann", "planner", "beta", "gamma"], [.. when.Languages, .. when.Tenants, .. when.Users, .. when.Agents, .. when.Tags]);
        Assert.Equal((new TimeOnly(22, 30), new TimeOnly(6, 0, 30), "Asia/Seoul"), (when.Time!.From, when.Time.To, when.Time.TimeZone.Id));
        Assert.Equal([DayOfWeek.Monday, DayOfWeek.Friday], when.Time.Days);
        Assert.Equal((10, 2_000), (when.MinPromptTokens, when.MaxPromptTokens));
        Assert.Equal(("vip", new TimeOnly(18, 0), TimeOnly.MinValue, TimeZoneInfo.Utc), (Assert.Single(unless.Tags), unless.Time!.From, unless.Time.To, unless.Time.TimeZone));
        Assert.Equal([ModelTier.SelfHosted, ModelTier.Cloud], rule.Only!.Tiers);
        Assert.Equal(["r1", "GPT", "in-house", "us", "deepseek", "openai"], [.. rule.Only.Models, .. rule.Only.Residency, .. rule.Only.Provenance]);
        Assert.Equal(("gpt", ModelTier.SelfHosted), (Assert.Single(rule.Deny!.Models), Assert.Single(rule.Prefer!.Tiers)));
        Assert.Equal((0.25, 0.05m, TimeSpan.FromSeconds(20), 2m), (rule.MinQuality, rule.MaxCostPerCall, rule.MaxLatency, rule.Worth));
        Assert.Equal((ReasoningEffort.Low, 400), (rule.ReasoningEffort, rule.ThinkBudget));
    }

    [Theory]
    [InlineData("\"Policy\":", "\"Polcy\":", "ModelRouter:Polcy", "Did you mean 'Policy'?")]
    [InlineData("\"Rules\":", "\"Rule\":", "ModelRouter:Policy:Rule", "Did you mean 'Rules'?")]
    [InlineData("\"Name\": \"everything\"", "\"Nme\": \"everything\"", "ModelRouter:Policy:Rules:1:Nme", "Did you mean 'Name'?")]
    [InlineData("\"Name\": \"everything\",", "", "ModelRouter:Policy:Rules:1:Name", "A value is required.")]
    [InlineData("\"everything\"", "\"Confidential-Stays\"", "ModelRouter:Policy:Rules:1:Name", "Another rule is called")]
    [InlineData("\"MinInjectionSuspicion\": 0.7", "\"MinInjectionSuspicion\": 1.7", "ModelRouter:Policy:Rules:1:When:MinInjectionSuspicion", "'1.7' is not allowed")]
    [InlineData("[\"image\", \"File\"]", "[\"picture\"]", "ModelRouter:Policy:Rules:1:When:Modalities:0", "'picture' is not allowed")]
    [InlineData("[\"image\", \"File\"]", "[\"None\"]", "ModelRouter:Policy:Rules:1:When:Modalities", "None is no modality")]
    [InlineData("\"Tenants\":", "\"Tenant\":", "ModelRouter:Policy:Rules:1:When:Tenant", "Did you mean 'Tenants'?")]
    [InlineData("\"Tenants\": [\"acme\"]", "\"Tenants\": []", "ModelRouter:Policy:Rules:1:When:Tenants", "A value is required here")]
    [InlineData("\"Tenants\": [\"acme\"]", "\"Tenants\": \" , \"", "ModelRouter:Policy:Rules:1:When:Tenants", "The list is empty")]
    [InlineData("\"Tenants\": [\"acme\"]", "\"Tenants\": null", "ModelRouter:Policy:Rules:1:When:Tenants", "A value is required here")]
    [InlineData("\"Tenants\": [\"acme\"]", "\"Tenants\": [null]", "ModelRouter:Policy:Rules:1:When:Tenants:0", "A list of texts")]
    [InlineData("\"Tenants\": [\"acme\"]", "\"Tenants\": { \"acme\": true }", "ModelRouter:Policy:Rules:1:When:Tenants:acme", "A list of texts")]
    [InlineData("\"Only\": { \"Residency\": [\"in-house\"] }", "\"Only\": {}", "ModelRouter:Policy:Rules:0:Only", "A value is required here")]
    [InlineData("\"Only\": { \"Residency\": [\"in-house\"] }", "\"Only\": [\"r1\"]", "ModelRouter:Policy:Rules:0:Only:0", "'0' is unknown")]
    [InlineData("\"Only\": { \"Residency\": [\"in-house\"] }", "\"Only\": \"r1\"", "ModelRouter:Policy:Rules:0:Only", "it must be an object")]
    [InlineData(", \"Only\": { \"Residency\": [\"in-house\"] }", "", "ModelRouter:Policy:Rules:0", "has no effect")]
    [InlineData("\"When\": { \"MinDataClass\": \"Confidential\" }", "\"When\": {}", "ModelRouter:Policy:Rules:0:When", "A value is required here")]
    [InlineData("\"Confidential\" }, \"Only\"", "\"Secret\" }, \"Only\"", "ModelRouter:Policy:Rules:0:When:MinDataClass", "Allowed: Public, Internal, Personal, Confidential.")]
    [InlineData("\"SelfHosted\", \"Cloud\"]", "\"SelfHosted\", \"Clod\"]", "ModelRouter:Policy:Rules:1:Only:Tiers:1", "Did you mean 'Cloud'?")]
    [InlineData("\"22:30\"", "\"25:30\"", "ModelRouter:Policy:Rules:1:When:Time:From", "a time of day such as 08:30")]
    [InlineData("\"friday\"", "\"fryday\"", "ModelRouter:Policy:Rules:1:When:Time:Days:1", "Did you mean 'Friday'?")]
    [InlineData("\"Asia/Seoul\"", "\"Asia/Soul\"", "ModelRouter:Policy:Rules:1:When:Time:TimeZone", "Did you mean 'Asia/Seoul'?")]
    [InlineData("\"MinQuality\": 0.25", "\"MinQuality\": 25", "ModelRouter:Policy:Rules:1:MinQuality", "a number from 0 to 1")]
    [InlineData("\"MinQuality\": 0.25", "\"MinQuality\": \"\"", "ModelRouter:Policy:Rules:1:MinQuality", "A value is required here")]
    [InlineData("\"00:00:20\"", "\"20 s\"", "ModelRouter:Policy:Rules:1:MaxLatency", "a duration")]
    [InlineData("\"Worth\": 2", "\"Worth\": 0", "ModelRouter:Policy:Rules:1:Worth", "greater than 0")]
    [InlineData("\"low\"", "\"lots\"", "ModelRouter:Policy:Rules:1:ReasoningEffort", "Allowed: None, Low, Medium, High")]
    [InlineData("\"ThinkBudget\": 400", "\"ThinkBudget\": 0", "ModelRouter:Policy:Rules:1:ThinkBudget", "at least 1")]
    [InlineData("\"Languages\": [\"ko\"]", "\"Languages\": [\"korean\"]", "ModelRouter:Policy:Rules:1:When:Languages:0", "ISO 639-1")]
    [InlineData("\"MinPromptTokens\": 10", "\"MinPromptTokens\": 10000", "ModelRouter:Policy:Rules:1:When:MaxPromptTokens", "below MinPromptTokens")]
    public void An_error_names_the_path_and_what_to_write_instead(string right, string wrong, string path, string message)
    {
        Assert.Contains(right, Full, StringComparison.Ordinal);
        var thrown = Assert.Throws<ModelRouterConfigurationException>(() => Load(Full.Replace(right, wrong, StringComparison.Ordinal)));

        Assert.Equal(path, thrown.Path);
        Assert.Contains(message, thrown.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("null", "Policy")]
    [InlineData("[]", "Policy")]
    [InlineData("{}", "Policy")]
    [InlineData("\"\"", "Policy")]
    [InlineData("{ \"Rules\": null }", "Policy:Rules")]
    [InlineData("{ \"Rules\": {} }", "Policy:Rules")]
    public void A_policy_that_says_nothing_is_an_error_and_not_one_without_rules(string policy, string path)
    {
        var thrown = Assert.Throws<ModelRouterConfigurationException>(() => Load($$"""{ "ModelRouter": { "Models": {}, "Policy": {{policy}} } }"""));

        Assert.Equal($"ModelRouter:{path}", thrown.Path);
        Assert.Contains("A list of rules is expected here", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_list_has_no_rules_and_takes_none_of_another_sources_away()
    {
        var empty = Full[..Full.IndexOf("\"Rules\"", StringComparison.Ordinal)] + "\"Rules\": [] } } }";

        Assert.Empty(Load(empty).Options.Policy.Rules);
        foreach (var sources in (string[][])[[empty, Full], [Full, empty]])
        {
            var both = sources.Aggregate(new ConfigurationBuilder(), static (builder, json) => (ConfigurationBuilder)builder.AddConfiguration(ConfigurationTests.Parse(json)));
            Assert.Equal(2, ModelRouterConfiguration.Load(both.Build(), [new FakeProvider()]).Options.Policy.Rules.Count);
        }
    }

    [Theory]
    [InlineData("{ \"a\": { \"Name\": \"a\", \"Worth\": 1 } }", "Rules:a", "Rules are a list")]
    [InlineData("[ \"a\" ]", "Rules:0", "A rule is expected here")]
    [InlineData("[ null ]", "Rules:0:Name", "A value is required")]
    [InlineData("\"a\"", "Rules", "it must be a list of rules: [ ... ]")]
    public void Rules_are_a_list_of_objects(string rules, string path, string message)
    {
        var thrown = Assert.Throws<ModelRouterConfigurationException>(() => Load($$"""{ "ModelRouter": { "Models": {}, "Policy": { "Rules": {{rules}} } } }"""));

        Assert.Equal($"ModelRouter:Policy:{path}", thrown.Path);
        Assert.Contains(message, thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_that_there_is_not_is_told_with_its_path()
    {
        var (endpoints, options) = Load(Full.Replace("\"GPT\"", "\"gpd\"", StringComparison.Ordinal));

        var thrown = Assert.Throws<ModelRouterConfigurationException>(() => new ModelRouterChatClient(endpoints, options));

        Assert.Equal("ModelRouter:Policy:Rules:1:Only:Models:1: There is no model 'gpd'. Did you mean 'gpt'? Models: gpt, r1.", thrown.Message);
    }

    [Fact]
    public void More_than_ten_rules_keep_their_order()
    {
        var rules = string.Join(',', Enumerable.Range(0, 25).Select(i => $$"""{ "Name": "r{{i}}", "Worth": {{i + 1}} }"""));

        Assert.Equal(Enumerable.Range(0, 25).Select(i => $"r{i}"), Load(Full[..Full.IndexOf("\"Policy\"", StringComparison.Ordinal)] + $"\"Policy\": {{ \"Rules\": [{rules}] }} }} }}").Options.Policy.Rules.Select(r => r.Name));
    }

    [Theory]
    [InlineData("Rules:0:Only:Residency", "us", "Rules:0:Only:Residency", "Rules:0:Only:Residency:0")]
    [InlineData("Rules:1:When:Domains:0", "Law", "Rules:1:When:Domains", "Rules:1:When:Domains:0")]
    [InlineData("Rules:0:When:MinDataClass:0", "Public", "Rules:0:When:MinDataClass", "Rules:0:When:MinDataClass:0")]
    [InlineData("Rules:1:Worth:x", "1", "Rules:1:Worth", "Rules:1:Worth:x")]
    public void What_one_source_gives_as_text_and_another_as_a_list_is_an_error(string key, string value, string path, string other)
    {
        var configuration = new ConfigurationBuilder().AddConfiguration(ConfigurationTests.Parse(Full)).AddInMemoryCollection([new($"ModelRouter:Policy:{key}", value)]).Build();

        var thrown = Assert.Throws<ModelRouterConfigurationException>(() => ModelRouterConfiguration.Load(configuration, [new FakeProvider()]));

        Assert.Equal($"ModelRouter:Policy:{path}", thrown.Path);
        Assert.Contains($"A single value stands here, and ModelRouter:Policy:{other} beside it", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_single_value_that_was_taken_back_does_not_hide_a_list()
    {
        var configuration = new ConfigurationBuilder().AddConfiguration(ConfigurationTests.Parse(Full))
            .AddInMemoryCollection([new("ModelRouter:Policy:Rules:0:When:MinDataClass", ""), new("ModelRouter:Policy:Rules:0:When:MinDataClass:0", "Public")]).Build();

        Assert.Equal(
            "ModelRouter:Policy:Rules:0:When:MinDataClass: A single value is expected here, not an object or a list.",
            Assert.Throws<ModelRouterConfigurationException>(() => ModelRouterConfiguration.Load(configuration, [new FakeProvider()])).Message);
    }

    [Theory]
    [InlineData("\"Price\": \"gpt-5\"", "Price:InputPerMillion", "1")]
    [InlineData("\"Price\": { \"InputPerMillion\": 1, \"OutputPerMillion\": 2 }", "Price", "gpt-5")]
    public void A_price_is_an_id_or_a_list_and_not_both(string price, string key, string value)
    {
        var json = Full.Replace("\"Tier\": \"Cloud\", \"Unpriced\": true", $"\"Tier\": \"Cloud\", {price}", StringComparison.Ordinal);
        var configuration = new ConfigurationBuilder().AddConfiguration(ConfigurationTests.Parse(json)).AddInMemoryCollection([new($"ModelRouter:Models:gpt:{key}", value)]).Build();

        Assert.StartsWith(
            "ModelRouter:Models:gpt:Price: A single value stands here, and ModelRouter:Models:gpt:Price:InputPerMillion beside it",
            Assert.Throws<ModelRouterConfigurationException>(() => ModelRouterConfiguration.Load(configuration, [new FakeProvider()])).Message,
            StringComparison.Ordinal);
    }

    private static ModelRouterConfiguration Load(string json) => ModelRouterConfiguration.Load(ConfigurationTests.Parse(json), [new FakeProvider()]);
}

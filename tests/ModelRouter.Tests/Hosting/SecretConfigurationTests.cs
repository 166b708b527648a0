using Microsoft.Extensions.DependencyInjection;

namespace ModelRouter.Tests;

/// <summary>What stands at the wrong key may be a secret that belongs to another, so an error doesn't quote what looks like one.</summary>
public class SecretConfigurationTests
{
    private const string Full = """
        { "ModelRouter": {
            "Models": {
              "m": { "Provider": "fake", "Tier": "Cloud", "Price": "p", "Capabilities": ["Tools"], "ContextWindow": 8192, "Quality": 0.7, "Languages": ["en"],
                "FirstTokenLatency": "00:00:01", "Limits": { "StallTimeout": "none" } },
              "s": { "Provider": "service", "Tier": "Cloud", "Unpriced": true, "Settings": { "Key": "mine" } } },
            "Currencies": { "EUR": 1.1 },
            "Prices": {
              "p": [ { "InputPerMillion": 1, "OutputPerMillion": 2, "Currency": "USD" }, { "EffectiveFrom": "2026-02-01", "InputPerMillion": 1, "OutputPerMillion": 2 } ],
              "text": { "InputPerMillion": 1, "OutputPerMillion": 2 } },
            "Routing": { "StickyConversations": true, "Worth": 0.5 },
            "Cascade": { "Votes": { "Tasks": ["Math"] } },
            "Budgets": { "b": { "LimitUsd": 1, "Window": "Day", "TimeZone": "UTC", "Thresholds": [0.5] } },
            "Policy": { "Rules": [ { "Name": "r", "When": { "Modalities": ["Text"], "Languages": ["ko"], "Time": { "TimeZone": "UTC" } }, "Only": { "Models": ["m"] } } ] },
            "Ledger": { "Provider": "memory" },
            "Learning": { "Enabled": true, "Store": "memory" } } }
        """;

    public static TheoryData<string, string, string> Places => new()
    {
        { "\"Provider\": \"fake\"", "\"Provider\": \"§\"", "Models:m:Provider" },
        { "\"Tier\": \"Cloud\", \"Price\"", "\"Tier\": \"§\", \"Price\"", "Models:m:Tier" },
        { "\"Price\": \"p\"", "\"Price\": \"§\"", "Models:m:Price" },
        { "[\"Tools\"]", "[\"§\"]", "Models:m:Capabilities:0" },
        { "\"ContextWindow\": 8192", "\"ContextWindow\": \"§\"", "Models:m:ContextWindow" },
        { "\"Quality\": 0.7", "\"Quality\": \"§\"", "Models:m:Quality" },
        { "[\"en\"]", "[\"§\"]", "Models:m:Languages:0" },
        { "\"FirstTokenLatency\": \"00:00:01\"", "\"FirstTokenLatency\": \"§\"", "Models:m:FirstTokenLatency" },
        { "\"StallTimeout\": \"none\"", "\"StallTimeout\": \"§\"", "Models:m:Limits:StallTimeout" },
        { "\"Key\": \"mine\"", "\"Key\": \"§\"", "Models:s:Settings:Key" },
        { "\"Currency\": \"USD\"", "\"Currency\": \"§\"", "Prices:p:0:Currency" },
        { "\"EffectiveFrom\": \"2026-02-01\"", "\"EffectiveFrom\": \"§\"", "Prices:p:1:EffectiveFrom" },
        { "{ \"EffectiveFrom\": \"2026-02-01\", \"InputPerMillion\": 1, \"OutputPerMillion\": 2 }", "\"§\"", "Prices:p:1" },
        { "\"text\": { \"InputPerMillion\": 1, \"OutputPerMillion\": 2 }", "\"text\": \"§\"", "Prices:text" },
        { "\"EUR\": 1.1", "\"EUR\": \"§\"", "Currencies:EUR" },
        { "\"StickyConversations\": true", "\"StickyConversations\": \"§\"", "Routing:StickyConversations" },
        { "\"Worth\": 0.5", "\"Worth\": \"§\"", "Routing:Worth" },
        { "[\"Math\"]", "[\"§\"]", "Cascade:Votes:Tasks:0" },
        { "\"Window\": \"Day\"", "\"Window\": \"§\"", "Budgets:b:Window" },
        { "[0.5]", "[\"§\"]", "Budgets:b:Thresholds:0" },
        { "[\"Text\"]", "[\"§\"]", "Policy:Rules:0:When:Modalities:0" },
        { "[\"ko\"]", "[\"§\"]", "Policy:Rules:0:When:Languages:0" },
        { "\"Time\": { \"TimeZone\": \"UTC\"", "\"Time\": { \"TimeZone\": \"§\"", "Policy:Rules:0:When:Time:TimeZone" },
        { "{ \"Models\": [\"m\"]", "{ \"Models\": [\"§\"]", "Policy:Rules:0:Only:Models:0" },
        { "\"Provider\": \"memory\"", "\"Provider\": \"§\"", "Ledger:Provider" },
        { "\"Store\": \"memory\"", "\"Store\": \"§\"", "Learning:Store" },
    };

    [Theory]
    [MemberData(nameof(Places))]
    public void What_may_be_a_secret_is_not_quoted(string right, string wrong, string path)
    {
        // A connection string, an address with a key, one with a password, a key.
        string[] secrets = ["Host=db;Password=hunter2", "https://host/hunter2", "user:hunter2@host", $"sk-hunter2-{new string('x', 40)}", "sk-hunter2aB3dE5fG7hI9jK1lM3"];
        foreach (var secret in secrets)
        {
            var told = Failure(right, wrong, secret, path);

            Assert.DoesNotContain("hunter2", told, StringComparison.Ordinal);
            Assert.Matches("What stands here|that stands here", told);
        }
    }

    [Theory]
    [MemberData(nameof(Places))]
    public void What_can_be_none_is(string right, string wrong, string path) => Assert.Contains("'gpt5/nano mini'", Failure(right, wrong, "gpt5/nano mini", path), StringComparison.Ordinal);

    private static string Failure(string right, string wrong, string value, string path)
    {
        Assert.Contains(right, Full, StringComparison.Ordinal);
        var services = new ServiceCollection();
        services.AddKeyedChatClient("mine", FakeChatClient.Saying("hi"));
        services.AddModelRouter(ConfigurationTests.Parse(Full.Replace(right, wrong.Replace("§", value, StringComparison.Ordinal), StringComparison.Ordinal)), b => b.AddProvider(new FakeProvider()));
        using var provider = services.BuildServiceProvider();

        var thrown = Assert.Throws<ModelRouterConfigurationException>(provider.GetRequiredService<ModelRouterChatClient>);

        Assert.Contains($"ModelRouter:{path}", thrown.Others.Prepend(thrown).Select(static error => error.Path));
        return thrown.ToString();
    }
}

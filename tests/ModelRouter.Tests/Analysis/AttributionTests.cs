using System.Text.Json;
using Microsoft.Extensions.AI;
using static ModelRouter.Tests.Routers;

namespace ModelRouter.Tests;

public class AttributionTests
{
    [Fact]
    public void Attributions_and_profiles_are_equal_by_what_they_say()
    {
        RequestAttribution Of(params string[] tags) => new("acme", "kim", null) { Tags = tags };
        Assert.Equal(Of("a", "b"), Of("a", "b"));
        Assert.Equal(Of("a", "b").GetHashCode(), Of("a", "b").GetHashCode());
        Assert.NotEqual(Of("a", "b"), Of("a", "c"));
        Assert.NotEqual(Of("a"), Of("a", "b"));
        Assert.NotEqual(Of("a"), Of("a") with { Agent = "clerk" });
        Assert.Equal(RequestAttribution.None, new());
        Assert.Equal(Plain(), Plain());

        static ModelProfile Plain() => new() { Id = "m", Tier = ModelTier.Cloud, Pricing = ModelPricing.Free };
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_decision_and_every_attempt_carry_on_whose_account_they_are(bool stream)
    {
        var ledger = new InMemorySpendLedger();
        var failing = FakeChatClient.Throwing(static () => new HttpRequestException("down"));
        using var router = new ModelRouterChatClient([new(Profile("a", 0.9), failing), new(Profile("b", 0.5), FakeChatClient.Saying("ok"))], ledger: ledger);
        var options = Options(("modelrouter.tenant", "acme"), ("modelrouter.user", "u1"), ("modelrouter.agent", "planner"), ("modelrouter.tags", new[] { "b", "a", "b" }));

        var receipt = await router.AskAsync(stream, Hello, options);

        Assert.Equal(2, ledger.Count);
        Assert.All(
            [receipt.GetRoutingReceipt()!.Decision.Attribution, .. ledger.Snapshot().Select(entry => entry.Attribution)],
            attribution =>
            {
                Assert.Equal(("acme", "u1", "planner"), (attribution.Tenant, attribution.User, attribution.Agent));
                Assert.Equal(["a", "b"], attribution.Tags);
            });
    }

    [Fact]
    public void Nothing_said_is_nobody() => Assert.Same(RequestAttribution.None, Read());

    [Fact]
    public void Texts_may_come_from_JSON()
    {
        var json = JsonSerializer.Deserialize<JsonElement>("""{ "tenant": "t", "one": "x", "two": ["y", "x"] }""");
        Assert.Equal("t", Read(("modelrouter.tenant", json.GetProperty("tenant"))).Tenant);
        Assert.Equal(["x"], Read(("modelrouter.tags", json.GetProperty("one"))).Tags);
        Assert.Equal(["x", "y"], Read(("modelrouter.tags", json.GetProperty("two"))).Tags);
        Assert.Equal(["z"], Read(("modelrouter.tags", "z")).Tags);
    }

    [Theory]
    [InlineData("modelrouter.tenant", "")]
    [InlineData("modelrouter.user", 7)]
    [InlineData("modelrouter.agent", "long")]
    [InlineData("modelrouter.tags", 7)]
    [InlineData("modelrouter.tags", "many")]
    [InlineData("modelrouter.tags", "holes")]
    public void What_cannot_be_stored_is_an_error_that_names_the_property(string key, object value)
    {
        object said = value switch
        {
            "long" => new string('x', 201),
            "many" => Enumerable.Range(0, 21).Select(static i => $"{i}").ToArray(),
            "holes" => new string?[] { null },
            _ => value,
        };
        Assert.Contains(key, Assert.Throws<ArgumentException>(() => Read((key, said))).Message, StringComparison.Ordinal);
    }

    private static RequestAttribution Read(params (string, object)[] properties) => DeclaredAttribution.Read(Options(properties));

    private static ChatOptions Options(params (string Key, object Value)[] properties) =>
        new() { AdditionalProperties = new(properties.ToDictionary(static p => p.Key, static p => (object?)p.Value)) };
}

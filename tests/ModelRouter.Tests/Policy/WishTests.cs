using System.Text.Json;
using Microsoft.Extensions.AI;
using static ModelRouter.Tests.Routers;

namespace ModelRouter.Tests;

/// <summary>What callers wish for one request: its task, its cost, and no wish that is misspelled.</summary>
public sealed class WishTests : IDisposable
{
    private readonly ModelRouterChatClient _router = new(
        [
            new(Profile("dear", 0.9) with { Pricing = new() { InputPerMillion = 100, OutputPerMillion = 400 } }, FakeChatClient.Saying("a")),
            new(Profile("cheap", 0.3), FakeChatClient.Saying("b")),
        ],
        new() { Worth = 10 });

    public void Dispose() => _router.Dispose();

    [Theory, InlineData("translation"), InlineData("Translation"), InlineData(PromptTask.Translation)]
    public void A_declared_task_is_the_task(object task) =>
        Assert.Equal(PromptTask.Translation, Route(DeclaredTask.Key, task).Profile.Task);

    [Theory]
    [InlineData(DataClass.Public, "Confidential", DataClass.Confidential)]
    [InlineData(DataClass.Public, null, DataClass.Public)]
    [InlineData(DataClass.Confidential, "Internal", DataClass.Confidential)]
    public async Task A_declared_data_class_holds_whoever_reads_the_prompt(DataClass found, string? declared, DataClass held)
    {
        FakeChatClient near = FakeChatClient.Saying("near"), far = FakeChatClient.Saying("far");
        using var router = new ModelRouterChatClient(
            [new(Profile("far", 0.9) with { Clearance = DataClass.Public }, far), new(Profile("near", 0.1) with { Clearance = DataClass.Confidential }, near)],
            analyzer: Policies.Understands(Policies.Prompt with { DataClass = found }));
        ChatOptions options = new() { AdditionalProperties = new() { [DeclaredDataClass.Key] = declared } };

        Assert.Equal(held, router.Route(Hello, options).Profile.DataClass);
        foreach (var stream in new[] { false, true })
        {
            Assert.Equal(held == DataClass.Public ? "far" : "near", (await router.AskAsync(stream, Hello, options)).Text);
        }

        options.AdditionalProperties[DeclaredDataClass.Key] = "secret";
        Assert.Throws<ArgumentException>(() => router.Route(Hello, options));
    }

    [Fact]
    public void Models_that_are_expected_to_cost_more_than_is_allowed_may_not_serve()
    {
        Assert.Equal("dear", _router.Route(Hello).Ranking[0].Model);
        var cost = _router.Route(Hello).Ranking[0].Cost;
        foreach (var allowed in new object[] { cost - 0.0000001m, (double)(cost / 2), JsonSerializer.SerializeToElement(cost / 2) })
        {
            var decision = Route(DeclaredMaxCost.Key, allowed);
            Assert.Equal(["cheap"], decision.Ranking.Select(static model => model.Model));
            Assert.Equal([("dear", "max-cost")], decision.Excluded.Select(static excluded => (excluded.Model, excluded.Rule)));
        }

        Assert.Equal(2, Route(DeclaredMaxCost.Key, cost).Ranking.Count);
        Assert.Equal(2, Route(DeclaredMaxCost.Key, 0m).Excluded.Count);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task A_wish_takes_no_rule_away(bool stream)
    {
        FakeChatClient far = FakeChatClient.Saying("far"), near = FakeChatClient.Saying("near");
        var policy = new RoutingPolicy
        {
            Rules =
            [
                new() { Name = "not far", Deny = new() { Models = ["far"] } },
                new() { Name = "good", MinQuality = 0.01, MaxCostPerCall = 1, ThinkBudget = 7 },
            ],
        };
        using var router = new ModelRouterChatClient([Endpoint("far", far, 0.9), Endpoint("near", near, 0.5)], new() { Policy = policy });
        ChatOptions options = new() { AdditionalProperties = new() { [DeclaredMaxCost.Key] = 5 } };

        var response = await router.AskAsync(stream, Hello, options);

        var decision = response.GetRoutingReceipt()!.Decision;
        Assert.Equal(("near", 0, 7), (response.Text, far.Calls, near.ReceivedOptions[0]!.AdditionalProperties!["think_budget"]));
        Assert.Equal([("far", "policy:not far")], decision.Excluded.Select(static excluded => (excluded.Model, excluded.Rule)));
        Assert.Equal(["not far", "good"], decision.PolicyRules);
    }

    [Theory]
    [InlineData(DeclaredTask.Key, "sumarization", "Did you mean 'Summarization'?")]
    [InlineData(DeclaredTask.Key, 3, "must be one of Chat, Code")]
    [InlineData(DeclaredMaxCost.Key, "cheap", "a number of US dollars")]
    [InlineData(DeclaredMaxCost.Key, -1, "a number of US dollars")]
    [InlineData(DeclaredMaxCost.Key, double.NaN, "a number of US dollars")]
    [InlineData("modelrouter.tsak", "Math", "Did you mean 'modelrouter.task'?")]
    [InlineData("modelrouter.colour", "red", "Known: modelrouter.data_class")]
    public void What_is_no_wish_is_an_error(string key, object value, string told) =>
        Assert.Contains(told, Assert.Throws<ArgumentException>(() => Route(key, value)).Message, StringComparison.Ordinal);

    [Fact]
    public async Task No_provider_gets_a_wish()
    {
        var client = FakeChatClient.Saying("hi");
        using var router = new ModelRouterChatClient([Endpoint("m", client)]);
        await router.AskAsync(false, Hello, new() { AdditionalProperties = new() { [DeclaredTask.Key] = "Code", [DeclaredMaxCost.Key] = 5, ["seed_of_theirs"] = 1 } });
        Assert.Equal(["seed_of_theirs"], client.ReceivedOptions[0]!.AdditionalProperties!.Keys);
    }

    private RoutingDecision Route(string key, object value) => _router.Route(Hello, new() { AdditionalProperties = new() { [key] = value } });
}

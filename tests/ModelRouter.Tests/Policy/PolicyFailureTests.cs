using CsCheck;
using Microsoft.Extensions.Time.Testing;
using static ModelRouter.Tests.Policies;
using static ModelRouter.Tests.Routers;

namespace ModelRouter.Tests;

/// <summary>No sequence of failures sends data where the policy forbids it: random policies, models, outages, hedges, probes, tool loops and pins.</summary>
public class PolicyFailureTests
{
    private static readonly HeuristicPromptAnalyzer Analyzer = new();
    private static readonly PriorSuccessPredictor Predictor = new();

    private static readonly Gen<ModelSelector?> Selectors =
        from kind in Gen.Int[0, 4]
        from first in Gen.Int[0, 4]
        from second in Gen.Int[0, 4]
        from tier in Gen.Int[0, 2]
        select kind switch
        {
            0 or 1 => null,
            2 => Models($"m{first}", $"m{second}"),
            3 => Tiers((ModelTier)tier),
            _ => new ModelSelector { Residency = [first % 2 == 0 ? "in-house" : "us"] },
        };

    private static readonly Gen<PolicyRule> Rules =
        from data in Gen.Int[-2, 3]
        from tenant in Gen.Int[0, 3]
        from only in Selectors
        from deny in Selectors
        from prefer in Selectors
        select new PolicyRule
        {
            Name = Guid.NewGuid().ToString(),
            When = new() { MinDataClass = data < 0 ? null : (DataClass)data, Tenants = tenant == 1 ? ["acme"] : [], MinPromptTokens = 1 },
            Unless = tenant == 2 ? new() { Tenants = ["acme"] } : null,
            Only = only,
            Deny = deny,
            Prefer = prefer,
            ThinkBudget = 1_000,
        };

    // All models are cleared for everything and can do everything, so that only the policy stands between data and them.
    private static readonly Gen<Scenario> Scenarios =
        from scenario in FailoverPropertyTests.Scenarios
        from more in FailoverPropertyTests.Models.Array[5]
        from rules in Rules.Array[1, 4]
        from data in Gen.Int[0, 3]
        from tenant in Gen.Bool
        select scenario with
        {
            Models = [.. scenario.Models.Concat(more).Take(5).Select(m => m with { HasTools = true, Clearance = DataClass.Confidential })],
            Data = (DataClass)data,
            Tenant = tenant ? "acme" : null,
            Policy = new() { Rules = rules },
        };

    [Fact]
    public void Without_waits_nobody_is_asked_whom_the_policy_forbids() =>
        Scenarios.Sample(
            scenario =>
            {
                using var play = new ScriptedPlay(scenario, new FakeTimeProvider(), Analyzer, Predictor, waits: false);
                play.AskAsync().GetAwaiter().GetResult();

                play.CheckDispatches();
                play.CheckAccounts();
                play.CheckOrder();
                play.CheckAnswer();
            },
            iter: 25_000);

    [Fact]
    public void With_waits_hedges_and_competitors_nobody_is_asked_whom_the_policy_forbids() =>
        Scenarios.Sample(
            scenario =>
            {
                var time = new FakeTimeProvider();
                using var play = new ScriptedPlay(scenario, time, Analyzer, Predictor, waits: true);
                var all = Task.WhenAll(play.AskAsync(), play.AskAsync());
                var spin = default(SpinWait);
                for (var i = 0; !all.IsCompleted; i++)
                {
                    Assert.True(i < 36_000, "It never ends.");
                    time.Advance(TimeSpan.FromSeconds(1));
                    if (!all.IsCompleted && i % 8 == 7)
                    {
                        spin.SpinOnce(sleep1Threshold: i < 400 ? -1 : 0);
                    }
                }

                all.GetAwaiter().GetResult();
                play.CheckDispatches();
                play.CheckAccounts();
                play.CheckAnswer();
            },
            iter: 5_000);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_probe_of_who_cools_down_is_held_to_rules_and_figures(bool stream)
    {
        var time = new FakeTimeProvider();
        var clients = Enumerable.Range(0, 4).Select(_ => FakeChatClient.Saying("hi")).ToArray();
        EndpointHealth Open(int minutes)
        {
            var health = new EndpointHealth(new() { FailureThreshold = 1, Cooldown = TimeSpan.FromMinutes(minutes), MaxCooldown = TimeSpan.FromHours(1), Jitter = 0 }, time);
            health.ReportFailure(0);
            return health;
        }

        var dear = new ModelPricing { InputPerMillion = 1_000, OutputPerMillion = 1_000 };
        using var router = new ModelRouterChatClient(
            [
                new(Profile("denied", 0.9), clients[0], health: Open(1)),
                new(Profile("dear", 0.9) with { Pricing = dear }, clients[1], health: Open(2)),
                new(Profile("dear-but-well", 0.9) with { Pricing = dear }, clients[2]),
                new(Profile("allowed", 0.1), clients[3], health: Open(3)),
            ],
            Options(Rule("no", deny: Models("denied")), new() { Name = "thrift", MaxCostPerCall = 0.1m }),
            timeProvider: time);

        var response = await time.RunAsync(router.AskAsync(stream, Hello));

        Assert.Equal([0, 0, 0, 1], clients.Select(c => c.Calls));
        var decision = response.GetRoutingReceipt()!.Decision;
        Assert.Equal("allowed", Assert.Single(decision.Ranking).Model);
        Assert.Equal(
            [("dear", "policy:thrift"), ("dear-but-well", "policy:thrift"), ("denied", "policy:no")],
            decision.Excluded.Select(e => (e.Model, e.Rule)).Order());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_sticky_conversation_leaves_a_model_that_the_policy_forbids_from_now_on(bool stream)
    {
        var (cloud, local) = (FakeChatClient.Saying("cloud"), FakeChatClient.Saying("local"));
        var options = Options(Rule("in-house", new() { MinDataClass = DataClass.Confidential }, deny: Models("cloud")));
        options.StickyConversations = true;
        using var router = new ModelRouterChatClient([Endpoint("cloud", cloud, 0.9), Endpoint("local", local, 0.1)], options);
        Microsoft.Extensions.AI.ChatOptions Named(DataClass data) => new() { AdditionalProperties = new() { ["modelrouter.conversation"] = "c", [DeclaredDataClass.Key] = data } };

        Assert.Equal("cloud", (await router.AskAsync(stream, Hello, Named(DataClass.Public))).Text);
        Assert.Equal("local", (await router.AskAsync(stream, Hello, Named(DataClass.Confidential))).Text);
        var pinned = Named(DataClass.Confidential);
        pinned.ModelId = "cloud";
        await Assert.ThrowsAsync<NoEligibleModelException>(() => router.AskAsync(stream, Hello, pinned));
        Assert.Equal(1, cloud.Calls);
    }
}

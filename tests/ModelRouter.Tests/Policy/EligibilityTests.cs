using Microsoft.Extensions.AI;
using Microsoft.Extensions.Time.Testing;
using static ModelRouter.Tests.Routers;

namespace ModelRouter.Tests;

public class EligibilityTests
{
    [Theory]
    [InlineData("capability")]
    [InlineData("context-window")]
    [InlineData("data-class")]
    public async Task An_excluded_model_carries_rule_and_reason_and_is_never_called(string rule)
    {
        var client = FakeChatClient.Saying("must not answer");
        var profile = rule switch
        {
            "capability" => Profile("m") with { Capabilities = ModelCapabilities.None },
            "context-window" => Profile("m") with { ContextWindow = 100 },
            _ => Profile("m") with { Clearance = DataClass.Personal },
        };
        using var router = new ModelRouterChatClient([new(profile, client)]);
        var options = new ChatOptions { Tools = [AIFunctionFactory.Create(() => 1, "tool")] };
        ChatMessage[] messages = [new(ChatRole.User, "기밀 문서야. 요약해줘.")];

        foreach (var stream in new[] { false, true })
        {
            var thrown = await Assert.ThrowsAsync<NoEligibleModelException>(() => router.AskAsync(stream, messages, options));
            var exclusion = Assert.Single(thrown.Decision.Excluded);
            Assert.Equal(("m", rule), (exclusion.Model, exclusion.Rule));
            Assert.EndsWith(".", exclusion.Reason, StringComparison.Ordinal);
            Assert.Contains(exclusion.Reason, thrown.Message, StringComparison.Ordinal);
        }

        Assert.Equal(0, client.Calls);
    }

    [Fact]
    public void The_first_rule_that_objects_is_the_one_told()
    {
        var nothing = Profile("m", tier: ModelTier.Cloud) with { Capabilities = ModelCapabilities.None, ContextWindow = 1, Clearance = DataClass.Public };
        using var router = new ModelRouterChatClient([new(nothing, new FakeChatClient()), new(Profile("other"), new FakeChatClient())]);
        var options = new ChatOptions { Tools = [AIFunctionFactory.Create(() => 1, "tool")], ModelId = "auto:self-hosted" };
        ChatMessage[] messages = [new(ChatRole.User, "confidential")];

        Assert.Equal("tier", Rule());
        options.ModelId = "other";
        Assert.Equal("pinned", Rule());
        options.ModelId = null;
        Assert.Equal("capability", Rule());
        options.Tools = null;
        Assert.Equal("context-window", Rule());

        string Rule() => router.Route(messages, options).Excluded.Single(e => e.Model is "m").Rule;
    }

    [Fact]
    public void Expected_thinking_has_to_fit_the_window_too()
    {
        var thinker = Profile("m") with { ContextWindow = 2_000, ExpectedReasoningTokens = 4_000 };
        using var router = new ModelRouterChatClient([new(thinker, new FakeChatClient()), new(thinker with { Id = "n", ExpectedReasoningTokens = 0 }, new FakeChatClient())]);

        Assert.Equal("n", Assert.Single(router.Route([new(ChatRole.User, "Prove that there are infinitely many primes.")]).Ranking).Model);
    }

    [Theory]
    [InlineData(null, false, 0)]
    [InlineData(300, false, 1)]
    [InlineData(null, true, 1)]
    public void A_limit_on_output_or_no_thinking_frees_the_window(int? limit, bool withoutThinking, int permitted)
    {
        var thinker = Profile("m") with { ContextWindow = 2_000, ExpectedReasoningTokens = 4_000 };
        using var router = new ModelRouterChatClient([new(thinker, new FakeChatClient())]);
        var options = new ChatOptions { MaxOutputTokens = limit, Reasoning = withoutThinking ? new() { Effort = ReasoningEffort.None } : null };

        Assert.Equal(permitted, router.Route([new(ChatRole.User, "Prove that there are infinitely many primes.")], options).Ranking.Count);
    }

    [Fact]
    public async Task The_probed_model_alone_leaves_the_excluded_who_keep_their_order()
    {
        using var router = new ModelRouterChatClient(
            [
                Endpoint("a", FakeChatClient.Throwing(() => new IOException())),
                new(Profile("small") with { ContextWindow = 10 }, new FakeChatClient()),
                Endpoint("c", FakeChatClient.Throwing(() => new IOException())),
            ],
            new() { Health = { FailureThreshold = 1, Jitter = 0 } },
            timeProvider: new FakeTimeProvider());
        await Assert.ThrowsAsync<AllModelsFailedException>(() => router.AskAsync(false, Hello));

        var decision = router.Route(Hello);

        Assert.Equal("a", Assert.Single(decision.Ranking).Model);
        Assert.Equal([("small", "context-window"), ("c", "health")], decision.Excluded.Select(e => (e.Model, e.Rule)));
    }
}

using System.Text.Json;
using Microsoft.Extensions.AI;
using static ModelRouter.Tests.Policies;
using static ModelRouter.Tests.Routers;

namespace ModelRouter.Tests;

public class PolicyThinkingTests
{
    [Theory]
    [InlineData(null, ReasoningEffort.Low, ReasoningEffort.Low)]
    [InlineData(ReasoningEffort.High, ReasoningEffort.Low, ReasoningEffort.Low)]
    [InlineData(ReasoningEffort.None, ReasoningEffort.Low, ReasoningEffort.None)]
    [InlineData(ReasoningEffort.Medium, null, ReasoningEffort.Medium)]
    [InlineData(null, null, null)]
    public async Task Effort_is_a_default_and_a_ceiling(ReasoningEffort? asked, ReasoningEffort? rule, ReasoningEffort? sent)
    {
        foreach (var stream in (bool[])[false, true])
        {
            var options = asked is null ? null : new ChatOptions { Reasoning = new() { Effort = asked, Output = ReasoningOutput.Full } };
            var received = await AskAsync(new() { Name = "r", ReasoningEffort = rule, Worth = 1 }, options, stream);

            Assert.Equal(sent, received?.Reasoning?.Effort);
            Assert.Equal(asked is null ? null : ReasoningOutput.Full, received?.Reasoning?.Output);
            Assert.Equal(asked, options?.Reasoning?.Effort);
        }
    }

    [Theory]
    [InlineData("bare", null, null)]
    [InlineData("capability", null, ReasoningEffort.Medium)]
    [InlineData("tokens", null, ReasoningEffort.Medium)]
    [InlineData("bare", ReasoningEffort.Low, ReasoningEffort.Low)]
    [InlineData("bare", ReasoningEffort.High, ReasoningEffort.Medium)]
    [InlineData("raw", null, ReasoningEffort.Medium)]
    [InlineData("reasoning_effort", null, ReasoningEffort.Medium)]
    [InlineData("ag_ui_thread_id", null, null)]
    public async Task Only_a_model_that_thinks_is_asked_for_effort_that_the_caller_does_not_ask_for(string model, ReasoningEffort? asked, ReasoningEffort? sent)
    {
        var profile = model switch
        {
            "capability" => Thinker,
            "tokens" => Profile("m") with { ExpectedReasoningTokens = 1 },
            _ => Profile("m"),
        };
        var options = new ChatOptions
        {
            Reasoning = asked is null ? null : new() { Effort = asked },
            RawRepresentationFactory = model == "raw" ? static _ => new object() : null,
            AdditionalProperties = model.Contains('_', StringComparison.Ordinal) ? new() { [model] = "x" } : null,
        };
        foreach (var stream in (bool[])[false, true])
        {
            var received = await AskAsync(new() { Name = "r", ReasoningEffort = ReasoningEffort.Medium }, options, stream, profile);

            Assert.Equal(sent, received?.Reasoning?.Effort);
        }
    }

    [Theory]
    [InlineData(null, 200, "200")]
    [InlineData(100, 200, "100")]
    [InlineData(300, 200, "200")]
    [InlineData("300", 200, "200")]
    [InlineData("100", 200, "100")]
    [InlineData("json", 200, "200")]
    [InlineData("much", 200, "200")]
    [InlineData(300, null, "300")]
    public async Task A_think_budget_is_a_default_and_a_ceiling(object? asked, int? rule, string sent)
    {
        using var json = JsonDocument.Parse("500");
        var options = asked is null ? null : new ChatOptions { AdditionalProperties = new() { ["think_budget"] = asked is "json" ? json.RootElement : asked } };

        var received = await AskAsync(new() { Name = "r", ThinkBudget = rule, Worth = 1 }, options, stream: true);

        Assert.Equal(sent, received!.AdditionalProperties!["think_budget"]!.ToString());
    }

    [Fact]
    public void Thoughts_that_the_policy_forbids_are_not_expected()
    {
        var thinker = Profile("m") with { ExpectedReasoningTokens = 1_000 };
        decimal Cost(ReasoningEffort effort)
        {
            using var router = new ModelRouterChatClient([new(thinker, new FakeChatClient())], Options(new PolicyRule { Name = "r", ReasoningEffort = effort }), Understands(Prompt));
            return router.Route(Hello).Ranking[0].Cost;
        }

        Assert.True(Cost(ReasoningEffort.None) < 0.001m);
        Assert.True(Cost(ReasoningEffort.Low) > 0.004m);
    }

    private static ModelProfile Thinker { get; } = Profile("m") with { Capabilities = ModelCapabilities.Reasoning };

    private static async Task<ChatOptions?> AskAsync(PolicyRule rule, ChatOptions? options, bool stream, ModelProfile? model = null)
    {
        var client = FakeChatClient.Saying("hi");
        using var router = new ModelRouterChatClient([new(model ?? Thinker, client)], Options(rule));
        await router.AskAsync(stream, Hello, options);
        return Assert.Single(client.ReceivedOptions);
    }
}

using Microsoft.Extensions.AI;
using static ModelRouter.Tests.Routers;

namespace ModelRouter.Tests;

public class ScopeTests
{
    [Theory]
    [InlineData(null, false)]
    [InlineData(null, true)]
    [InlineData("narrow", false)]
    [InlineData("narrow", true)]
    public async Task A_model_gets_nothing_beyond_its_scope_not_even_by_its_id(string? modelId, bool stream)
    {
        var client = FakeChatClient.Saying("must not answer");
        using var router = new ModelRouterChatClient([new(Profile("narrow") with { Scope = new Scope("sums") }, client)]);

        var thrown = await Assert.ThrowsAsync<NoEligibleModelException>(() => router.AskAsync(stream, Hello, new() { ModelId = modelId }));

        Assert.Equal(new("narrow", "scope", "It was made for sums."), Assert.Single(thrown.Decision.Excluded));
        Assert.Equal(0, client.Calls);
        Assert.Equal("narrow", Assert.Single(router.Route([new(ChatRole.User, "sums")]).Ranking).Model);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_is_beyond_the_best_model_goes_to_the_next(bool stream)
    {
        using var router = new ModelRouterChatClient(
            [
                new(Profile("narrow", 0.9) with { Scope = new Scope("sums") }, FakeChatClient.Saying("from narrow")),
                Endpoint("wide", FakeChatClient.Saying("from wide"), 0.4),
            ]);

        Assert.Equal("from wide", (await router.AskAsync(stream, Hello)).Text);
        Assert.Equal("from narrow", (await router.AskAsync(stream, [new(ChatRole.User, "sums")])).Text);
    }

    [Fact]
    public void A_scope_is_asked_only_where_no_earlier_rule_objects()
    {
        var scope = new Scope("sums");
        using var router = new ModelRouterChatClient([new(Profile("narrow") with { Scope = scope }, new FakeChatClient()), Endpoint("wide", new FakeChatClient())]);

        router.Route(Hello, new() { ModelId = "wide" });
        Assert.Equal(0, scope.Asked);
        router.Route(Hello);
        Assert.Equal(1, scope.Asked);
    }

    [Theory]
    [InlineData(null, 0)]
    [InlineData(200, 1)]
    public void A_model_that_writes_little_needs_little_room(int? most, int permitted)
    {
        var small = Profile("m") with { ContextWindow = 512, ExpectedReasoningTokens = 400, MaxOutputTokens = most };
        using var router = new ModelRouterChatClient([new(small, new FakeChatClient())]);

        Assert.Equal(permitted, router.Route([new(ChatRole.User, "What is 12 + 30?")]).Ranking.Count);
    }

    [Fact]
    public void A_limit_of_no_output_is_refused() => Assert.Contains(
        "output limit of 'm'",
        Assert.Throws<ArgumentException>(() => new ModelEndpoint(Profile("m") with { MaxOutputTokens = 0 }, new FakeChatClient())).Message,
        StringComparison.Ordinal);

    private sealed class Scope(string knows) : IModelScope
    {
        public int Asked { get; private set; }

        public string? Exclude(IReadOnlyList<ChatMessage> messages, ChatOptions? options)
        {
            Asked++;
            return messages[^1].Text == knows ? null : $"It was made for {knows}.";
        }
    }
}

using Microsoft.Extensions.AI;
using static ModelRouter.Tests.Routers;

namespace ModelRouter.Tests;

/// <summary>What reaches the clients when the router calls them.</summary>
public class HistoryRoutingTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Each_model_tried_gets_the_conversation_in_its_own_dialect(bool stream)
    {
        var strict = FakeChatClient.Throwing(() => new IOException("down"));
        var liberal = FakeChatClient.Saying("hello");
        var dialect = new HistoryDialect { SystemPrompt = SystemPromptRule.MergedIntoUser, Unsupported = UnsupportedOptions.Temperature };
        using var router = new ModelRouterChatClient(
        [
            new(Profile("strict", 0.9) with { History = dialect }, strict), new(Profile("liberal", 0.8), liberal),
        ]);
        ChatMessage[] messages = [new(ChatRole.System, "Answer in verse."), .. Hello];
        var options = new ChatOptions { Instructions = "Be brief.", Temperature = 0.5f };

        var response = await router.AskAsync(stream, messages, options);

        Assert.Equal("hello", response.Text);
        Assert.Equal($"Be brief.\n\nAnswer in verse.\n\n{Hello[0].Text}", Assert.Single(strict.Received[0]).Text);
        Assert.Equal((null, null), (strict.ReceivedOptions[0]!.Instructions, strict.ReceivedOptions[0]!.Temperature));
        Assert.Equal(messages, liberal.Received[0]);
        Assert.Equal(("Be brief.", 0.5f), (liberal.ReceivedOptions[0]!.Instructions, liberal.ReceivedOptions[0]!.Temperature));
        Assert.Equal("Be brief.", options.Instructions);
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task A_sticky_conversation_stays_with_the_model_that_answered_last(bool isSticky, bool stream)
    {
        var strong = FakeChatClient.Saying("from strong");
        var weak = FakeChatClient.Saying("from weak");
        strong.Before = _ => strong.Calls == 1 ? throw new IOException("first call fails") : Task.CompletedTask;
        using var router = new ModelRouterChatClient(
            [Endpoint("strong", strong, 0.9), Endpoint("weak", weak, 0.8)], new() { StickyConversations = isSticky });

        List<ChatMessage> history = [.. Hello];
        history.AddMessages(await router.AskAsync(stream, history));
        history.Add(new(ChatRole.User, "Another one, please."));
        var second = await router.AskAsync(stream, history);

        Assert.Equal(isSticky ? "from weak" : "from strong", second.Text);
        Assert.Equal(isSticky ? "conversation" : "auto", second.GetRoutingReceipt()!.Decision.Selection);

        // Who names a model gets that one.
        Assert.Equal("from strong", (await router.AskAsync(stream, history, new() { ModelId = "strong" })).Text);
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task A_named_conversation_stays_without_any_stamp_and_its_name_goes_to_no_provider(bool isSticky, bool stream)
    {
        var strong = FakeChatClient.Saying("from strong");
        var weak = FakeChatClient.Saying("from weak");
        strong.Before = _ => strong.Calls == 1 ? throw new IOException("first call fails") : Task.CompletedTask;
        using var router = new ModelRouterChatClient(
            [Endpoint("strong", strong, 0.9), Endpoint("weak", weak, 0.8)], new() { StickyConversations = isSticky });

        await AskAsync("one");
        Assert.Equal(isSticky ? "from weak" : "from strong", await AskAsync("one"));
        Assert.Equal("from strong", await AskAsync("two"));
        Assert.Equal("from strong", await AskAsync("two"));
        Assert.Equal("from strong", await AskAsync("one", "strong"));
        Assert.Equal("from strong", await AskAsync("one"));
        Assert.All(strong.ReceivedOptions.Concat(weak.ReceivedOptions), o => Assert.Null(o!.AdditionalProperties));

        async Task<string> AskAsync(string conversation, string? model = null) => (await router.AskAsync(
            stream, Hello, new() { ModelId = model, AdditionalProperties = new() { ["modelrouter.conversation"] = conversation } })).Text;
    }

    [Fact]
    public void A_conversations_name_is_a_short_text()
    {
        using var router = new ModelRouterChatClient([Endpoint("m", new FakeChatClient())], new() { StickyConversations = true });
        foreach (var wrong in new object[] { "", 7, new string('x', 201) })
        {
            Assert.Throws<ArgumentException>(() => router.Route(Hello, new() { AdditionalProperties = new() { ["modelrouter.conversation"] = wrong } }));
        }

        router.Route(Hello, new() { AdditionalProperties = new() { ["modelrouter.conversation"] = System.Text.Json.JsonSerializer.SerializeToElement("x") } });
    }

    [Fact]
    public void Of_too_many_conversations_the_one_used_last_stays_known()
    {
        var memory = new ConversationMemory(capacity: 2);
        memory.Set("a", "m1");
        memory.Set("b", "m1");
        memory.Set("a", "m2");
        memory.Set("c", "m1");

        Assert.False(memory.TryGet("b", out _));
        Assert.True(memory.TryGet("a", out var model) && memory.TryGet("c", out _));
        Assert.Equal("m2", model);
    }

    [Fact]
    public void A_sticky_conversation_leaves_a_model_that_may_no_longer_serve()
    {
        using var router = new ModelRouterChatClient(
            [Endpoint("strong", new FakeChatClient(), 0.9), new(Profile("weak", 0.8) with { Clearance = DataClass.Public }, new FakeChatClient())],
            new() { StickyConversations = true });
        ChatMessage answer = new(ChatRole.Assistant, "a poem") { AdditionalProperties = new() { ["modelrouter.model"] = "weak" } };

        Assert.Equal("weak", router.Route([.. Hello, answer, new(ChatRole.User, "Another one, please.")]).Ranking[0].Model);
        var decision = router.Route([.. Hello, answer, new(ChatRole.User, "CONFIDENTIAL: another one, please.")]);
        Assert.Equal(("strong", "auto"), (decision.Ranking[0].Model, decision.Selection));
    }
}

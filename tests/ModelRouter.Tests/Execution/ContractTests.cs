using CsCheck;
using Microsoft.Extensions.AI;
using static ModelRouter.Tests.Routers;

namespace ModelRouter.Tests;

public class ContractTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Callers_options_and_messages_stay_as_they_were(bool stream)
    {
        var client = FakeChatClient.Saying("ok");
        var profile = Profile("m") with { ProviderModel = "vendor/m-2026" };
        using var router = new ModelRouterChatClient([new(profile, client)]);
        var options = new ChatOptions
        {
            ModelId = "auto",
            AdditionalProperties = new()
            {
                ["modelrouter.data_class"] = "Internal",
                ["modelrouter.tenant"] = "t",
                ["modelrouter.user"] = "u",
                ["modelrouter.agent"] = "a",
                ["modelrouter.tags"] = new[] { "x" },
                ["modelrouter.conversation"] = "c",
                ["own"] = 1,
            },
        };
        var messages = new List<ChatMessage> { new(ChatRole.Assistant, [new TextReasoningContent("hm"), new TextContent("hi")]), Hello[0] };

        await router.AskAsync(stream, messages, options);

        Assert.Equal("auto", options.ModelId);
        Assert.Equal(7, options.AdditionalProperties.Count);
        Assert.Equal(2, messages[0].Contents.Count);
        var sent = client.ReceivedOptions[0]!;
        Assert.NotSame(options, sent);
        Assert.Equal("vendor/m-2026", sent.ModelId);
        Assert.Equal(["own"], sent.AdditionalProperties!.Keys);
        Assert.Single(client.Received[0][0].Contents);
    }

    [Fact]
    public void Every_message_that_a_stream_is_put_together_to_tells_its_model()
    {
        var update = Gen.Select(
            Gen.Int[0, 3].Select(i => new[] { null, "", "a", "b" }[i]),
            Gen.Int[0, 2].Select(i => new ChatRole?[] { null, ChatRole.Assistant, ChatRole.Tool }[i]),
            Gen.Int[0, 2].Select(i => new[] { null, "x", "y" }[i]));
        update.Array[1, 8].Sample(
            parts =>
            {
                var client = new FakeChatClient
                {
                    Updates = (_, _, _) => parts.Select(part => new ChatResponseUpdate(part.Item2, "text") { MessageId = part.Item1, AuthorName = part.Item3 }),
                };
                using var router = Over(null, ("m", client));

                var response = router.AskAsync(true, Hello).GetAwaiter().GetResult();

                Assert.All(response.Messages, message => Assert.Equal("m", ModelStamp.Read(message)));
            },
            iter: 2_000);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_virtual_id_never_reaches_a_provider(bool stream)
    {
        var client = FakeChatClient.Saying("ok");
        using var router = Over(null, ("m", client));

        await router.AskAsync(stream, Hello, new() { ModelId = "auto:cloud" });
        await router.AskAsync(stream, Hello);

        Assert.Null(client.ReceivedOptions[0]!.ModelId);
        Assert.Null(client.ReceivedOptions[1]);
    }

    [Theory]
    [InlineData(false, 32_000, 8_192, 8_192), InlineData(true, 32_000, 8_192, 8_192)]
    [InlineData(false, 500, 8_192, 500), InlineData(true, 500, 8_192, 500)]
    [InlineData(false, 32_000, null, 32_000), InlineData(true, 32_000, null, 32_000)]
    [InlineData(false, null, 8_192, null), InlineData(true, null, 8_192, null)]
    [InlineData(false, -1, 8_192, -1), InlineData(true, -1, 8_192, -1)]
    public async Task A_model_is_asked_for_no_more_than_it_ever_writes(bool stream, int? asked, int? most, int? sent)
    {
        var client = FakeChatClient.Saying("ok");
        using var router = new ModelRouterChatClient([new(Profile("m") with { MaxOutputTokens = most, ContextWindow = 100_000 }, client)]);
        var options = new ChatOptions { MaxOutputTokens = asked };

        await router.AskAsync(stream, Hello, options);

        Assert.Equal((sent, asked), (client.ReceivedOptions[0]!.MaxOutputTokens, options.MaxOutputTokens));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Messages_are_enumerated_once(bool stream)
    {
        var enumerations = 0;
        using var router = Over(
            null, ("a", FakeChatClient.Throwing(() => new IOException())), ("b", FakeChatClient.Saying("ok")));

        await router.AskAsync(stream, Messages());

        Assert.Equal(1, enumerations);

        IEnumerable<ChatMessage> Messages()
        {
            enumerations++;
            yield return Hello[0];
        }
    }

    [Theory]
    [InlineData("gpt-five", null)]
    [InlineData("autp", "auto")]
    [InlineData("AUTO:clud", "auto:cloud")]
    [InlineData("deepseek-r2", "deepseek-r1")]
    public async Task An_unknown_model_is_an_error_with_a_suggestion(string id, string? suggestion)
    {
        using var router = Over(null, ("deepseek-r1", FakeChatClient.Saying("ok")));

        var thrown = await Assert.ThrowsAsync<UnknownModelException>(() => router.AskAsync(false, Hello, new() { ModelId = id }));

        Assert.Equal(suggestion, thrown.Suggestion);
        Assert.Contains("deepseek-r1", thrown.KnownIds);
        Assert.Contains("auto:self-hosted", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pinned_model_and_a_tier_exclude_the_others_by_name()
    {
        using var router = new ModelRouterChatClient(
        [
            new(Profile("local", tier: ModelTier.SelfHosted), new FakeChatClient()),
            new(Profile("cloud", 0.9), new FakeChatClient()),
        ]);

        var pinned = router.Route(Hello, new() { ModelId = "LOCAL" });
        var tier = router.Route(Hello, new() { ModelId = "auto:self-hosted" });

        Assert.Equal(("pinned", "local"), (pinned.Selection, Assert.Single(pinned.Ranking).Model));
        Assert.Equal("pinned", Assert.Single(pinned.Excluded).Rule);
        Assert.Equal(("auto:self-hosted", "local"), (tier.Selection, Assert.Single(tier.Ranking).Model));
        Assert.Equal("tier", Assert.Single(tier.Excluded).Rule);
        Assert.Equal("cloud", router.Route(Hello).Ranking[0].Model);
    }

    [Fact]
    public async Task Server_side_conversations_stay_with_a_pinned_model()
    {
        var client = new FakeChatClient { Updates = (_, _, _) => [new(ChatRole.Assistant, "ok") { ConversationId = "c1" }] };
        using var router = Over(null, ("m", client));

        await Assert.ThrowsAsync<ArgumentException>(() => router.AskAsync(false, Hello, new() { ConversationId = "c1" }));
        Assert.Null((await router.AskAsync(false, Hello)).ConversationId);
        Assert.Equal("c1", (await router.AskAsync(false, Hello, new() { ModelId = "m", ConversationId = "c1" })).ConversationId);
    }

    [Fact]
    public void GetService_answers_for_itself_and_forwards_only_to_a_single_endpoint()
    {
        var client = new FakeChatClient { Service = type => type == typeof(Uri) ? new Uri("http://one") : null };
        using var one = Over(null, ("a", client));
        using var two = Over(null, ("a", client), ("b", client));

        Assert.Equal("modelrouter", one.GetService<ChatClientMetadata>()!.ProviderName);
        Assert.Same(one, one.GetService<ModelRouterChatClient>());
        Assert.Same(one, one.GetService<IChatClient>());
        Assert.NotNull(one.GetService<Uri>());
        Assert.Null(two.GetService<Uri>());
    }

    [Fact]
    public void The_router_disposes_what_its_endpoints_own()
    {
        FakeChatClient owned = new(), lent = new();
        new ModelRouterChatClient([new(Profile("a"), owned, ownsClient: true), new(Profile("b"), lent)]).Dispose();

        Assert.Equal((1, 0), (owned.Disposals, lent.Disposals));
    }

    [Fact]
    public void A_client_that_cannot_be_disposed_keeps_none_of_the_others()
    {
        FakeChatClient first = new() { OnDispose = () => throw new IOException("first") }, second = new() { OnDispose = () => throw new IOException("second") }, third = new();
        var router = new ModelRouterChatClient([new(Profile("a"), first, ownsClient: true), new(Profile("b"), second, ownsClient: true), new(Profile("c"), third, ownsClient: true)]);

        Assert.Equal("first", Assert.Throws<IOException>(router.Dispose).Message);

        Assert.Equal((1, 1, 1), (first.Disposals, second.Disposals, third.Disposals));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_message_that_is_null_is_refused_by_name(bool stream)
    {
        using var router = Over(null, ("a", FakeChatClient.Saying("ok")));
        ChatMessage[] messages = [Hello[0], null!];

        Assert.StartsWith("A message is null.", (await Assert.ThrowsAsync<ArgumentException>("messages", () => router.AskAsync(stream, messages))).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>("messages", () => router.Route(messages));
    }

    [Fact]
    public void Unusable_parts_are_refused()
    {
        var client = new FakeChatClient();
        Assert.Throws<ArgumentException>(() => new ModelRouterChatClient([]));
        Assert.Throws<ArgumentException>(() => Over(null, ("a", client), ("A", client)));
        Assert.Throws<ArgumentException>(() => Endpoint("auto:mine", client));
        Assert.Throws<ArgumentException>(() => Endpoint("a", client, quality: double.NaN));
        Assert.Throws<ArgumentException>(() => new ModelRouterChatClient([Endpoint("a", client)], new() { Worth = 0 }));
    }

    [Fact]
    public void The_list_of_models_cannot_be_changed_from_outside()
    {
        using var router = new ModelRouterChatClient([Endpoint("a", new FakeChatClient())]);
        Assert.False(router.Endpoints is ModelEndpoint[]);
        Assert.Throws<NotSupportedException>(() => ((IList<ModelEndpoint>)router.Endpoints)[0] = Endpoint("b", new FakeChatClient()));
        Assert.Throws<ArgumentNullException>("confidence", () => new AdditionalPropertiesDictionary().SetConfidence(null!));
    }

    [Fact]
    public void Times_that_no_clock_can_add_up_are_refused()
    {
        var client = new FakeChatClient();
        Assert.All(
            [TimeSpan.FromTicks(-1), TimeSpan.FromDays(8), TimeSpan.MaxValue],
            wait => Assert.Contains("first-token latency", Assert.Throws<ArgumentException>(() => new ModelEndpoint(Profile("a") with { FirstTokenLatency = wait }, client)).Message, StringComparison.Ordinal));
        Assert.Throws<ArgumentException>(() => new ModelRouterChatClient([Endpoint("a", client)], new() { Health = { MaxCooldown = TimeSpan.MaxValue } }));
    }

    [Fact]
    public void Values_that_no_enumeration_has_are_refused()
    {
        var client = new FakeChatClient();
        Assert.Contains("tier", Assert.Throws<ArgumentException>(() => new ModelEndpoint(Profile("a") with { Tier = (ModelTier)9 }, client)).Message, StringComparison.Ordinal);
        Assert.Contains("clearance", Assert.Throws<ArgumentException>(() => new ModelEndpoint(Profile("a") with { Clearance = (DataClass)99 }, client)).Message, StringComparison.Ordinal);
        var options = new ModelRouterOptions { Policy = null!, TaskWorth = { [(PromptTask)99] = 1 } };
        var failure = Assert.Throws<ArgumentException>(() => new ModelRouterChatClient([Endpoint("a", client)], options));
        Assert.Contains("TaskWorth names the task 99", failure.Message, StringComparison.Ordinal);
        Assert.Contains("Policy must not be null", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_analyzer_that_gives_a_value_that_is_none_is_named(bool stream)
    {
        Func<PromptProfile, PromptProfile>[] misreadings =
            [static p => p with { Task = (PromptTask)99 }, static p => p with { Domain = (PromptDomain)99 }, static p => p with { DataClass = (DataClass)99 }];
        foreach (var misread in misreadings)
        {
            using var router = new ModelRouterChatClient([Endpoint("a", FakeChatClient.Saying("hi"))], analyzer: new Misreading(misread));
            Assert.Contains(nameof(Misreading), Assert.Throws<InvalidOperationException>(() => router.Route(Hello)).Message, StringComparison.Ordinal);
            Assert.Contains("99", (await Assert.ThrowsAsync<InvalidOperationException>(() => router.AskAsync(stream, Hello))).Message, StringComparison.Ordinal);
        }
    }

    private sealed class Misreading(Func<PromptProfile, PromptProfile> misread) : IPromptAnalyzer
    {
        private readonly PromptAnalyzer _analyzer = new();

        public PromptProfile Analyze(IReadOnlyList<ChatMessage> messages, ChatOptions? options) => misread(_analyzer.Analyze(messages, options));
    }
}

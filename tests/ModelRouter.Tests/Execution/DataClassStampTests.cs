using System.Text.Json;
using Microsoft.Extensions.AI;
using static ModelRouter.Tests.Cascades;

namespace ModelRouter.Tests;

/// <summary>What went into an answer keeps its data class in the conversation, so that a later turn need not declare it again.</summary>
public class DataClassStampTests
{
    private static readonly ChatMessage Question = new(ChatRole.User, "What did we decide?");

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public async Task A_class_that_one_turn_declares_holds_for_the_next(bool stream, bool isStored)
    {
        FakeChatClient cloud = FakeChatClient.Saying("cloud"), house = FakeChatClient.Saying("house");
        using var router = new ModelRouterChatClient([new(Routers.Profile("cloud", 0.9) with { Clearance = DataClass.Internal }, cloud), Routers.Endpoint("house", house)]);

        var first = await router.AskAsync(stream, [Question], new ChatOptions().WithDataClass(DataClass.Confidential));
        IList<ChatMessage> history = [Question, .. first.Messages, new(ChatRole.User, "And then?")];
        history = isStored ? Stored(history) : history;
        var second = await router.AskAsync(stream, history);

        Assert.Equal(("house", DataClass.Confidential), (second.Text, second.GetRoutingReceipt()!.Decision.Profile.DataClass));
        Assert.Equal(0, cloud.Calls);
        Assert.Equal(DataClass.Confidential, router.Route(history).Profile.DataClass);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Nothing_is_written_on_answers_to_public_questions(bool stream)
    {
        using var router = Routers.Over(null, ("a", FakeChatClient.Saying("a")));

        var response = await router.AskAsync(stream, Routers.Hello);

        Assert.All(response.Messages, static message => Assert.DoesNotContain("modelrouter.data_class", message.AdditionalProperties!.Keys));
    }

    [Theory]
    [InlineData(DataClass.Personal, DataClass.Personal)]
    [InlineData("personal", DataClass.Personal)]
    [InlineData("secret", DataClass.Public)]
    [InlineData((DataClass)99, DataClass.Public)]
    [InlineData(null, DataClass.Public)]
    public void It_is_read_as_the_application_may_have_written_or_stored_it(object? stamp, DataClass expected)
    {
        using var router = Routers.Over(null, ("a", FakeChatClient.Saying("a")));

        foreach (var written in (object?[])[stamp, JsonSerializer.SerializeToElement(stamp)])
        {
            var message = new ChatMessage(ChatRole.User, "Hello") { AdditionalProperties = new() { ["modelrouter.data_class"] = written } };
            Assert.Equal(expected, router.Route([message, new(ChatRole.User, "Go on.")]).Profile.DataClass);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_router_below_may_know_of_a_higher_class(bool stream)
    {
        var below = Routers.Over(null, ("a", FakeChatClient.Saying("a")));
        using var declaring = below.AsBuilder().ConfigureOptions(static options => options.WithDataClass(DataClass.Confidential)).Build();
        using var router = Routers.Over(null, ("b", declaring));

        var response = await router.AskAsync(stream, [Question], new ChatOptions().WithDataClass(DataClass.Internal));

        Assert.Equal("Confidential", response.Messages[^1].AdditionalProperties!["modelrouter.data_class"]);
    }

    [Fact]
    public async Task A_thought_that_is_shown_before_its_answer_was_checked_has_it_too()
    {
        using var router = Over(Thinking("hm", "right"), Thinking("hm, hm", "dear"), FakeVerifier.Wanting("right"));

        await foreach (var update in router.GetStreamingResponseAsync([Question], new ChatOptions().WithDataClass(DataClass.Confidential), TestContext.Current.CancellationToken))
        {
            Assert.IsType<TextReasoningContent>(Assert.Single(update.Contents));
            Assert.Equal([new("modelrouter.data_class", "Confidential")], update.AdditionalProperties!);
            break;
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_a_verifier_asks_is_held_to_the_class_of_the_request(bool stream)
    {
        var seen = new List<DataClass>();
        ModelRouterChatClient router = null!;
        router = Over(FakeChatClient.Saying("right"), FakeChatClient.Saying("dear"), new FakeVerifier(async (answer, ct) =>
        {
            var judged = await router.AskCancellablyAsync(stream, [new(ChatRole.User, $"Is that right: {answer.Answer.Text}")], null, ct);
            seen.Add(judged.GetRoutingReceipt()!.Decision.Profile.DataClass);
            return AnswerVerdict.Accepted;
        }));
        using var disposal = router;

        await router.AskAsync(stream, [Question], new ChatOptions().WithDataClass(DataClass.Confidential));
        await router.AskAsync(stream, [Question]);

        Assert.Equal([DataClass.Confidential, DataClass.Public], seen);
    }

    private static IList<ChatMessage> Stored(IEnumerable<ChatMessage> messages)
    {
        var text = JsonSerializer.Serialize(messages.Select(static message => new ChatMessage(message.Role, message.Text)
        {
            AdditionalProperties = message.AdditionalProperties is { } properties ? new(properties.Where(static property => property.Value is string)) : null,
        }), AIJsonUtilities.DefaultOptions);
        return JsonSerializer.Deserialize<IList<ChatMessage>>(text, AIJsonUtilities.DefaultOptions)!;
    }
}

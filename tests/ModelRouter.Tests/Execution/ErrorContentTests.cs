using Microsoft.Extensions.AI;
using static ModelRouter.Tests.Routers;

namespace ModelRouter.Tests;

public class ErrorContentTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_error_in_place_of_content_goes_to_the_next_model(bool stream)
    {
        var failing = Erring(new ErrorContent("overloaded"));
        using var router = Over(null, ("a", failing), ("b", FakeChatClient.Saying("ok")));
        using var alone = Over(null, ("a", failing));

        var response = await router.AskAsync(stream, Hello);
        var thrown = await Assert.ThrowsAsync<AllModelsFailedException>(() => alone.AskAsync(stream, Hello));

        Assert.Equal("ok", response.Text);
        Assert.Equal(AttemptOutcome.Failed, response.GetRoutingReceipt()!.Attempts[0].Outcome);
        Assert.DoesNotContain(response.Messages.SelectMany(m => m.Contents), c => c is ErrorContent);
        var inner = Assert.IsType<EmptyResponseException>(Assert.Single(thrown.InnerExceptions));
        Assert.Equal("overloaded", inner.Error);

        // A provider's words may quote the prompt, and messages are logged.
        Assert.DoesNotContain("overloaded", inner.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_error_after_content_and_a_models_own_refusal_reach_the_caller(bool stream)
    {
        var second = FakeChatClient.Saying("ok");
        using var partly = Over(null, ("a", Erring(new TextContent("Once"), new ErrorContent("cut"))), ("b", second));
        using var refusing = Over(null, ("a", Erring(new ErrorContent("I can't help with that.") { ErrorCode = "Refusal" })), ("b", second));

        foreach (var router in new[] { partly, refusing })
        {
            var response = await router.AskAsync(stream, Hello);
            Assert.Single(response.Messages.SelectMany(m => m.Contents).OfType<ErrorContent>());
        }

        Assert.Equal(0, second.Calls);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_answer_may_begin_with_an_error(bool stream)
    {
        var second = FakeChatClient.Saying("ok");
        UsageDetails usage = new() { InputTokenCount = 9, OutputTokenCount = 700 };
        using var router = Over(null, ("a", Erring(new ErrorContent("web search failed"), new TextContent("42"), new UsageContent(usage))), ("b", second));

        var response = await router.AskAsync(stream, Hello);

        var receipt = response.GetRoutingReceipt()!;
        Assert.Equal(("42", "a", 700L, 0), (response.Text, receipt.Model, receipt.Usage.OutputTokens, second.Calls));
        Assert.Equal("web search failed", Assert.Single(response.Messages.SelectMany(m => m.Contents).OfType<ErrorContent>()).Message);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_an_error_has_cost_is_billed_and_a_filters_word_behind_it_is_an_answer(bool stream)
    {
        var error = new ErrorContent("broke");
        var costly = Erring(error, new UsageContent(new() { InputTokenCount = 5_000, OutputTokenCount = 30_000 }));
        var filtered = new FakeChatClient
        {
            Updates = (_, _, _) => [new(ChatRole.Assistant, [error]), new(ChatRole.Assistant, "") { FinishReason = ChatFinishReason.ContentFilter }],
        };
        var second = FakeChatClient.Saying("ok", new() { InputTokenCount = 0, OutputTokenCount = 0 });
        using var billing = Over(null, ("a", costly), ("b", second));
        using var filtering = Over(null, ("a", filtered), ("b", second));

        Assert.Equal(0.125m, (await billing.AskAsync(stream, Hello)).GetRoutingReceipt()!.Cost);
        Assert.Equal(ChatFinishReason.ContentFilter, (await filtering.AskAsync(stream, Hello)).FinishReason);
        Assert.Equal(1, second.Calls);
    }

    [Theory]
    [InlineData("content_filter", ModelFailureKind.ContentFilter, 0)]
    [InlineData("invalid_prompt", ModelFailureKind.InvalidRequest, 0)]
    [InlineData("context_length_exceeded", ModelFailureKind.ContextLength, 0)]
    [InlineData("rate_limit_exceeded", ModelFailureKind.RateLimit, 1)]
    [InlineData("server_error", ModelFailureKind.Server, 1)]
    [InlineData("tool_error", ModelFailureKind.MalformedAnswer, 1)]
    public async Task An_error_in_place_of_content_is_read_by_its_code(string code, ModelFailureKind kind, int others)
    {
        foreach (var stream in new[] { false, true })
        {
            var ledger = new InMemorySpendLedger();
            var second = FakeChatClient.Saying("ok");
            using var router = Over(ledger, ("a", Erring(new ErrorContent("no") { ErrorCode = code })), ("b", second));

            var thrown = await Record.ExceptionAsync(() => router.AskAsync(stream, Hello));

            Assert.Equal((kind, others), (ledger.Snapshot()[0].Failure!.Value, second.Calls));
            Assert.Equal(kind == ModelFailureKind.ContextLength ? typeof(AllModelsFailedException) : others == 0 ? typeof(EmptyResponseException) : null, thrown?.GetType());
        }
    }

    /// <summary>A client that gives each content in an update of its own.</summary>
    private static FakeChatClient Erring(params AIContent[] contents) => new()
    {
        Updates = (_, _, _) => [new(ChatRole.Assistant, ""), .. contents.Select(c => new ChatResponseUpdate(ChatRole.Assistant, [c]))],
    };
}

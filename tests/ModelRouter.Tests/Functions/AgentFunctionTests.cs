using System.Net;
using Microsoft.Extensions.AI;

namespace ModelRouter.Tests;

/// <summary>What an agent is told of a request that failed.</summary>
public sealed class AgentFunctionTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_request_that_no_other_model_gets_is_told_by_its_kind_and_status_and_in_nobodys_words()
    {
        var refusing = FakeChatClient.Throwing(static () => new HttpRequestException("canary", null, HttpStatusCode.BadRequest));
        var filtering = new FakeChatClient { Updates = static (_, _, _) => [new(ChatRole.Assistant, [new ErrorContent("canary") { ErrorCode = "content_filter" }])] };
        using var router = Routers.Over(null, ("refusing", refusing), ("filtering", filtering));
        var functions = AgentFunctions.Of(new(router), router);

        Assert.Equal(new("""{"error":"The request failed: InvalidRequest, HTTP 400."}""", IsError: true), await functions.AskAsync("Hello", "refusing", null, Ct));
        Assert.Equal(new("""{"error":"The request failed: ContentFilter."}""", IsError: true), await functions.AskAsync("Hello", "filtering", null, Ct));
        var compared = await functions.CompareAsync("Hello", "refusing,filtering", null, Ct);
        Assert.Contains("\"failure\":\"The request failed: InvalidRequest, HTTP 400.\"", compared.Json, StringComparison.Ordinal);
        Assert.Contains("\"failure\":\"The request failed: ContentFilter.\"", compared.Json, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", compared.Json, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("stop", null)]
    [InlineData("length", "length")]
    [InlineData("content_filter", "content_filter")]
    public async Task An_answer_that_is_not_whole_says_so(string reason, string? told)
    {
        var client = new FakeChatClient { Updates = (_, _, _) => [new(ChatRole.Assistant, "half") { FinishReason = new(reason) }] };
        using var router = Routers.Over(null, ("a", client));
        var answers = new[] { await AgentFunctions.Of(new(router), router).AskAsync("Hello", "a", null, Ct), await AgentFunctions.Of(new(router), router).CompareAsync("Hello", "a,a", null, Ct) };

        Assert.All(answers, answer => Assert.Equal(told is not null, answer.Json.Contains($"\"finish_reason\":\"{told}\"", StringComparison.Ordinal)));
        Assert.All(answers, static answer => Assert.False(answer.IsError));
    }

    [Fact]
    public async Task A_mistake_of_the_programs_own_is_no_answer_to_an_agent()
    {
        using var router = Routers.Over(null, ("a", FakeChatClient.Saying("hi")));
        using var wrong = new ConfigureOptionsChatClient(router, static _ => throw new InvalidOperationException());
        var functions = AgentFunctions.Of(new(router, client: wrong), router);

        await Assert.ThrowsAsync<InvalidOperationException>(() => functions.AskAsync("Hello", null, null, Ct));
    }

    [Fact]
    public void A_pipeline_that_leads_to_no_router_or_another_is_refused()
    {
        using var router = Routers.Over(null, ("a", FakeChatClient.Saying("hi")));
        using var another = Routers.Over(null, ("a", FakeChatClient.Saying("hi")));
        using var around = new ConfigureOptionsChatClient(router, static _ => { });

        Assert.Throws<ArgumentException>("client", () => new RouterFunctions(router, client: FakeChatClient.Saying("beside the router")));
        Assert.Throws<ArgumentException>("client", () => new RouterFunctions(router, client: another));
        _ = new RouterFunctions(router, client: around);
    }

    [Fact]
    public async Task An_answer_of_the_pipelines_own_is_told_as_that_of_whom_was_asked()
    {
        using var router = Routers.Over(null, ("a", FakeChatClient.Saying("hi")));
        using var pipeline = new ChatClientBuilder(router).Use(static (_, _, _, _) => Task.FromResult(new ChatResponse(new ChatMessage(ChatRole.Assistant, "Not today."))), null).Build();
        var functions = new RouterFunctions(router, client: pipeline);

        Assert.Equal(new("a", "Not today.", Thought: null, InputTokens: 0, OutputTokens: 0, Cost: 0), await functions.AskAsync("Hello", "a", cancellationToken: Ct));
        Assert.Equal("", (await functions.AskAsync("Hello", cancellationToken: Ct)).Model);
    }
}

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

    [Fact]
    public async Task A_mistake_of_the_programs_own_is_no_answer_to_an_agent()
    {
        using var router = Routers.Over(null, ("a", FakeChatClient.Saying("hi")));
        var functions = AgentFunctions.Of(new(router, client: FakeChatClient.Saying("beside the router")), router);

        await Assert.ThrowsAsync<InvalidOperationException>(() => functions.AskAsync("Hello", null, null, Ct));
    }
}

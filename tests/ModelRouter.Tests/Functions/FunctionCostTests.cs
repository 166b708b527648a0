namespace ModelRouter.Tests;

/// <summary>A cost that can't be is the caller's mistake, whichever function gets it.</summary>
public sealed class FunctionCostTests
{
    [Fact]
    public async Task A_negative_cost_is_refused_before_anybody_is_asked()
    {
        var client = FakeChatClient.Saying("hi");
        using var router = new ModelRouterChatClient([Routers.Endpoint("a", client), Routers.Endpoint("b", client)]);
        var functions = new RouterFunctions(router);
        Func<Task>[] all =
        [
            () => functions.AskAsync("Hello", maxCost: -1),
            () => functions.CompareAsync("Hello", maxCost: -1),
            () => functions.DeepThinkAsync("Hello", maxCost: -1),
        ];
        foreach (var function in all)
        {
            var failure = await Assert.ThrowsAsync<ArgumentOutOfRangeException>(function);
            Assert.Equal("maxCost", failure.ParamName);
            Assert.False(failure.Data.Contains(RouterFunctions.ForeignKey));
        }

        Assert.Equal(0, client.Calls);
    }
}

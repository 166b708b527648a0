using System.Globalization;

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

    [Fact]
    public async Task A_comparison_chooses_among_those_whose_answers_together_keep_the_cost()
    {
        // What is told doesn't depend on where the application runs.
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NumberDecimalSeparator = ",";
        CultureInfo.CurrentCulture = culture;
        using var router = new ModelRouterChatClient(
            [Of("dear", 500), Of("good", 1), Of("dearer", 600), Of("fair", 1), Of("poor", 1)],
            new() { Worth = 1_000 },
            predictor: new Chances(("dear", 0.9), ("good", 0.8), ("dearer", 0.7), ("fair", 0.6), ("poor", 0.5)));
        var functions = new RouterFunctions(router);
        var ct = TestContext.Current.CancellationToken;
        var part = functions.EstimateCost("Hello").Where(static estimate => estimate.Model is "good" or "fair").Max(static estimate => estimate.Cost);

        Assert.Equal(["dear", "good"], (await functions.CompareAsync("Hello", maxCost: 1_000, cancellationToken: ct)).Answers.Select(static answer => answer.Model));
        var compared = await functions.CompareAsync("Hello", maxCost: 2 * part, cancellationToken: ct);
        Assert.Equal(["good", "fair"], compared.Answers.Select(static answer => answer.Model));
        Assert.All(compared.Answers, static answer => Assert.Equal("hi", answer.Answer));

        var thrown = await Assert.ThrowsAsync<ArgumentException>("models", () => functions.CompareAsync("Hello", maxCost: part / 1_000, cancellationToken: ct));
        Assert.Contains("there are 0 that are expected to cost no more than $0.00", thrown.Message, StringComparison.Ordinal);

        static ModelEndpoint Of(string id, decimal price) =>
            new(Routers.Profile(id) with { Pricing = new() { InputPerMillion = price, OutputPerMillion = price } }, FakeChatClient.Saying("hi"));
    }

    [Fact]
    public async Task A_model_thinks_if_its_profile_says_so_or_counts_its_thoughts()
    {
        using var router = new ModelRouterChatClient([new(Routers.Profile("m") with { ExpectedReasoningTokens = 2_000 }, FakeChatClient.Saying("hi"))]);

        Assert.Equal("m", (await new RouterFunctions(router).DeepThinkAsync("Hello", cancellationToken: TestContext.Current.CancellationToken)).Model);
    }
}

namespace ModelRouter.Tests;

/// <summary>The router makes a prompt's vector where somebody reads it, and nowhere else.</summary>
public sealed class VectorUseTests
{
    [Fact]
    public void No_vector_is_made_for_models_of_which_nothing_was_learned() => Assert.Null(VectorOf(Router("a", "b")));

    [Fact]
    public void One_known_model_is_enough()
    {
        Assert.NotNull(VectorOf(Router("a", "deepseek-r1")));
        using var router = new ModelRouterChatClient([new(Routers.Profile("a") with { KnownAs = "deepseek-r1" }, new FakeChatClient())]);
        Assert.NotNull(VectorOf(router));
    }

    [Fact]
    public void Predictors_of_others_may_read_it()
    {
        Assert.NotNull(VectorOf(Router(new Even(), "a")));
        Assert.NotNull(VectorOf(Router(new LearnedSuccessPredictor(prior: new Even()), "a")));
        Assert.Null(VectorOf(Router(new PriorSuccessPredictor(), "deepseek-r1")));
    }

    [Fact]
    public async Task Who_learns_needs_it()
    {
        await using var learner = await OutcomeLearner.OpenAsync(cancellationToken: TestContext.Current.CancellationToken);
        using var router = new ModelRouterChatClient([Routers.Endpoint("a", new FakeChatClient())], learner: learner);
        Assert.NotNull(VectorOf(router));
    }

    [Fact]
    public void An_analyzer_that_was_given_is_left_as_it_is()
    {
        using var router = new ModelRouterChatClient([Routers.Endpoint("a", new FakeChatClient())], analyzer: new PromptAnalyzer());
        Assert.NotNull(VectorOf(router));
    }

    [Fact]
    public void What_becomes_known_while_the_router_runs_is_read()
    {
        using var router = Router("a", "b");
        var before = router.Route(Routers.Hello);

        router.Apply(new(), static endpoint => endpoint.Profile.Id == "b" ? endpoint.Profile with { KnownAs = "gemma-3-27b-it" } : endpoint.Profile);

        var after = router.Route(Routers.Hello);
        Assert.NotNull(after.Profile.Vector);
        Assert.Equal(Chance(before, "a"), Chance(after, "a"));
        Assert.NotEqual(Chance(before, "b"), Chance(after, "b"));
    }

    [Fact]
    public void A_chance_is_the_same_with_and_without()
    {
        using var router = Router("a", "b");
        using var reading = new ModelRouterChatClient([.. router.Endpoints], analyzer: new PromptAnalyzer());

        Assert.Equal(router.Route(Routers.Hello).Ranking, reading.Route(Routers.Hello).Ranking);
    }

    private static PromptVector? VectorOf(ModelRouterChatClient router) => router.Route(Routers.Hello).Profile.Vector;

    private static double Chance(RoutingDecision decision, string model) => decision.Ranking.Single(ranked => ranked.Model == model).SuccessProbability;

    private static ModelRouterChatClient Router(params string[] ids) => Router(predictor: null, ids);

    private static ModelRouterChatClient Router(ISuccessPredictor? predictor, params string[] ids) =>
        new(ids.Select(static id => Routers.Endpoint(id, new FakeChatClient())), predictor: predictor);

    private sealed class Even : ISuccessPredictor
    {
        public double Predict(PromptProfile prompt, ModelProfile model) => 0.5;
    }
}

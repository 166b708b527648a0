using CsCheck;
using Microsoft.Extensions.AI;

namespace ModelRouter.Tests;

public class RankingTests
{
    private static readonly Gen<ModelProfile> Profiles =
        from id in Gen.Int[0, 999]
        from tier in Gen.Int[0, 2]
        from quality in Gen.Double[0, 1]
        from input in Gen.Int[0, 2_000]
        from output in Gen.Int[0, 8_000]
        from window in Gen.Int[1, 3_000]
        from thinking in Gen.Int[0, 2_000]
        from speed in Gen.Double[1, 500]
        from clearance in Gen.Int[0, 3]
        select new ModelProfile
        {
            Id = $"m{id}",
            Tier = (ModelTier)tier,
            Quality = quality,
            Pricing = new() { InputPerMillion = input / 100m, OutputPerMillion = output / 100m },
            ContextWindow = window,
            ExpectedReasoningTokens = thinking,
            TokensPerSecond = speed,
            Clearance = (DataClass)clearance,
        };

    private static readonly Gen<ModelProfile[]> Fleets = Profiles.Array[1, 8].Select(p => p.DistinctBy(m => m.Id).ToArray());

    private static readonly Gen<string> Prompts = Gen.Int[0, 4].Select(i => new[]
    {
        "hi", "Prove that there are infinitely many primes.", "이 문서는 대외비야. 요약해줘.", "Write a story.", "mail a.b@example.com, please",
    }[i]);

    [Fact]
    public void The_ranking_is_a_permutation_of_the_eligible() => Gen.Select(Fleets, Prompts).Sample(
        (fleet, prompt) =>
        {
            var decision = Router(fleet, new()).Route([new(ChatRole.User, prompt)]);
            var ids = decision.Ranking.Select(r => r.Model).Concat(decision.Excluded.Select(e => e.Model));
            Assert.Equal(fleet.Select(m => m.Id).Order(StringComparer.Ordinal), ids.Order(StringComparer.Ordinal));
            Assert.Equal(decision.Ranking.Select(r => r.Value).OrderDescending(), decision.Ranking.Select(r => r.Value));
            foreach (var ranked in decision.Ranking)
            {
                var model = fleet.Single(m => string.Equals(m.Id, ranked.Model, StringComparison.Ordinal));
                Assert.True(model.Clearance >= decision.Profile.DataClass);
                Assert.True(model.ContextWindow >= decision.Profile.InputTokens + decision.Profile.ExpectedOutputTokens);
            }
        },
        iter: 2_000);

    [Fact]
    public void A_higher_worth_never_picks_a_model_less_likely_to_be_right() =>
        Gen.Select(Fleets, Prompts, Gen.Int[1, 100_000], Gen.Int[1, 100_000]).Sample(
            (fleet, prompt, worth, more) =>
            {
                var low = Router(fleet, new() { Worth = worth / 1_000m }).Route([new(ChatRole.User, prompt)]);
                var high = Router(fleet, new() { Worth = (worth + more) / 1_000m }).Route([new(ChatRole.User, prompt)]);
                Assert.Equal(low.Ranking.Count, high.Ranking.Count);
                Assert.True(low.Ranking.Count == 0 || high.Ranking[0].SuccessProbability >= low.Ranking[0].SuccessProbability);
            },
            iter: 2_000);

    [Fact]
    public void The_order_of_registration_makes_no_difference() => Gen.Select(Fleets, Prompts).Sample(
        (fleet, prompt) => Assert.Equal(
            Router(fleet, new()).Route([new(ChatRole.User, prompt)]).Ranking,
            Router([.. fleet.Reverse()], new()).Route([new(ChatRole.User, prompt)]).Ranking),
        iter: 1_000);

    [Fact]
    public void Value_is_worth_times_chance_less_cost_less_wait()
    {
        var profile = Routers.Profile("m") with { TokensPerSecond = 100, FirstTokenLatency = TimeSpan.FromSeconds(1) };
        var ranked = Assert.Single(Router([profile], new() { Worth = 2, WaitPricePerSecond = 0.01m }, new Certain()).Route(Routers.Hello).Ranking);
        var prompt = Router([profile], new()).Route(Routers.Hello).Profile;

        var cost = (prompt.InputTokens * 1m / 1_000_000) + (prompt.ExpectedOutputTokens * 4m / 1_000_000);
        Assert.Equal(cost, ranked.Cost);
        Assert.Equal(1 + (prompt.ExpectedOutputTokens / 100.0), ranked.Latency.TotalSeconds, 6);
        Assert.Equal(2 - cost - (0.01m * (decimal)ranked.Latency.TotalSeconds), ranked.Value);
    }

    [Theory]
    [InlineData(null, true, 1_400, 1_000)]
    [InlineData(1_100, true, 1_100, 1_000)]
    [InlineData(500, true, 500, 500)]
    [InlineData(null, false, 400, 0)]
    [InlineData(300, false, 300, 0)]
    public void A_limit_caps_thought_and_answer_together(int? limit, bool thinks, int output, int thought)
    {
        var model = Routers.Profile("m") with { ExpectedReasoningTokens = 1_000 };
        var prompt = Router([model], new()).Route(Routers.Hello).Profile with
        {
            Difficulty = 0.5, InputTokens = 20, ExpectedOutputTokens = 400, OutputLimit = limit, ExpectsThinking = thinks,
        };

        Assert.Equal(new(20, 0, output, thought, IsEstimated: true), TokenForecast.Of(prompt, model));
    }

    [Theory]
    [InlineData(0, 500)]
    [InlineData(0.5, 1_000)]
    [InlineData(1, 1_500)]
    public void Harder_prompts_are_thought_about_for_longer(double difficulty, int thought)
    {
        var model = Routers.Profile("m") with { ExpectedReasoningTokens = 1_000 };
        var prompt = Router([model], new()).Route(Routers.Hello).Profile with { Difficulty = difficulty, ExpectsThinking = true };

        Assert.Equal(thought, TokenForecast.Of(prompt, model).ReasoningTokens);
    }

    [Fact]
    public void Cost_and_wait_follow_the_limit_and_the_wish_not_to_think()
    {
        var router = Router([Routers.Profile("m") with { ExpectedReasoningTokens = 1_000_000, ContextWindow = 10_000_000 }], new());

        var free = Ranked(new());
        var limited = Ranked(new() { MaxOutputTokens = 100 });
        var unthinking = Ranked(new() { Reasoning = new() { Effort = ReasoningEffort.None } });

        Assert.True(free.Cost > 100 * limited.Cost && free.Latency > 100 * limited.Latency);
        Assert.True(free.Cost > 100 * unthinking.Cost && free.Latency > 100 * unthinking.Latency);

        RankedModel Ranked(ChatOptions options) => Assert.Single(router.Route(Routers.Hello, options).Ranking);
    }

    [Fact]
    public void Task_worth_replaces_the_general_worth()
    {
        var options = new ModelRouterOptions { TaskWorth = { [PromptTask.CreativeWriting] = 7 } };
        Assert.Equal(7, Router([Routers.Profile("m")], options).Route(Routers.Hello).Worth);
        Assert.Equal(0.01m, Router([Routers.Profile("m")], options).Route([new(ChatRole.User, "hi")]).Worth);
    }

    [Fact]
    public void The_predictor_gives_priors_back_and_knows_language_and_domain()
    {
        var predictor = new PriorSuccessPredictor();
        var prompt = Router([Routers.Profile("m")], new()).Route(Routers.Hello).Profile with { Difficulty = 0.5, Domain = PromptDomain.Law };
        var model = Routers.Profile("m", 0.6);

        Assert.Equal(0.6, predictor.Predict(prompt, model), 9);
        Assert.Equal(0.9, predictor.Predict(prompt, model with { DomainQuality = new Dictionary<PromptDomain, double> { [PromptDomain.Law] = 0.9 } }), 9);
        Assert.Equal(0.3, predictor.Predict(prompt, model with { TaskQuality = new Dictionary<PromptTask, double> { [prompt.Task] = 0.3 } }), 9);
        Assert.True(predictor.Predict(prompt with { Difficulty = 0.9 }, model) < 0.6);
        Assert.True(predictor.Predict(prompt, model with { Languages = ["ko"] }) < predictor.Predict(prompt, model with { Languages = ["EN"] }));
        var norwegian = prompt with { Language = "no" };
        Assert.Equal(predictor.Predict(norwegian, model with { Languages = ["no"] }), predictor.Predict(norwegian, model with { Languages = ["nb"] }));
        Assert.True(predictor.Predict(norwegian, model with { Languages = ["da"] }) < predictor.Predict(norwegian, model with { Languages = ["nb"] }));
    }

    [Fact]
    public void A_predictor_out_of_range_is_an_error() =>
        Assert.Throws<InvalidOperationException>(() => Router([Routers.Profile("m")], new(), new Certain(double.NaN)).Route(Routers.Hello));

    [Fact]
    public void The_explanation_names_every_model()
    {
        var fleet = new[] { Routers.Profile("good", 0.9), Routers.Profile("small") with { ContextWindow = 10 } };
        var text = Router(fleet, new()).Route(Routers.Hello).Explain();

        Assert.Contains("1. good (Cloud) succeeds with", text, StringComparison.Ordinal);
        Assert.Contains("small is excluded by context-window: About", text, StringComparison.Ordinal);
    }

    private static ModelRouterChatClient Router(ModelProfile[] fleet, ModelRouterOptions options, ISuccessPredictor? predictor = null) =>
        new(fleet.Select(p => new ModelEndpoint(p, new FakeChatClient())), options, predictor: predictor);

    private sealed class Certain(double chance = 1) : ISuccessPredictor
    {
        public double Predict(PromptProfile prompt, ModelProfile model) => chance;
    }
}

using CsCheck;
using Microsoft.Extensions.AI;
using static ModelRouter.Tests.Cascades;

namespace ModelRouter.Tests;

/// <summary>Whether a cascade is planned, and which.</summary>
public class CascadePlanTests
{
    private static readonly FakeVerifier Judge = FakeVerifier.Wanting("x");

    [Fact]
    public void Its_figures_are_those_of_many_calls_played_with_the_same_chances()
    {
        var forecast = Route(new() { Worth = 0.01m, WaitPricePerSecond = 0.001m, Cascade = { Mode = CascadeMode.Always, Correlation = 0.3, Verifiers = { Sensitivity = 0.7, Specificity = 0.8 } } }).Cascade!;
        var ranking = Route(new() { Cascade = { Mode = CascadeMode.Off } }).Ranking;
        RankedModel small = ranking.First(r => r.Model == "small"), large = ranking.First(r => r.Model == "large");
        var both = (0.6 * 0.9) + (0.3 * Math.Sqrt(0.6 * 0.4 * 0.9 * 0.1));
        var random = new Random(5);
        var (n, escalations, rights) = (400_000, 0, 0);
        for (var i = 0; i < n; i++)
        {
            // One draw decides both, so that they are right together as often as their correlation says.
            var draw = random.NextDouble();
            var (firstIsRight, secondIsRight) = draw < both ? (true, true) : draw < 0.6 ? (true, false) : draw < 0.6 + 0.9 - both ? (false, true) : (false, false);
            var fails = random.NextDouble() < (firstIsRight ? 0.2 : 0.7);
            escalations += fails ? 1 : 0;
            rights += (fails ? secondIsRight : firstIsRight) ? 1 : 0;
        }

        Assert.Equal((double)escalations / n, forecast.EscalationProbability, 0.005);
        Assert.Equal((double)rights / n, forecast.SuccessProbability, 0.005);
        Assert.Equal((double)small.Cost + (forecast.EscalationProbability * (double)large.Cost), (double)forecast.Cost, 1e-12);
        Assert.Equal(small.Latency.TotalSeconds + (forecast.EscalationProbability * large.Latency.TotalSeconds), forecast.Latency.TotalSeconds, 1e-6);
        Assert.Equal((0.01 * forecast.SuccessProbability) - (double)forecast.Cost - (0.001 * forecast.Latency.TotalSeconds), (double)forecast.Value, 1e-9);
    }

    [Fact]
    public void It_is_planned_where_it_beats_the_best_single_model_and_nowhere_else() =>
        Gen.Select(
            Gen.Double[0, 1].Array[2, 5], Gen.Int[0, 200].Array[5], Gen.Double[0, 1], Gen.Double[0, 1], Gen.Double[0, 1], Gen.Double[-4, 3], Gen.Int[0, 2]).Sample(
            (chances, prices, sensitivity, specificity, correlation, worth, wait) =>
            {
                var options = new ModelRouterOptions { Worth = (decimal)Math.Pow(10, worth), WaitPricePerSecond = wait * 0.0001m };
                (options.Cascade.Correlation, options.Cascade.Verifiers.Sensitivity, options.Cascade.Verifiers.Specificity) = (correlation, sensitivity, specificity);
                var predictor = new Chances([.. chances.Select((c, i) => ($"m{i}", c))]);
                var endpoints = chances.Select((_, i) => new ModelEndpoint(Large with { Id = $"m{i}", Pricing = new() { InputPerMillion = prices[i], OutputPerMillion = prices[i] * 4 } }, Idle)).ToList();
                using var router = new ModelRouterChatClient(endpoints, options, predictor: predictor, answerVerifiers: [Judge]);
                var decision = router.Route(Routers.Hello);
                var best = decision.Ranking.Max(r => r.Value);

                options.Cascade.Mode = CascadeMode.Always;
                using var forced = new ModelRouterChatClient(endpoints, options, predictor: predictor, answerVerifiers: [Judge]);
                var possible = forced.Route(Routers.Hello).Cascade;

                Assert.Equal(possible?.Value > best, decision.Cascade is not null);
                Assert.Equal(chances.Order(), decision.Ranking.Select(r => r.SuccessProbability).Order());
                if (possible is null)
                {
                    Assert.Single(chances.Distinct());
                    return;
                }

                // Its figures are in their ranges, its models in their order, and a worth beyond bounds never costs quality.
                Assert.InRange(possible.SuccessProbability, 0, 1);
                Assert.InRange(possible.EscalationProbability, 0, 1 + 1e-12);
                RankedModel first = decision.Ranking.First(r => r.Model == possible.First), second = decision.Ranking.First(r => r.Model == possible.Second);
                Assert.True(first.SuccessProbability < second.SuccessProbability);
                if (decision.Cascade is { } planned)
                {
                    Assert.Equal([planned.First, planned.Second], decision.Ranking.Take(2).Select(r => r.Model));
                    Assert.True(decision.Worth < 100 || wait > 0 || planned.SuccessProbability > chances.Max() - 0.01);
                    Assert.Contains($"Cascade: {planned.First} answers first, checked by verifier:judge;", decision.Explain(), StringComparison.Ordinal);
                }
            },
            iter: 3_000);

    [Fact]
    public void Without_a_check_without_a_second_model_and_where_it_is_off_there_is_none()
    {
        Assert.NotNull(Route(Paying()).Cascade);
        Assert.Null(Route(Paying(), verifier: null).Cascade);
        Assert.Null(Route(Paying(), new FakeVerifier(_ => AnswerVerdict.Accepted) { Can = false }).Cascade);
        Assert.Null(Route(new() { Cascade = { Mode = CascadeMode.Off } }).Cascade);
        Assert.Null(Route(Paying(), new ChatOptions { ModelId = "small" }).Cascade);
        Assert.DoesNotContain("Cascade", Route(Paying(), verifier: null).Explain(), StringComparison.Ordinal);
        Assert.NotEqual(Route(Paying()).Hash, Route(Paying(), verifier: null).Hash);
    }

    [Fact]
    public void A_rule_of_the_policy_forbids_or_forces_it()
    {
        static ModelRouterOptions With(decimal worth, PolicyRule rule)
        {
            var options = Paying(rule);
            options.Worth = worth;
            return options;
        }

        Assert.Null(Route(With(0.0001m, new() { Name = "none", MinQuality = 0.1 })).Cascade);
        Assert.NotNull(Route(With(0.0001m, new() { Name = "careful", Cascade = CascadeMode.Always })).Cascade);
        Assert.Null(Route(With(0.1m, new() { Name = "plain", Cascade = CascadeMode.Off })).Cascade);
        Assert.Throws<ArgumentException>(() => Route(With(0.1m, new() { Name = "odd", Cascade = (CascadeMode)7 })));
    }

    [Fact]
    public void A_call_that_escalates_keeps_within_the_policys_figures()
    {
        var free = Route(Paying()).Ranking;
        var (cost, latency) = (free.Sum(m => m.Cost), free[0].Latency + free[1].Latency);

        // Each model alone is within all of these.
        IsPlanned(true, new() { Name = "limits", MaxCostPerCall = cost });
        IsPlanned(false, new() { Name = "limits", MaxCostPerCall = cost - 0.0000001m });
        IsPlanned(true, new() { Name = "limits", MaxLatency = latency });
        IsPlanned(false, new() { Name = "limits", MaxLatency = latency - TimeSpan.FromMilliseconds(1) });
        IsPlanned(true, new() { Name = "limits", MinQuality = 0.6, Cascade = CascadeMode.Always });
        IsPlanned(false, new() { Name = "limits", MinQuality = 0.6, Cascade = CascadeMode.Always }, figures: 0);

        static void IsPlanned(bool expected, PolicyRule rule, double? figures = null)
        {
            // A check that rejects what is right and passes what is wrong gives answers that are worse than either model's.
            var options = Paying(rule);
            (options.Cascade.Verifiers.Sensitivity, options.Cascade.Verifiers.Specificity) = (figures ?? 0.95, figures ?? 0.98);
            var decision = Route(options);
            Assert.Equal((2, expected), (decision.Ranking.Count, decision.Cascade is not null));
        }
    }

    [Fact]
    public void Whom_the_policy_prefers_is_asked_first_and_whom_it_denies_not_at_all()
    {
        Assert.Equal("small", Route(Paying(new PolicyRule { Name = "p", Prefer = new() { Models = ["small"] } })).Cascade!.First);
        var preferred = Route(Paying(new PolicyRule { Name = "p", Prefer = new() { Models = ["large"] } }));
        Assert.Equal((null, "large"), (preferred.Cascade, preferred.Ranking[0].Model));
        Assert.Null(Route(Paying(new PolicyRule { Name = "p", Deny = new() { Models = ["large"] } })).Cascade);
    }

    /// <summary>A check and a worth with which it pays to try the small model first.</summary>
    private static ModelRouterOptions Paying(params PolicyRule[] rules) =>
        new() { Worth = 0.1m, Policy = new() { Rules = rules }, Cascade = { Verifiers = { Sensitivity = 0.95, Specificity = 0.98 } } };

    private static FakeChatClient Idle { get; } = FakeChatClient.Saying("x");

    private static RoutingDecision Route(ModelRouterOptions options, ChatOptions? chat = null) => Route(options, Judge, chat);

    private static RoutingDecision Route(ModelRouterOptions options, IAnswerVerifier? verifier, ChatOptions? chat = null)
    {
        using var router = Over(Idle, Idle, verifier, options: options);
        return router.Route(Routers.Hello, chat);
    }
}

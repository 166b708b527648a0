using CsCheck;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Time.Testing;

namespace ModelRouter.Tests;

/// <summary>Random policies, outages, stickiness and capabilities: whatever happens, what must not happen doesn't.</summary>
public class FailoverPropertyTests
{
    private static readonly HeuristicPromptAnalyzer Analyzer = new();
    private static readonly PriorSuccessPredictor Predictor = new();
    private static readonly ModelFailureKind[] Kinds = [.. Enum.GetValues<ModelFailureKind>().Where(k => k != ModelFailureKind.Cancelled)];

    internal static readonly Gen<ScriptedModel> Models =
        from tier in Gen.Int[0, 2]
        from hasTools in Gen.Bool
        from isLarge in Gen.Bool
        from clearance in Gen.Int[0, 3]
        from isOpen in Gen.Int[0, 3]
        from act in Gen.Int[0, 9]
        from kind in Gen.Int[0, Kinds.Length - 1]
        from seconds in Gen.Int[0, 12]
        from places in Gen.Int[0, 3]
        select new ScriptedModel((ModelTier)tier, hasTools, isLarge, (DataClass)clearance, isOpen == 0, (ScriptedAct)Math.Min(act, 4), Kinds[kind], seconds, places);

    internal static readonly Gen<Scenario> Scenarios =
        from stream in Gen.Bool
        from models in Models.Array[1, 5]
        from needsTools in Gen.Bool
        from data in Gen.Int[0, 2]
        from selection in Gen.Int[0, 6]
        from sticky in Gen.Int[-1, 4]
        from maxAttempts in Gen.Int[1, 6]
        from cancelAt in Gen.Int[-6, 5]
        from hedge in Gen.Int[0, 3]
        from seed in Gen.Int[0, 1_000_000]
        select new Scenario(stream, models, needsTools, (DataClass)data, selection, sticky, maxAttempts, cancelAt, hedge, seed);

    [Fact]
    public void Without_waits_every_rule_holds() =>
        Scenarios.Sample(
            scenario =>
            {
                using var play = new ScriptedPlay(scenario, new FakeTimeProvider(), Analyzer, Predictor, waits: false);
                var asked = play.AskAsync();
                Assert.True(asked.IsCompleted, "Something was waited for.");
                asked.GetAwaiter().GetResult();

                play.CheckAccounts();
                play.CheckDispatches();
                play.CheckOrder();
                play.CheckAnswer();
            },
            iter: 85_000);

    [Fact]
    public void With_waits_timeouts_limits_and_competitors_every_rule_holds() =>
        Scenarios.Sample(
            scenario =>
            {
                var time = new FakeTimeProvider();
                using var play = new ScriptedPlay(scenario, time, Analyzer, Predictor, waits: true);
                Task[] asked = [play.AskAsync(), play.AskAsync()];
                var all = Task.WhenAll(asked);
                var spin = default(SpinWait);
                for (var i = 0; !all.IsCompleted; i++)
                {
                    // Ten hours of a clock on which nothing may take longer than minutes.
                    Assert.True(i < 36_000, "It never ends.");
                    time.Advance(TimeSpan.FromSeconds(1));
                    if (!all.IsCompleted && i % 8 == 7)
                    {
                        spin.SpinOnce(sleep1Threshold: i < 400 ? -1 : 0);
                    }
                }

                all.GetAwaiter().GetResult();
                play.CheckAccounts();
                play.CheckDispatches();
                play.CheckAnswer();
                play.CheckLimits();
            },
            iter: 15_000);
}

using CsCheck;

namespace ModelRouter.Tests;

public sealed class LearnedOutcomesTests
{
    private static readonly double Base = LogisticFit.Sigmoid(0.5);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public void Odds_move_at_most_by_the_factor_of_one_more_than_the_models_different_prompts()
    {
        var labels = Gen.Select(Gen.Int[0, 30], Gen.Double[0, 1], Gen.Int[0, 3], Gen.Enum<OutcomeKind>()).Array[1, 60];
        Gen.Select(labels, Gen.Int[0, 60]).Sample(
            (told, asked) =>
            {
                var learned = LearnedOutcomes.Of(
                    [.. told.Select(static l => Labels.Of(l.Item1, l.Item2, l.Item3 == 0 ? null : $"{l.Item3}", kind: l.Item4))], Ct);
                var factor = 1 + told.Select(static l => l.Item1).Distinct().Count();
                var chance = learned.Correct(Labels.Prompt(asked), "a", Base);
                Assert.InRange(Odds(chance) / Odds(Base), (1.0 / factor) - 1e-9, factor + 1e-9);
                Assert.Equal(Base, learned.Correct(Labels.Prompt(asked), "another", Base));
            },
            iter: 60);
    }

    [Fact]
    public void A_model_that_fails_at_everything_is_expected_to_fail_at_what_nobody_has_asked_yet()
    {
        var asked = Enumerable.Range(0, 96).Where(static i => i % 8 < 6).ToList();
        var learned = LearnedOutcomes.Of([.. asked.SelectMany(static i => new[] { Labels.Of(i, 0), Labels.Of(i, 1, model: "b") })], Ct);
        var unlike = PromptEncoder.Default.Encode("서울에서 부산까지 KTX로 몇 시간 걸려요?");
        Assert.InRange(learned.Correct(unlike, "a", Base), 0, 0.3);
        Assert.InRange(learned.Correct(unlike, "b", Base), 0.8, 1);
    }

    [Fact]
    public void The_same_prompt_counts_once_however_often_it_is_labelled()
    {
        Gen.Select(Gen.Int[1, 40], Gen.Int[0, 39], Gen.Bool).Sample(
            (copies, prompt, isRight) =>
            {
                List<OutcomeLabel> once = [.. Enumerable.Range(0, 40).Select(static i => Labels.Of(i, i % 3 == 0 ? 1 : 0))];
                once[prompt] = Labels.Of(prompt, isRight ? 1 : 0);
                var often = once.Concat(Enumerable.Range(0, copies).Select(_ => Labels.Of(prompt, isRight ? 1 : 0))).ToList();
                var (few, many) = (LearnedOutcomes.Of(once, Ct), LearnedOutcomes.Of(often, Ct));
                Assert.All(
                    Enumerable.Range(0, 60),
                    i => Assert.Equal(few.Correct(Labels.Prompt(i), "a", Base), many.Correct(Labels.Prompt(i), "a", Base), 1e-6));
            },
            iter: 20);
    }

    /// <summary>Most of a company's prompts are templates that are filled in.</summary>
    [Fact]
    public void Prompts_of_one_template_count_each_and_the_same_prompt_once()
    {
        int Count(params string[] texts) => LearnedOutcomes.Prompts([.. texts.Select(static text => Label(text))]).Count();

        Assert.Equal(3, Count("Sum up order 17 of 4 lines.", "Sum up order 18 of 4 lines.", "Sum up order 17 of 40 lines."));
        Assert.Equal(1, Count("Sum up order 17 of 4 lines.", "Sum up  order 17 of 4 lines."));
    }

    [Fact]
    public void Who_repeats_himself_about_a_prompt_does_not_outvote_another()
    {
        OutcomeLabel[] honest = [.. Enumerable.Range(1, 30).Select(static i => Labels.Of(i, i % 2, "honest"))];
        double After(int lies) => LearnedOutcomes.Of(
            [.. honest, Labels.Of(0, 1, "honest"), .. Enumerable.Range(0, lies).Select(static _ => Labels.Of(0, 0, "liar"))], Ct)
            .Correct(Labels.Prompt(0), "a", Base);
        Assert.Equal(After(1), After(4), 1e-6);
    }

    /// <summary>What one liar may do at most.</summary>
    [Fact]
    public void One_source_that_lies_as_often_as_it_likes_moves_chances_by_at_most_as_much_as_is_documented()
    {
        Gen.Select(Gen.Int[0, 1_000], Gen.Bool).Sample(
            (seed, isRight) =>
            {
                var honest = Enumerable.Range(0, 90).Select(i => Labels.Of(i, isRight ? 1 : 0, $"person {i % 9}")).ToList();
                var set = new LabelSet(0.25);
                honest.ForEach(label => Assert.True(set.TryAdd(label, out _)));
                for (var i = 0; i < 300; i++)
                {
                    Assert.True(set.TryAdd(Labels.Of(((seed + i) * 7) % 96, isRight ? 0 : 1, "liar"), out _));
                }

                var (before, after) = (LearnedOutcomes.Of(honest, Ct), LearnedOutcomes.Of(set.Counted(), Ct));
                var moved = Enumerable.Range(0, 90).Select(i => Labels.Prompt(i)).Select(prompt => Math.Abs(before.Correct(prompt, "a", Base) - after.Correct(prompt, "a", Base))).ToList();
                Assert.True(moved.Max() <= 0.5 && moved.Average() <= 0.25, $"at most {moved.Max():0.000}, on average {moved.Average():0.000}");
            },
            iter: 10);
    }

    [Fact]
    public void Lighter_kinds_move_chances_less()
    {
        double After(OutcomeKind kind) => LearnedOutcomes.Of([.. Enumerable.Range(0, 40).Select(i => Labels.Of(i, 0, kind: kind))], Ct)
            .Correct(Labels.Prompt(5), "a", Base);
        Assert.Equal(After(OutcomeKind.Feedback), After(OutcomeKind.Verifier));
        Assert.True(After(OutcomeKind.Feedback) < After(OutcomeKind.Escalation));
        Assert.True(After(OutcomeKind.Escalation) < After(OutcomeKind.Retry));
        Assert.True(After(OutcomeKind.Retry) < Base);
    }

    private static OutcomeLabel Label(string text) =>
        new(new(Guid.NewGuid(), default, "a", PromptEncoder.Default.Encode(text), BaseLogit: 0, Source: null), OutcomeKind.Feedback, 1);

    private static double Odds(double chance) => chance / (1 - chance);
}

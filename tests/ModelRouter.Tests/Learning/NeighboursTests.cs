using CsCheck;

namespace ModelRouter.Tests;

public sealed class NeighboursTests
{
    private const double Base = 0.5;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Against a plain search of the zero that its documentation defines.</summary>
    [Fact]
    public void A_shift_is_where_the_labels_pull_as_much_as_the_penalty() => Gen.Select(
        Gen.Select(Gen.Double[1e-3, 1], Gen.Int[0, 3], Gen.Double[0, 1], Gen.Double[-6, 6]).Array[0, 60], Gen.Int[0, 3]).Sample(
        (labels, model) =>
        {
            List<(double Weight, ModelOutcome Outcome)> near = [.. labels.Select(static l => (l.Item1, new ModelOutcome(l.Item2, l.Item3, l.Item4)))];
            var shared = Zero(near, offset: 0, penalty: 0.1);
            var own = Zero([.. near.Where(label => label.Outcome.Model == model)], shared, penalty: 1);
            Assert.Equal(shared + own, new Neighbours(null!, near).ShiftOf(model), 2e-2);
        });

    [Fact]
    public void Labels_move_the_chance_of_the_same_prompt_towards_what_they_say_and_of_other_models_less()
    {
        var fit = OutcomeFit.Of([.. Enumerable.Range(0, 40).SelectMany(static i => Told(i, "a", 0).Concat(Told(i, "b", 0.6)))], Ct);
        var expected = LogisticFit.Sigmoid(Base);
        foreach (var i in Enumerable.Range(0, 40))
        {
            var (a, b) = (fit.Correct(Labels.Prompt(i), "a", Base), fit.Correct(Labels.Prompt(i), "b", Base));
            Assert.True(a < b && b < expected, $"{a:0.000} {b:0.000}");
            Assert.Equal(expected, fit.Correct(Labels.Prompt(i), "c", Base), 1e-9);
        }
    }

    [Fact]
    public void What_is_hard_for_others_is_expected_to_be_hard_for_a_model_that_was_tried_elsewhere()
    {
        // Both models are right on the even prompts and wrong on the odd ones; of "b" only a few are known.
        var labels = Enumerable.Range(0, 48).SelectMany(static i => Told(i, "a", i % 2 == 0 ? 1 : 0).Concat(i < 4 ? Told(i, "b", i % 2 == 0 ? 1 : 0) : []));
        var fit = OutcomeFit.Of([.. labels.SelectMany(static label => Enumerable.Repeat(label, 2))], Ct);
        double Mean(int parity) => Enumerable.Range(10, 38).Where(i => i % 2 == parity).Average(i => fit.Correct(Labels.Prompt(i), "b", Base));
        Assert.True(Mean(0) > Mean(1) + 0.1, $"{Mean(0):0.000} {Mean(1):0.000}");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("another")]
    public void What_cannot_be_compared_by_meaning_is_compared_by_shape(string? space)
    {
        // Shape tells most of it, meaning all.
        static LabelledPrompt Label(int i, bool embeds)
        {
            var (shape, meaning) = (i % 2, i % 10 == 0 ? 1 - (i % 2) : i % 2);
            var prompt = PromptEncoder.Default.Encode(shape == 0 ? $"Prove that {i * 7} is even." : $"Write a cheerful poem on garden number {WordMeanings.Word(i)} for my aunt, please, with a rhyme.");
            return new(embeds ? prompt.With(PromptEmbedding.Of([meaning, 1 - meaning, 0.1f], "m")!) : prompt, "a", meaning, Base);
        }

        var mixed = OutcomeFit.Of([.. Enumerable.Range(0, 60).Select(static i => Label(i, embeds: true))], Ct);
        var plain = OutcomeFit.Of([.. Enumerable.Range(0, 60).Select(static i => Label(i, embeds: false))], Ct);
        foreach (var i in Enumerable.Range(61, 8))
        {
            var prompt = Label(i, embeds: false).Prompt;
            var asked = space is null ? prompt : prompt.With(PromptEmbedding.Of([1, 0, 0], space)!);
            Assert.Equal(plain.Correct(prompt, "a", Base), mixed.Correct(asked, "a", Base), 1e-9);
        }

        // And by meaning where that can be told, against the shape.
        var odd = Label(61, embeds: false).Prompt;
        double By(float meaning) => mixed.Correct(odd.With(PromptEmbedding.Of([meaning, 1 - meaning, 0.1f], "m")!), "a", Base);
        Assert.True(By(1) > By(0) + 0.3, $"{By(1):0.000} {By(0):0.000}");
    }

    private static IEnumerable<LabelledPrompt> Told(int prompt, string model, double outcome) => [new(Labels.Prompt(prompt), model, outcome, Base)];

    private static double Zero(List<(double Weight, ModelOutcome Outcome)> near, double offset, double penalty)
    {
        var (low, high) = (-8.0, 8.0);
        for (var i = 0; i < 60; i++)
        {
            var at = (low + high) / 2;
            var excess = near.Sum(l => l.Weight * (l.Outcome.Outcome - LogisticFit.Sigmoid(l.Outcome.Logit + offset + at))) - (penalty * at);
            (low, high) = excess > 0 ? (at, high) : (low, at);
        }

        return low;
    }
}

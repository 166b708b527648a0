using CsCheck;

namespace ModelRouter.Tests;

public sealed class OutcomeExpertTests
{
    private const float TreeShare = 0.3f;

    private static readonly Gen<float> Weight = Gen.Float[-1, 1];

    [Fact]
    public void What_is_easier_for_all_counts_fully_and_what_is_easier_for_one_by_its_share()
    {
        Gen.Select(Gen.Int[1, 5], Gen.Float[0, 1], Weight.Array[PromptEncoder.Size])
            .SelectMany(static drawn => Gen.Select(Weight.Array[drawn.Item1 * PromptEncoder.Size], Weight.Array[drawn.Item1], Weight.Array[drawn.Item1])
                .Select(weights => (Apart: drawn.Item2, Prompt: new PromptVector(drawn.Item3), Weights: weights.Item1, Biases: weights.Item2, Means: weights.Item3)))
            .Sample(
                static given =>
                {
                    float[] Logits(float apart)
                    {
                        var expert = new OutcomeExpert(
                            [.. given.Means.Select(static (_, i) => $"model {i}")], given.Weights, given.Biases, given.Means, new(given.Means.Length, [], [], [], [], []),
                            TreeShare, apart, new float[PromptEncoder.Size], near: 1, far: 0);
                        var chances = new float[given.Means.Length];
                        var easier = expert.ReadTrees(given.Prompt, chances);
                        return [.. chances.Select((chance, model) => expert.LogitOf(model, given.Prompt, chance, easier))];
                    }

                    var (whole, part, none) = (Logits(1), Logits(given.Apart), Logits(0));
                    for (var model = 0; model < whole.Length; model++)
                    {
                        var line = given.Biases[model] + given.Prompt.Values.ToArray().Select((value, i) => value * given.Weights[(model * PromptEncoder.Size) + i]).Sum();
                        Assert.Equal(line + (TreeShare * OutcomeExpert.Logit(0)), whole[model], 1e-3f);
                        Assert.Equal(given.Means[model] + whole.Average() - given.Means.Average(), none[model], 1e-3f);
                        Assert.Equal(none[model] + (given.Apart * (whole[model] - none[model])), part[model], 1e-3f);
                    }
                },
                iter: 100);
    }
}

namespace NanoR1.Tests;

public class SoftmaxTests
{
    [Theory]
    [InlineData(0f)]
    [InlineData(100f)]
    [InlineData(-1e30f)]
    public void Probabilities_do_not_depend_on_how_large_the_scores_are(float offset)
    {
        float[] scores = [offset, offset, offset];
        Softmax.Apply(scores);
        Assert.All(scores, probability => Assert.Equal(1 / 3.0, probability, 1e-6));
    }

    [Fact]
    public void Scores_beyond_the_exponential_s_range_give_probabilities()
    {
        float[] scores = [200f, 199f, -200f];
        Softmax.Apply(scores);
        Assert.Equal([0.731f, 0.269f, 0f], scores.Select(probability => MathF.Round(probability, 3)));
    }
}

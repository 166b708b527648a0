namespace NanoR1.Tests;

public class TransformerPassTests
{
    private static readonly ModelShape Shape = new(20, 16, 2, 2, 24, 32);

    /// <summary>The gradient written by hand agrees with the slope measured on every parameter's largest and a few random entries.</summary>
    [Fact]
    public void Gradients_agree_with_finite_differences()
    {
        var weights = TransformerWeights.CreateRandom(Shape, 1);
        var random = new Random(2);
        foreach (var parameter in weights.All)
        {
            for (var i = 0; i < parameter.Values.Length; i++)
            {
                parameter.Values[i] += (float)(0.3 * ((2 * random.NextDouble()) - 1));
            }
        }

        var batch = MakeBatch(random);
        var scales = Enumerable.Range(0, batch.Tokens.Count).Select(_ => (float)((2 * random.NextDouble()) - 0.5)).ToArray();
        var pass = new TransformerPass(weights, 64);
        var logs = new float[64];
        double Loss()
        {
            pass.Forward(batch, logs);
            return -Enumerable.Range(0, scales.Length).Sum(t => (double)scales[t] * logs[t]);
        }

        Loss();
        pass.Backward(batch, scales);
        foreach (var parameter in weights.All)
        {
            var gradient = pass.Gradients[parameter];
            var largest = Array.IndexOf(gradient, gradient.MaxBy(MathF.Abs));
            foreach (var i in Enumerable.Range(0, 5).Select(_ => random.Next(gradient.Length)).Append(largest))
            {
                var value = parameter.Values[i];
                const float Step = 4e-3f;
                parameter.Values[i] = value + Step;
                var above = Loss();
                parameter.Values[i] = value - Step;
                var below = Loss();
                parameter.Values[i] = value;
                var measured = (above - below) / (2 * Step);
                Assert.True(
                    Math.Abs(measured - gradient[i]) < 2e-3 + (0.02 * Math.Abs(measured)),
                    $"{parameter.Name}[{i}]: {gradient[i]} by hand, {measured} measured");
            }
        }
    }

    [Fact]
    public void Sequences_of_a_batch_do_not_see_each_other()
    {
        var pass = new TransformerPass(TransformerWeights.CreateRandom(Shape, 1), 64);
        var together = new float[64];
        pass.Forward(MakeBatch(new Random(3)), together);
        var alone = new Batch();
        var random = new Random(3);
        alone.Add(Tokens(random, 5), Tokens(random, 9));
        var logs = new float[64];
        pass.Forward(alone, logs);
        Assert.Equal(logs[..13], together[..13]);
    }

    private static Batch MakeBatch(Random random)
    {
        var batch = new Batch();
        batch.Add(Tokens(random, 5), Tokens(random, 9));
        batch.Add(Tokens(random, 1), Tokens(random, 14));
        batch.Add(Tokens(random, 7), Tokens(random, 2));
        return batch;
    }

    private static int[] Tokens(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => random.Next(Shape.Vocabulary))];
}

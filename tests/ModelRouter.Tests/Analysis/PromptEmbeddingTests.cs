using CsCheck;

namespace ModelRouter.Tests;

public sealed class PromptEmbeddingTests
{
    private static readonly Gen<float[]> Numbers = Gen.Float[-1, 1].Array[1, 1_600].Where(static numbers => numbers.Any(static number => Math.Abs(number) > 0.01));

    [Fact]
    public void What_is_kept_is_read_again() => Numbers.Sample(static numbers =>
    {
        var vector = Labels.Prompt(3).With(PromptEmbedding.Of(numbers, "m")!);
        var read = PromptVector.FromBytes(vector.ToBytes())!;
        Assert.True(read.Values.SequenceEqual(vector.Values));
        Assert.Equal(1, read.Embedding!.Likeness(vector.Embedding!)!.Value, 1e-3);
    });

    [Fact]
    public void What_is_damaged_is_not_read() => Gen.Select(Gen.Int[1, 1_000], Gen.Bool).Sample(static (cut, adds) =>
    {
        var bytes = Labels.Prompt(3).With(PromptEmbedding.Of([.. Enumerable.Range(1, 64).Select(static i => (float)i)], "m")!).ToBytes();
        var plain = Labels.Prompt(3).ToBytes().Length;

        // Without the embedding it is whole; with an odd byte, or part of its first eight, it is not.
        var damaged = adds ? [.. bytes, 1] : bytes[..(plain + (cut % (sizeof(ulong) + 1)))];
        Assert.Equal(damaged.Length == plain, PromptVector.FromBytes(damaged) is not null);
    });

    [Fact]
    public void Long_ones_keep_their_angles()
    {
        var random = new Random(5);
        for (var round = 0; round < 50; round++)
        {
            var a = Enumerable.Range(0, 1_536).Select(_ => (float)(random.NextDouble() - 0.5)).ToArray();
            var share = random.NextDouble();
            var b = a.Select(number => (float)((share * number) + ((1 - share) * (random.NextDouble() - 0.5)))).ToArray();
            var cosine = a.Zip(b, static (x, y) => x * y).Sum() / Math.Sqrt(a.Sum(static x => x * x) * b.Sum(static x => x * x));
            Assert.Equal(cosine, PromptEmbedding.Of(a, "m")!.Likeness(PromptEmbedding.Of(b, "m")!)!.Value, 0.2);
        }
    }

    [Fact]
    public void Those_of_two_models_or_lengths_are_never_compared()
    {
        var one = PromptEmbedding.Of([1, 0, 0], "m")!;
        Assert.Equal(1, one.Likeness(PromptEmbedding.Of([2, 0, 0], "m")!)!.Value, 1e-6);
        Assert.Null(one.Likeness(PromptEmbedding.Of([1, 0, 0], "n")!));
        Assert.Null(one.Likeness(PromptEmbedding.Of([1, 0], "m")!));
        Assert.NotEqual(one, PromptEmbedding.Of([1, 0, 0], "n"));
        Assert.Equal(one, PromptEmbedding.Of([3, 0, 0], "m"));
    }
}

namespace ModelRouter.Sampling.Tests;

public sealed class SamplingRowTests
{
    [Fact]
    public void Accept_steps_and_prime_does_not()
    {
        var row = new SamplingRow(new() { PresencePenalty = 1 }, 10);
        row.Prime([1, 2, 3]);
        Assert.Equal(0UL, row.Step);
        row.Accept(4);
        Assert.Equal(1UL, row.Step);
    }

    [Fact]
    public void Tokens_outside_the_vocabulary_are_refused()
    {
        var row = new SamplingRow(new(), 10);
        Assert.Throws<ArgumentOutOfRangeException>("token", () => row.Accept(10));
        Assert.Throws<ArgumentOutOfRangeException>("promptTokens", () => row.Prime([1, -1]));
        Assert.Throws<ArgumentOutOfRangeException>("value", () => row.ForcedToken = 10);
        Assert.Throws<ArgumentException>("parameters", () => new SamplingRow(
            new() { LogitBias = new Dictionary<int, float> { [10] = 1 } }, 10));
        Assert.Equal(0UL, row.Step);
    }

    [Fact]
    public void A_bitmask_that_is_too_short_is_refused()
    {
        var row = new SamplingRow(new(), 65);
        Assert.Throws<ArgumentException>("value", () => row.AllowedTokens = [1]);
        row.AllowedTokens = [1, 0];
        row.AllowedTokens = null;
        Assert.Null(row.AllowedTokens);
    }

    [Fact]
    public void A_bias_that_bans_every_token_is_refused()
    {
        static SamplingParameters Banning(int count, float last) => new()
        {
            LogitBias = Enumerable.Range(0, count).ToDictionary(token => token, token => token < count - 1 ? float.NegativeInfinity : last),
        };

        Assert.Throws<ArgumentException>("parameters", () => new SamplingRow(Banning(10, float.NegativeInfinity), 10));
        Assert.Equal(10, new SamplingRow(Banning(10, -1e30f), 10).VocabularySize);
        Assert.Equal(10, new SamplingRow(Banning(9, float.NegativeInfinity), 10).VocabularySize);
    }

    [Theory]
    [InlineData(0)]
    [InlineData((1 << 19) + 1)]
    public void A_vocabulary_has_one_to_half_a_million_tokens(int size) =>
        Assert.Throws<ArgumentOutOfRangeException>("vocabularySize", () => new SamplingRow(new(), size));
}

namespace ModelRouter.Tests;

public sealed class PromptCentresTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(31)]
    [InlineData(33)]
    [InlineData(70)]
    public void The_nearest_centre_counts(int count)
    {
        var random = new Random(count);
        var centres = Enumerable.Range(0, count * PromptEncoder.Size).Select(_ => random.NextSingle() - 0.7f).ToArray();
        var direction = Enumerable.Range(0, PromptEncoder.Size).Select(_ => random.NextSingle() * 0.01f).ToArray();
        var nearest = centres.Chunk(PromptEncoder.Size).Select(centre => centre.Zip(direction, static (a, b) => a * b).Sum()).DefaultIfEmpty(-1).Max();
        Assert.Equal(nearest, new PromptCentres(centres).Likeness(direction), 1e-5);
        Assert.Equal(centres, new PromptCentres(centres).All);
    }
}

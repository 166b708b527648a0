namespace ModelRouter.Tests;

public class EachTests
{
    [Fact]
    public async Task All_are_ended_and_what_was_thrown_first_is_thrown_behind_the_last()
    {
        var ended = new List<int>();

        var thrown = await Assert.ThrowsAsync<IOException>(() => Each.EndAsync(
            [0, 1, 2, 3],
            async one =>
            {
                await Task.Yield();
                ended.Add(one);
                if (one is 1 or 2)
                {
                    throw new IOException($"{one}");
                }
            }).AsTask());

        Assert.Equal([0, 1, 2, 3], ended);
        Assert.Equal("1", thrown.Message);
    }
}

namespace ModelRouter.Tests;

public sealed class CallIdTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 27, 4, 0, 0, 123, TimeSpan.FromHours(9));

    [Fact]
    public void An_id_is_a_UUID_of_version_7_with_its_time()
    {
        var (id, known) = (CallId.New(Now), Guid.CreateVersion7(Now));

        Assert.Equal((known.ToString()[..15], 7), (id.ToString()[..15], id.Version));
        Assert.InRange(id.Variant, 8, 0xB);
    }

    [Fact]
    public async Task Ids_of_one_moment_differ()
    {
        var drawn = await Task.WhenAll(Enumerable.Range(0, 4).Select(static _ => Task.Run(static () => Enumerable.Range(0, 1_000).Select(static _ => CallId.New(Now)).ToList())));

        Assert.Equal(4_000, drawn.SelectMany(static ids => ids).Distinct().Count());
    }
}

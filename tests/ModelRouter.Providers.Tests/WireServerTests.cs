using System.Text;
using ModelRouter.TestProviders;

namespace ModelRouter.Providers.Tests;

/// <summary>The tests rely on the server breaking what it is told to break, and nothing else.</summary>
public class WireServerTests
{
    private static readonly WireAnswer Whole = WireAnswer.Events("data: one\n\ndata: two\n\n");

    public static TheoryData<WireAnswer, string?> Answers => new()
    {
        { Whole, "data: one\n\ndata: two\n\n" },
        { Whole with { Packet = 1 }, "data: one\n\ndata: two\n\n" },
        { Whole with { EndAfter = 7 }, "data: o" },
        { Whole with { CutAfter = 7 }, null },
        { Whole with { CutAfter = 0 }, null },
        { Whole with { CutAfter = -1 }, null },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task An_answer_arrives_as_it_was_given_or_breaks(WireAnswer answer, string? expected)
    {
        await using var server = await WireServer.StartAsync(_ => answer);
        using var client = new HttpClient();
        using var body = new StringContent("{\"a\":1}", Encoding.UTF8, "application/json");
        var asking = client.PostAsync(new Uri(server.Address, "v1/chat?x=1"), body, TestContext.Current.CancellationToken);
        if (expected is null)
        {
            await Assert.ThrowsAnyAsync<HttpRequestException>(() => asking);
        }
        else
        {
            Assert.Equal(expected, await (await asking).Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        }

        var request = server.Requests[0];
        Assert.Equal(("POST", "/v1/chat?x=1", 1), (request.Method, request.Path, request.Json.GetProperty("a").GetInt32()));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(9)]
    public async Task A_stalled_answer_ends_when_the_client_leaves(int after)
    {
        await using var server = await WireServer.StartAsync(_ => Whole with { StallAfter = after });
        using var client = new HttpClient();
        using var leaving = new CancellationTokenSource();
        server.Stalled = _ => leaving.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.GetStringAsync(server.Address, leaving.Token));
    }
}

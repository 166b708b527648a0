using Azure;
using Microsoft.Extensions.AI;
using ModelRouter.TestProviders;

namespace ModelRouter.Providers.Tests;

/// <summary>Whatever breaks at whichever byte: the exact answer or a failure that says so, never an answer that only looks whole.</summary>
public class AzureFaultTests
{
    public static TheoryData<string, bool> Recordings => new()
    {
        { nameof(AzureRecordings.Text), false },
        { nameof(AzureRecordings.TextStream), true },
        { nameof(AzureRecordings.Tools), false },
        { nameof(AzureRecordings.ToolsStream), true },
        { nameof(AzureRecordings.Think), false },
        { nameof(AzureRecordings.ThinkStream), true },
    };

    [Theory]
    [MemberData(nameof(Recordings))]
    public async Task Every_byte_may_break(string name, bool stream)
    {
        var whole = (WireAnswer)typeof(AzureRecordings).GetProperty(name)!.GetValue(null)!;
        await using var server = await WireServer.StartAsync(_ => whole);
        using var client = AzureClients.Of(server, new() { ThinkTags = true });
        var expected = AzureClients.Show(await client.AskAsync(stream, AzureClients.Hello));
        server.Answer = _ => whole with { Packet = 1 };
        Assert.Equal(expected, AzureClients.Show(await client.AskAsync(stream, AzureClients.Hello)));

        var failures = 0;
        for (var at = 0; at < whole.Body.Length; at++)
        {
            foreach (var broken in Broken(whole, at))
            {
                server.Answer = _ => broken;
                failures += await FailsAsync(client, stream, expected, $"{name} at {at}") ? 1 : 0;
            }
        }

        // Only the end of a stream can break without a loss: after the service has said that the answer is finished.
        var bytes = whole.Body.Length * 4;
        Assert.InRange(failures, stream ? bytes / 2 : bytes - 8, bytes);
    }

    private static IEnumerable<WireAnswer> Broken(WireAnswer whole, int at)
    {
        yield return whole with { CutAfter = at };
        yield return whole with { EndAfter = at };
        foreach (var garbage in new byte[] { 0, 0xFF })
        {
            var body = whole.Body.ToArray();
            body[at] = garbage;
            yield return whole with { Body = body };
        }
    }

    /// <summary>False if the answer arrived, which must then be exactly the right one.</summary>
    private static async Task<bool> FailsAsync(AzureInferenceChatClient client, bool stream, string expected, string what)
    {
        try
        {
            var response = await client.AskAsync(stream, AzureClients.Hello);
            Assert.True(string.Equals(expected, AzureClients.Show(response), StringComparison.Ordinal), $"{what}: {AzureClients.Show(response)}");
            return false;
        }
        catch (Exception failure) when (failure is RequestFailedException or InvalidDataException or IOException or HttpRequestException)
        {
            Assert.DoesNotContain(AzureClients.Key, failure.ToString(), StringComparison.Ordinal);
            return true;
        }
    }
}

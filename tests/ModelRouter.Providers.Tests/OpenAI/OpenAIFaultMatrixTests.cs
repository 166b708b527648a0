using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Microsoft.Extensions.AI;
using ModelRouter.TestProviders;

namespace ModelRouter.Providers.Tests;

/// <summary>Each dialect's answer broken at each of its bytes: the right answer or a failure with a name, never a part of the answer
/// that passes for the whole.</summary>
public class OpenAIFaultMatrixTests
{
    private static readonly ParallelOptions Several = new() { MaxDegreeOfParallelism = 8 };
    private static readonly OpenAIFailureReader Reader = new();

    /// <summary>The fault that the running request is for.</summary>
    private static readonly AsyncLocal<int> Current = new();

    public static TheoryData<OpenAIRecording, bool> Cases()
    {
        var cases = new TheoryData<OpenAIRecording, bool>();
        foreach (var recording in OpenAIRecordings.All)
        {
            cases.Add(recording, true);
        }

        // Whole answers differ less; one stands for all.
        cases.Add(OpenAIRecordings.Of("deepseek"), false);
        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task An_answer_broken_at_any_byte_is_right_or_a_failure(OpenAIRecording recording, bool isStreaming)
    {
        // Without a network, which would take minutes; the next test holds that a network breaks answers in the same way.
        var faults = Faults(recording, isStreaming, step: 1);
        var options = new OpenAIProviderOptions { HandlerFactory = () => new CannedHandler(_ => CannedHandler.Answer(faults[Current.Value].Answer)) };
        using var client = new OpenAIModelProvider(options).CreateClient(
            OpenAITestClient.Profile, OpenAITestClient.Section(("Endpoint", "http://x.test/v1"), ("Dialect", recording.Dialect)));
        await CheckAsync(client, recording, isStreaming, faults);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task An_answer_broken_on_the_network_is_right_or_a_failure(OpenAIRecording recording, bool isStreaming)
    {
        var faults = Faults(recording, isStreaming, step: 7);
        await using var server = await WireServer.StartAsync(request => faults[int.Parse(request["X-Number"]!, CultureInfo.InvariantCulture)].Answer);
        using var client = OpenAITestClient.Create(
            server, recording.Dialect, new() { HandlerFactory = () => new NumberedHandler { InnerHandler = new SocketsHttpHandler() } });
        await CheckAsync(client, recording, isStreaming, faults);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_stalled_answer_ends_when_the_caller_leaves_or_time_is_up(OpenAIRecording recording, bool isStreaming)
    {
        var whole = isStreaming ? WireAnswer.Events(recording.Events) : WireAnswer.Json(recording.Json);
        int[] positions = [-1, 0, 7, whole.Body.Length / 2, recording.Json.Length / 3];
        await using var server = await WireServer.StartAsync(request => whole with { StallAfter = PositionOf(request) });
        using var patient = OpenAITestClient.Create(server, recording.Dialect, settings: [("Headers:x", "y")]);
        using var hasty = OpenAITestClient.Create(server, recording.Dialect, settings: [("Timeout", "00:00:00.2")]);

        var leaving = positions.ToDictionary(static position => position, static _ => new CancellationTokenSource());
        server.Stalled = request => leaving[PositionOf(request)].Cancel();
        int PositionOf(WireRequest request) => request.Json.GetProperty(OpenAIDialects.Find(recording.Dialect)!.MaxTokensName).GetInt32();
        static ChatOptions At(int position) => new() { MaxOutputTokens = position };
        await Parallel.ForEachAsync(positions, Several, async (position, _) =>
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(
                () => patient.AskUntilAsync(isStreaming, [new ChatMessage(ChatRole.User, "Hi")], At(position), leaving[position].Token));
        });
        var late = await Assert.ThrowsAnyAsync<Exception>(() => hasty.AskAsync(isStreaming, "Hi", At(-1)));
        Assert.Equal(ModelFailureKind.Timeout, Reader.Read(late)?.Kind);
        Assert.All(leaving.Values, static left => left.Dispose());
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task An_answer_in_packets_of_one_byte_is_the_same(OpenAIRecording recording, bool isStreaming)
    {
        var whole = isStreaming ? WireAnswer.Events(recording.Events) : WireAnswer.Json(recording.Json);
        await using var server = await WireServer.StartAsync(_ => whole with { Packet = 1 });
        using var client = OpenAITestClient.Create(server, recording.Dialect);
        Assert.Equal(recording.Meaning, OpenAITestClient.Meaning(await client.AskAsync(isStreaming)));
    }

    private static async Task CheckAsync(
        IChatClient client, OpenAIRecording recording, bool isStreaming, List<(string Name, WireAnswer Answer)> faults)
    {
        // Without the end of the stream the usage may be missing, which is a different thing from a wrong one.
        string[] right = [recording.Meaning, recording.Meaning[..(recording.Meaning.LastIndexOf('|') + 1)] + "-"];
        var wrong = new ConcurrentQueue<string>();
        var failed = 0;
        await Parallel.ForAsync(0, faults.Count, Several, async (i, _) =>
        {
            Current.Value = i;
            try
            {
                var meaning = OpenAITestClient.Meaning(await client.AskAsync(isStreaming));
                if (!right.Contains(meaning))
                {
                    wrong.Enqueue($"{faults[i].Name} gave {meaning}");
                }
            }
            catch (Exception failure)
            {
                Interlocked.Increment(ref failed);
                if (Reader.Read(failure)?.Kind is not (ModelFailureKind.MalformedAnswer or ModelFailureKind.Transport))
                {
                    wrong.Enqueue($"{faults[i].Name} threw {failure}");
                }
            }
        });
        Assert.True(wrong.IsEmpty, $"{wrong.Count} of {faults.Count}, such as: {string.Join("\n", wrong.Take(5))}");

        // Most breaks must show: a test whose faults never happen would pass as well.
        Assert.InRange(failed, faults.Count / 2, faults.Count);
    }

    private static List<(string Name, WireAnswer Answer)> Faults(OpenAIRecording recording, bool isStreaming, int step)
    {
        var whole = isStreaming ? WireAnswer.Events(recording.Events) : WireAnswer.Json(recording.Json);
        var faults = new List<(string Name, WireAnswer Answer)>();
        for (var i = 0; i < whole.Body.Length; i += step)
        {
            faults.Add(($"a cut after {i}", whole with { CutAfter = i }));
            faults.Add(($"an end after {i}", whole with { EndAfter = i }));

            // Neither ever stands in an answer; one isn't UTF-8, the other is, and no JSON.
            var garbage = whole.Body.ToArray();
            garbage[i] = (byte)(i % 2 == 0 ? 0xff : 0x00);
            faults.Add(($"garbage at {i}, behind '{Encoding.UTF8.GetString(whole.Body.Span[Math.Max(0, i - 9)..i])}'", whole with { Body = garbage }));
        }

        return faults;
    }

    /// <summary>Tells the server which fault it is asked for.</summary>
    private sealed class NumberedHandler : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Headers.Add("X-Number", Current.Value.ToString(CultureInfo.InvariantCulture));
            return base.SendAsync(request, cancellationToken);
        }
    }
}

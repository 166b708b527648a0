using System.Globalization;
using System.IO.Pipelines;
using System.Net.Http.Headers;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Time.Testing;
using ModelRouter.TestProviders;

namespace ModelRouter.Providers.Tests;

/// <summary>How long the services of chat completions may be silent, by a clock that the tests turn.</summary>
public class SilenceTests
{
    private static readonly TimeSpan Long = TimeSpan.FromHours(1);

    [Theory]
    [InlineData(false, false, null, false)]
    [InlineData(false, true, null, true)]
    [InlineData(false, false, "00:00:30", true)]
    [InlineData(false, true, "00:00:30", true)]
    [InlineData(true, false, null, false)]
    [InlineData(true, true, null, true)]
    [InlineData(true, false, "00:00:30", true)]
    [InlineData(true, true, "00:00:30", true)]
    public async Task Only_a_limit_that_was_given_ends_the_wait_for_an_answer_that_is_not_streamed(bool isAzure, bool streams, string? timeout, bool ends)
    {
        var time = new FakeTimeProvider();
        var recording = OpenAIRecordings.Of("openai");
        await using var server = await WireServer.StartAsync(_ =>
        {
            time.Advance(Long);
            var answer = streams ? WireAnswer.Events(recording.Events) : WireAnswer.Json(recording.Json);
            return ends ? answer with { StallAfter = -1 } : answer;
        });
        using var client = isAzure ? Azure(server, timeout, time)
            : OpenAITestClient.Create(server, "generic", new() { TimeProvider = time }, timeout is null ? [] : [("Timeout", timeout)]);

        if (ends)
        {
            var late = await Assert.ThrowsAnyAsync<Exception>(() => client.AskAsync(streams, "Hi"));
            Assert.True(late is TimeoutException or OperationCanceledException);
        }
        else
        {
            Assert.NotEmpty((await client.AskAsync(streams, "Hi")).Text);
        }
    }

    [Fact]
    public async Task Pauses_of_an_answer_that_has_begun_are_for_the_router_to_judge()
    {
        var time = new FakeTimeProvider();
        var wire = new Pipe();
        var content = new StreamContent(wire.Reader.AsStream());
        content.Headers.ContentType = new MediaTypeHeaderValue("text/event-stream");
        var options = new OpenAIProviderOptions { TimeProvider = time, HandlerFactory = () => new CannedHandler(_ => new() { Content = content }) };
        using var client = new OpenAIModelProvider(options).CreateClient(
            OpenAITestClient.Profile, OpenAITestClient.Section(("Endpoint", "https://host/v1"), ("Timeout", "00:00:30")));
        var text = "";

        await wire.Writer.WriteAsync("data: {\"choices\":[{\"delta\":{\"content\":\"A\"}}]}\n\n"u8.ToArray(), TestContext.Current.CancellationToken);
        await foreach (var update in client.GetStreamingResponseAsync("Hi", cancellationToken: TestContext.Current.CancellationToken))
        {
            text += update.Text;
            if (update.Text == "A")
            {
                time.Advance(Long);
                await wire.Writer.WriteAsync(
                    "data: {\"choices\":[{\"delta\":{\"content\":\"B\"},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n"u8.ToArray(), TestContext.Current.CancellationToken);
            }
        }

        Assert.Equal("AB", text);
    }

    /// <summary>A client with the limits that configuration would give it.</summary>
    private static AzureInferenceChatClient Azure(WireServer server, string? timeout, TimeProvider time) => AzureClients.Of(server, new()
    {
        Timeout = timeout is null ? TimeSpan.FromSeconds(100) : TimeSpan.Parse(timeout, CultureInfo.InvariantCulture),
        WholeTimeout = timeout is null ? Timeout.InfiniteTimeSpan : null,
        ReadTimeout = Timeout.InfiniteTimeSpan,
        Time = time,
    });
}

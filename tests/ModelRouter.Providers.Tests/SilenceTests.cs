using System.IO.Pipelines;
using System.Net.Http.Headers;
using System.Text;
using Azure.AI.Inference;
using Azure.Core.Pipeline;
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
        using var client = Client(isAzure, timeout, time, handler: null, server.Address);

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

    [Theory]
    [InlineData(false, null, false)]
    [InlineData(false, "00:00:30", true)]
    [InlineData(true, null, false)]
    [InlineData(true, "00:00:30", true)]
    public async Task An_answer_that_is_not_streamed_is_waited_for_until_it_is_whole(bool isAzure, string? timeout, bool ends)
    {
        var time = new FakeTimeProvider();
        var content = new StreamContent(new LateStream(Encoding.UTF8.GetBytes(OpenAIRecordings.Of("openai").Json), () => time.Advance(Long)));
        content.Headers.ContentType = new("application/json");
        using var client = Client(isAzure, timeout, time, new CannedHandler(_ => new() { Content = content }));

        if (ends)
        {
            var late = await Assert.ThrowsAnyAsync<Exception>(() => client.AskAsync(false, "Hi"));
            Assert.True(late is TimeoutException or OperationCanceledException);
        }
        else
        {
            Assert.NotEmpty((await client.AskAsync(false, "Hi")).Text);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Pauses_of_an_answer_that_has_begun_are_for_the_router_to_judge(bool isAzure)
    {
        var time = new FakeTimeProvider();
        var wire = new Pipe();
        var content = new StreamContent(wire.Reader.AsStream());
        content.Headers.ContentType = new MediaTypeHeaderValue("text/event-stream");
        using var client = Client(isAzure, "00:00:30", time, new CannedHandler(_ => new() { Content = content }));
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

    [Fact]
    public void The_pipeline_of_Azures_client_has_no_limit_of_its_own()
    {
        AzureAIInferenceClientOptions? made = null;
        var provider = new AzureInferenceModelProvider { Configure = options => made = options };

        Clients.Create(provider, "m", new("https://host/models"), ("ApiKey", "key"), ("Timeout", "00:00:30")).Dispose();

        Assert.Equal(Timeout.InfiniteTimeSpan, made!.Retry.NetworkTimeout);
    }

    /// <summary>A client as configuration makes it; what it sends goes to the handler if there is one.</summary>
    private static IChatClient Client(bool isAzure, string? timeout, TimeProvider time, HttpMessageHandler? handler, Uri? address = null)
    {
        var limit = timeout is null ? ((string, string?)[])[] : [("Timeout", timeout)];
        IModelProvider provider = isAzure
            ? new AzureInferenceModelProvider
            {
                Time = time,
                Configure = handler is null ? null : options => options.Transport = new HttpClientTransport(new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan }),
            }
            : new OpenAIModelProvider(new() { TimeProvider = time, HandlerFactory = () => handler ?? ServiceHttp.Connections() });
        return Clients.Create(provider, "the-model", address ?? new("https://host/v1"), [("ApiKey", "key"), .. limit]);
    }
}

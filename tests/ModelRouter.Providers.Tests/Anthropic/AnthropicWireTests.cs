using Anthropic;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Time.Testing;

namespace ModelRouter.Providers.Tests;

/// <summary>How long the service may be silent, by a clock that the tests turn.</summary>
public class AnthropicWireTests
{
    [Fact]
    public async Task An_error_that_comes_late_and_whose_body_stalls_keeps_its_status()
    {
        var time = new FakeTimeProvider();
        var exception = await Assert.ThrowsAsync<ModelServiceException>(() => SendAsync(time, () =>
        {
            time.Advance(TimeSpan.FromSeconds(25));
            return new(System.Net.HttpStatusCode.TooManyRequests) { Content = new StreamContent(new LateStream([], () => time.Advance(TimeSpan.FromSeconds(11)))) };
        }));
        Assert.Equal(new(ModelFailureKind.RateLimit) { Status = 429 }, exception.Failure);
    }

    [Fact]
    public async Task A_service_that_is_silent_for_too_long_is_left_and_one_that_pauses_later_is_not()
    {
        var time = new FakeTimeProvider();
        var late = await Assert.ThrowsAsync<TimeoutException>(() => SendAsync(time, () =>
        {
            time.Advance(TimeSpan.FromSeconds(31));
            return new();
        }));
        Assert.Equal(new(ModelFailureKind.Timeout), new AnthropicFailureReader().Read(late));

        using var begun = await SendAsync(time, static () => new() { Content = new StreamContent(new MemoryStream([(byte)'\n'])) });
        time.Advance(TimeSpan.FromHours(1));
        var body = await begun.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        Assert.Equal(1, await body.ReadAsync(new byte[8], TestContext.Current.CancellationToken));
    }

    [Fact]
    public void The_client_of_HTTP_has_no_limit_of_its_own()
    {
        using var client = Clients.Create(new AnthropicModelProvider(), "claude-sonnet-4-5", endpoint: null, ("ApiKey", "key"), ("Timeout", "00:00:30"));
        Assert.Equal(Timeout.InfiniteTimeSpan, Assert.IsType<AnthropicClient>(client.GetService<IAnthropicClient>()).HttpClient.Timeout);
    }

    private static async Task<HttpResponseMessage> SendAsync(TimeProvider time, Func<HttpResponseMessage> answer)
    {
        using var http = new HttpMessageInvoker(new AnthropicWire(TimeSpan.FromSeconds(30), time) { InnerHandler = new Waiting(answer) });
        using var request = new HttpRequestMessage(HttpMethod.Post, "http://host/");
        return await http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private sealed class Waiting(Func<HttpResponseMessage> answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = answer();
            return cancellationToken.IsCancellationRequested ? Task.FromCanceled<HttpResponseMessage>(cancellationToken) : Task.FromResult(response);
        }
    }
}

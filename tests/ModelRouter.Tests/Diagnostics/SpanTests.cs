using System.Net;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Time.Testing;

namespace ModelRouter.Tests;

/// <summary>Reads spans with the OpenTelemetry SDK: whole trees with every tag.</summary>
[Collection(RunsAlone.Name)]
public sealed class SpanTests : IDisposable
{
    private const string Decision = "modelrouter.call_id=* modelrouter.ranking=[m0,m1] modelrouter.selection=auto modelrouter.task=CreativeWriting";
    private const string EndedWithFirst = "modelrouter.model=m0 modelrouter.tier=cloud modelrouter.fallback=False";
    private const string EndedWithSecond = "modelrouter.model=m1 modelrouter.tier=cloud modelrouter.fallback=True";
    private const string Answered = "modelrouter.cost=0.000106 modelrouter.outcome=succeeded";
    private const string AnsweredTokens = "modelrouter.input_tokens=100 modelrouter.output_tokens=10";
    private const string Nothing = "modelrouter.cost=0 modelrouter.input_tokens=0 modelrouter.output_tokens=0";
    private const string Answer =
        "gen_ai.response.finish_reasons=[stop] gen_ai.response.id=r1 gen_ai.response.model=acme-1-0613 gen_ai.usage.input_tokens=100 "
        + "gen_ai.usage.cache_read.input_tokens=40 gen_ai.usage.cache_creation.input_tokens=5 gen_ai.usage.output_tokens=10 gen_ai.usage.reasoning.output_tokens=2";

    // What the router estimates where nothing was reported.
    private const string OneWord = "gen_ai.usage.input_tokens=14 gen_ai.usage.output_tokens=1 modelrouter.usage_estimated=True modelrouter.cost=1.8E-05";

    private readonly FakeTimeProvider _time = new(DateTimeOffset.UnixEpoch);
    private readonly ClockedClient _clients;
    private readonly Telemetry _telemetry = new();

    public SpanTests() => _clients = new(_time);

    public void Dispose() => _telemetry.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_request_has_a_span_with_a_child_for_its_attempt(bool stream)
    {
        using var router = Over(_clients.Answering("acme-1"), _clients.Answering("acme-2"));

        var response = await router.AskAsync(stream, Routers.Hello);

        AssertSpans(
            Request("", Decision, "modelrouter.attempts=1", Answered, AnsweredTokens, EndedWithFirst),
            Attempt(1, "", Answer, Answered, Streamed(stream, hasChunk: true)));
        var request = Assert.Single(_telemetry.All, s => s.OperationName == "modelrouter.chat");
        Assert.Equal(response.GetRoutingReceipt()!.CallId.ToString(), request.GetTagItem("modelrouter.call_id"));
        Assert.All(_telemetry.All, s => Assert.Equal("ModelRouter 0.1.0", $"{s.Source.Name} {s.Source.Version}"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_failover_shows_the_failed_attempt_beside_the_one_that_answered(bool stream)
    {
        using var router = Over(_clients.Failing("acme-1", () => new HttpRequestException(HttpRequestError.ConnectionError, "sk-canary")), _clients.Answering("acme-2"));

        await router.AskAsync(stream, Routers.Hello);

        AssertSpans(
            Request("", Decision, "modelrouter.attempts=2", Answered, AnsweredTokens, EndedWithSecond),
            Attempt(1, " ERROR(HttpRequestException)", "error.type=unreachable modelrouter.cost=0 modelrouter.outcome=failed", Streamed(stream)),
            Attempt(2, "", Answer, Answered, Streamed(stream, hasChunk: true)));
    }

    [Fact]
    public async Task An_interrupted_stream_is_an_error_of_attempt_and_request()
    {
        using var router = Over(_clients.Failing("acme-1", () => new IOException("sk-canary"), speaks: true), _clients.Answering("acme-2"));

        await Assert.ThrowsAsync<IOException>(() => router.AskAsync(stream: true, Routers.Hello));

        const string Interrupted = "error.type=transport modelrouter.outcome=interrupted";
        AssertSpans(
            Request(" ERROR(IOException)", Decision, "modelrouter.attempts=1", Interrupted, Estimate(output: 1), EndedWithFirst),
            Attempt(1, " ERROR(IOException)", Interrupted, OneWord, Streamed(true, hasChunk: true)));
    }

    [Fact]
    public async Task A_stream_that_its_reader_leaves_is_cancelled_and_no_error()
    {
        using var router = Over(_clients.Answering("acme-1"), _clients.Answering("acme-2"));

        await foreach (var update in router.GetStreamingResponseAsync(Routers.Hello, cancellationToken: TestContext.Current.CancellationToken))
        {
            if (update.Text.Length > 0)
            {
                break;
            }
        }

        const string Cancelled = "modelrouter.outcome=cancelled";
        AssertSpans(
            Request("", Decision, "modelrouter.attempts=1", Cancelled, Estimate(output: 1), EndedWithFirst),
            Attempt(1, "", Cancelled, OneWord, Streamed(true, hasChunk: true), "gen_ai.response.id=r1 gen_ai.response.model=acme-1-0613"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_cancelled_call_is_cancelled_and_no_error(bool stream)
    {
        using var caller = new CancellationTokenSource();
        using var router = Over(_clients.CancelledBy("acme-1", caller), _clients.Answering("acme-2"));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => router.AskCancellablyAsync(stream, Routers.Hello, null, caller.Token));

        const string Cancelled = "modelrouter.outcome=cancelled";
        const string NoWord = "gen_ai.usage.input_tokens=14 gen_ai.usage.output_tokens=0 modelrouter.usage_estimated=True modelrouter.cost=1.4E-05";
        AssertSpans(
            Request("", Decision, "modelrouter.attempts=1", Cancelled, Estimate(output: stream ? 1 : 0), EndedWithFirst),
            Attempt(1, "", Cancelled, stream ? OneWord : NoWord, Streamed(stream, hasChunk: true)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_call_that_is_cancelled_before_anything_was_sent_has_a_span_alone(bool stream)
    {
        using var router = Over(_clients.Answering("acme-1"), _clients.Answering("acme-2"));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => router.AskCancellablyAsync(stream, Routers.Hello, null, new(canceled: true)));

        AssertSpans(Request("", Decision, "modelrouter.attempts=0 modelrouter.fallback=False modelrouter.outcome=cancelled", Nothing));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_call_whose_models_all_fail_is_an_error(bool stream)
    {
        using var router = Over(
            _clients.Failing("acme-1", () => new HttpRequestException("sk-canary", null, HttpStatusCode.BadGateway)),
            _clients.Failing("acme-2", () => new HttpRequestException(HttpRequestError.ConnectionError, "sk-canary")));

        await Assert.ThrowsAsync<AllModelsFailedException>(() => router.AskAsync(stream, Routers.Hello));

        const string Failed = "modelrouter.cost=0 modelrouter.outcome=failed";
        AssertSpans(
            Request(
                " ERROR(AllModelsFailedException)",
                Decision,
                "error.type=all_models_failed modelrouter.attempts=2 modelrouter.outcome=failed",
                Nothing,
                EndedWithSecond),
            Attempt(1, " ERROR(HttpRequestException: HTTP 502)", "error.type=server", Failed, Streamed(stream)),
            Attempt(2, " ERROR(HttpRequestException)", "error.type=unreachable", Failed, Streamed(stream)));
    }

    [Theory]
    [InlineData(false, "auto:self-hosted")]
    [InlineData(true, "auto:self-hosted")]
    [InlineData(false, "m7")]
    [InlineData(true, "m7")]
    public async Task A_request_that_goes_to_no_model_has_a_span_alone(bool stream, string id)
    {
        using var router = Over(_clients.Answering("acme-1"), _clients.Answering("acme-2"));

        Assert.NotNull(await Record.ExceptionAsync(() => router.AskAsync(stream, Routers.Hello, new() { ModelId = id })));

        const string NotRouted = "modelrouter.attempts=0 modelrouter.fallback=False modelrouter.outcome=not_routed";
        AssertSpans(id == "m7"
            ? Request(" ERROR(UnknownModelException)", "error.type=unknown_model", NotRouted, Nothing)
            : Request(
                " ERROR(NoEligibleModelException)",
                "error.type=no_eligible_model",
                NotRouted,
                Nothing,
                "modelrouter.excluded=[m0[tier],m1[tier]] modelrouter.ranking=[]",
                "modelrouter.selection=auto:self-hosted modelrouter.task=CreativeWriting"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_model_that_is_passed_over_has_no_span_and_is_named(bool stream)
    {
        var limited = Routers.Profile("m0", 0.9) with { Limits = new() { RequestsPerMinute = 1 } };
        using var router = new ModelRouterChatClient(
            [new(limited, _clients.Answering("acme-1")), Routers.Endpoint("m1", _clients.Answering("acme-2"))], timeProvider: _time);
        await router.GetResponseAsync(Routers.Hello, new() { ModelId = "m0" }, TestContext.Current.CancellationToken);
        _telemetry.Forget();

        await router.AskAsync(stream, Routers.Hello);

        AssertSpans(
            Request("", Decision, "modelrouter.skipped=[m0[rate-limit]]", "modelrouter.attempts=1", Answered, AnsweredTokens, EndedWithSecond),
            Attempt(2, "", Answer, Answered, Streamed(stream, hasChunk: true)).Replace("attempt=2", "attempt=1", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Hedged_attempts_are_siblings_and_the_loser_is_superseded(bool stream)
    {
        var slow = new TimedChatClient(_time, (1_000_000, "slow"));
        using var router = new ModelRouterChatClient(
            [Routers.Endpoint("m0", slow, 0.9), Routers.Endpoint("m1", _clients.Answering("acme-2"), 0.8)],
            new() { Execution = { HedgeDelay = TimeSpan.FromSeconds(2) } },
            timeProvider: _time);

        await _time.RunAsync(router.AskAsync(stream, Routers.Hello));

        AssertSpans(
            Request(
                "",
                Decision,
                "modelrouter.attempts=2 modelrouter.outcome=succeeded modelrouter.cost=0.00012",
                "modelrouter.input_tokens=114 modelrouter.output_tokens=10",
                EndedWithSecond),
            "  " + Line(
                "Client chat m0",
                "gen_ai.operation.name=chat gen_ai.provider.name=unknown gen_ai.request.model=m0 gen_ai.usage.input_tokens=14",
                "gen_ai.usage.output_tokens=0 modelrouter.attempt=1 modelrouter.cost=1.4E-05 modelrouter.model=m0",
                "modelrouter.outcome=superseded modelrouter.tier=cloud modelrouter.usage_estimated=True",
                Streamed(stream)),
            Attempt(2, "", Answer, Answered, Streamed(stream, hasChunk: true)));
    }

    private static string Request(string error, params string[] tags) => Line("Internal modelrouter.chat" + error, tags);

    private static string Attempt(int number, string error, params string[] tags) => "  " + Line(
        $"Client chat acme-{number}{error}",
        [
            .. tags,
            $"gen_ai.operation.name=chat gen_ai.provider.name=acme gen_ai.request.model=acme-{number} modelrouter.attempt={number}",
            $"modelrouter.model=m{number - 1} modelrouter.tier=cloud server.address=acme.test server.port=443",
        ]);

    private static string Streamed(bool stream, bool hasChunk = false) =>
        !stream ? "" : hasChunk ? "gen_ai.request.stream=True gen_ai.response.time_to_first_chunk=1" : "gen_ai.request.stream=True";

    private static string Estimate(int output) =>
        $"modelrouter.input_tokens=14 modelrouter.output_tokens={output} modelrouter.cost={(output == 1 ? "1.8E-05" : "1.4E-05")}";

    private static string Line(string head, params string[] tags) =>
        $"{head} {string.Join(' ', tags.SelectMany(t => t.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Order(StringComparer.Ordinal))}";

    private ModelRouterChatClient Over(params FakeChatClient[] clients) =>
        new(clients.Select((c, i) => Routers.Endpoint($"m{i}", c, 0.9 - (0.1 * i))), timeProvider: _time);

    private void AssertSpans(params string[] expected)
    {
        Assert.Equal(expected, _telemetry.Spans());
        Assert.DoesNotContain(expected, line => line.Contains("canary", StringComparison.Ordinal));
    }
}

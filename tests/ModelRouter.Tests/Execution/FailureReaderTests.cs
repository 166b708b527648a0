using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using static ModelRouter.ModelFailureKind;

namespace ModelRouter.Tests;

public class FailureReaderTests
{
    public static TheoryData<Func<Exception>, ModelFailureKind> Known() => new()
    {
        { () => new HttpRequestException("broken"), Transport },
        { () => new HttpRequestException(HttpRequestError.ResponseEnded, "broken"), Transport },
        { () => new HttpRequestException("broken", new IOException("x", new SocketException((int)SocketError.ConnectionReset))), Transport },
        { () => new HttpRequestException(HttpRequestError.ConnectionError, "refused"), Unreachable },
        { () => new HttpRequestException(HttpRequestError.NameResolutionError, "no host"), Unreachable },
        { () => new HttpRequestException(HttpRequestError.SecureConnectionError, "no TLS", new IOException()), Unreachable },
        { () => new HttpRequestException(HttpRequestError.ProxyTunnelError, "no tunnel"), Unreachable },
        { () => new HttpRequestException("refused", new SocketException((int)SocketError.ConnectionRefused)), Unreachable },
        { () => new InvalidOperationException("wrapped", new IOException("x", new SocketException((int)SocketError.HostNotFound))), Unreachable },
        { () => new FileNotFoundException(), Unreachable },
        { () => new HttpRequestException(HttpRequestError.InvalidResponse, "no HTTP"), MalformedAnswer },
        { () => new HttpRequestException(HttpRequestError.UserAuthenticationError, "no"), Authentication },
        { () => new HttpIOException(HttpRequestError.ResponseEnded), Transport },
        { () => new SocketException(), Transport },
        { () => new IOException(), Transport },
        { () => new TaskCanceledException("HttpClient.Timeout", new TimeoutException()), ModelFailureKind.Timeout },
        { () => new TimeoutException(), ModelFailureKind.Timeout },
        { () => new JsonException(), MalformedAnswer },
        { () => new FormatException(), MalformedAnswer },
        { () => new InvalidDataException(), MalformedAnswer },
        { () => new EmptyResponseException("m"), MalformedAnswer },
        { () => new ModelRefusedException("full"), Refused },
        { () => new NotSupportedException(), Refused },
        { () => new ArgumentOutOfRangeException("finish_reason"), Refused },
        { () => new ArgumentException("bad", "tools"), InvalidRequest },
        { () => new UnauthorizedAccessException(), Authentication },
        { () => new InvalidOperationException(), Unknown },
        { () => new InvalidOperationException("wrapped", new IOException()), Transport },
        { () => new InvalidOperationException("its own mistake", new ArgumentException("bad", "x")), Unknown },
        { () => new AggregateException(new ArgumentException("bad", "x")), InvalidRequest },
        { () => new AggregateException(new HttpRequestException("no", null, HttpStatusCode.TooManyRequests)), RateLimit },
    };

    [Theory]
    [MemberData(nameof(Known))]
    public void The_core_understands_what_dotnet_throws(Func<Exception> make, ModelFailureKind kind)
    {
        Assert.Equal(kind, Readers().Read(make(), CancellationToken.None).Kind);
    }

    [Theory]
    [InlineData(400, InvalidRequest)]
    [InlineData(401, Authentication)]
    [InlineData(402, Authentication)]
    [InlineData(403, Authentication)]
    [InlineData(404, UnknownModel)]
    [InlineData(408, ModelFailureKind.Timeout)]
    [InlineData(409, Unknown)]
    [InlineData(413, InvalidRequest)]
    [InlineData(422, InvalidRequest)]
    [InlineData(429, RateLimit)]
    [InlineData(500, Server)]
    [InlineData(502, Server)]
    [InlineData(503, Overload)]
    [InlineData(504, ModelFailureKind.Timeout)]
    [InlineData(529, Overload)]
    public void A_status_is_a_kind_and_is_told(int status, ModelFailureKind kind)
    {
        var failure = Readers().Read(new HttpRequestException("no", null, (HttpStatusCode)status), CancellationToken.None);

        Assert.Equal((kind, status), (failure.Kind, failure.Status));
    }

    [Fact]
    public void Registered_readers_are_asked_first_and_through_inner_exceptions()
    {
        var readers = Readers(new Throwing(), new KindReader());
        var wrapped = new HttpRequestException("outer", new KindException(Overload, TimeSpan.FromSeconds(7)), HttpStatusCode.BadRequest);

        var failure = readers.Read(wrapped, CancellationToken.None);

        Assert.Equal((Overload, TimeSpan.FromSeconds(7)), (failure.Kind, failure.RetryAfter));
        Assert.Equal(Transport, readers.Read(new IOException(), CancellationToken.None).Kind);
        Assert.Throws<ArgumentException>(() => Readers([null!]));
    }

    [Fact]
    public void Cancellation_is_only_ever_the_callers()
    {
        using var left = new CancellationTokenSource();
        left.Cancel();
        var readers = Readers(new KindReader());

        Assert.Equal(Cancelled, readers.Read(new OperationCanceledException(), left.Token).Kind);
        Assert.Equal(Cancelled, readers.Read(new InvalidOperationException("x", new TaskCanceledException()), left.Token).Kind);
        Assert.Equal(Cancelled, readers.Read(new IOException("aborted"), left.Token).Kind);
        Assert.Equal(Cancelled, readers.Read(new SocketException((int)SocketError.ConnectionRefused), left.Token).Kind);
        Assert.Equal(InvalidRequest, readers.Read(new ArgumentException("bad", nameof(left)), left.Token).Kind);
        Assert.Equal(ModelFailureKind.Timeout, readers.Read(new KindException(Cancelled), CancellationToken.None).Kind);
    }

    [Fact]
    public void A_wait_that_ended_is_no_broken_connection_whoever_reads_those()
    {
        var readers = Readers(new TransportReader());
        var broken = new HttpIOException(HttpRequestError.Unknown, "aborted", new SocketException());

        Assert.Equal(ModelFailureKind.Timeout, readers.Read(new TaskCanceledException("too long", broken), CancellationToken.None).Kind);
        Assert.Equal(ModelFailureKind.Timeout, readers.Read(new TimeoutException("too long", broken), CancellationToken.None).Kind);
        Assert.Equal(
            ModelFailureKind.Timeout,
            readers.Read(new InvalidOperationException("x", new TaskCanceledException("too long", broken)), CancellationToken.None).Kind);
        Assert.Equal(Transport, readers.Read(new InvalidOperationException("x", broken), CancellationToken.None).Kind);
    }

    private static FailureReaders Readers(params IFailureReader[] readers) => new(readers, NullLogger.Instance);

    private sealed class TransportReader : IFailureReader
    {
        public ModelFailure? Read(Exception exception) => exception is IOException or SocketException ? new(Transport) : null;
    }

    private sealed class Throwing : IFailureReader
    {
        public ModelFailure? Read(Exception exception) => throw new InvalidOperationException("a reader's own mistake");
    }
}

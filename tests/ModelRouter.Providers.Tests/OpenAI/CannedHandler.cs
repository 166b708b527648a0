using System.Net;
using ModelRouter.TestProviders;

namespace ModelRouter.Providers.Tests;

/// <summary>Answers without a network; what a cut connection does to a reader is done here as well.</summary>
internal sealed class CannedHandler(Func<HttpRequestMessage, HttpResponseMessage> answer) : HttpMessageHandler
{
    /// <summary>The response that a client makes of an answer of a <see cref="WireServer"/>.</summary>
    internal static HttpResponseMessage Answer(WireAnswer answer)
    {
        var end = Math.Min(answer.Body.Length, Math.Min(answer.CutAfter ?? int.MaxValue, answer.EndAfter ?? int.MaxValue));
        var response = new HttpResponseMessage((HttpStatusCode)answer.Status)
        {
            Content = new StreamContent(new CutStream(answer.Body[..end].ToArray(), isCut: answer.CutAfter is not null)),
        };
        foreach (var (name, value) in answer.Headers)
        {
            response.Content.Headers.TryAddWithoutValidation(name, value);
        }

        return response;
    }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        Task.FromResult(answer(request));

    private sealed class CutStream(byte[] bytes, bool isCut) : MemoryStream(bytes, 0, bytes.Length, writable: false, publiclyVisible: true)
    {
        public override int Read(Span<byte> buffer)
        {
            // Not the base's: in a class derived from it that calls the method below, which calls this one.
            var read = Math.Min(buffer.Length, (int)(Length - Position));
            GetBuffer().AsSpan((int)Position, read).CopyTo(buffer);
            Position += read;
            return read > 0 || !isCut ? read : throw new HttpIOException(HttpRequestError.ResponseEnded);
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            try
            {
                return new(Read(buffer.Span));
            }
            catch (HttpIOException cut)
            {
                return ValueTask.FromException<int>(cut);
            }
        }
    }
}

using System.IO.Pipelines;
using System.Text.Json;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace ModelRouter.Cli;

/// <summary>Messages on two streams, of which the answers are written after the end of the input, too: they are paid for. The library's own transport
/// drops them, and leaves the input only where it is the process's own.</summary>
internal sealed class McpTransport(Stream input, Stream output, string name) : StreamServerTransport(Leavable(input), Stream.Null, name)
{
    private readonly SemaphoreSlim _writing = new(1, 1);

    public override async Task SendMessageAsync(JsonRpcMessage message, CancellationToken cancellationToken = default)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(message, McpJsonUtilities.DefaultOptions.GetTypeInfo(typeof(JsonRpcMessage)));
        await _writing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await output.WriteAsync((byte[])[.. json, (byte)'\n'], cancellationToken).ConfigureAwait(false);
            await output.FlushAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>A read of the console's stream ends for no token, and not when it is disposed.</summary>
    private static Stream Leavable(Stream input)
    {
        var pipe = new Pipe();
        _ = CopyAsync();
        return pipe.Reader.AsStream();

        async Task CopyAsync()
        {
            Exception? failure = null;
            try
            {
                await input.CopyToAsync(pipe.Writer).ConfigureAwait(false);
            }
            catch (Exception exception)
            {
                failure = exception;
            }

            await pipe.Writer.CompleteAsync(failure).ConfigureAwait(false);
        }
    }
}

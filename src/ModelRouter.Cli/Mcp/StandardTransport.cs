using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace ModelRouter.Cli;

/// <summary>Messages, one a line, on standard input and output. At the end of the input what was asked before is still answered: the package's own transport drops
/// those answers, and so all of a file that is piped in.</summary>
internal sealed class StandardTransport : TransportBase
{
    private static readonly JsonTypeInfo<JsonRpcMessage> Messages = (JsonTypeInfo<JsonRpcMessage>)McpJsonUtilities.DefaultOptions.GetTypeInfo(typeof(JsonRpcMessage));

    private readonly Stream _output;
    private readonly Terminal _terminal;
    private readonly SemaphoreSlim _sending = new(1);
    private readonly CancellationTokenSource _closing = new();
    private readonly Lock _gate = new();
    private readonly HashSet<RequestId> _unanswered = [];
    private readonly TaskCompletionSource _answered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _reading;
    private bool _hasEnded;

    public StandardTransport(Stream input, Stream output, Terminal terminal)
        : base("stdio", loggerFactory: null)
    {
        (_output, _terminal) = (output, terminal);
        SetConnected();
        _reading = Task.Run(() => ReadAsync(input), _closing.Token);
    }

    public override async Task SendMessageAsync(JsonRpcMessage message, CancellationToken cancellationToken = default)
    {
        await _sending.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await _output.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(message, Messages), cancellationToken).ConfigureAwait(false);
            await _output.WriteAsync("\n"u8.ToArray(), cancellationToken).ConfigureAwait(false);
            await _output.FlushAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _sending.Release();
            if (message is JsonRpcResponse or JsonRpcError)
            {
                Answered(((JsonRpcMessageWithId)message).Id);
            }
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync().ConfigureAwait(false);
        await _reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _sending.Dispose();
        _closing.Dispose();
    }

    private async Task ReadAsync(Stream input)
    {
        try
        {
            using var reader = new StreamReader(input, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));

            // A read of a terminal or pipe can't be interrupted; the wait for it can.
            while (await Task.Run(() => reader.ReadLineAsync(CancellationToken.None).AsTask(), _closing.Token).WaitAsync(_closing.Token).ConfigureAwait(false) is { } line)
            {
                if (Read(line) is { } message)
                {
                    Note(message);
                    await WriteMessageAsync(message, _closing.Token).ConfigureAwait(false);
                }
            }

            lock (_gate)
            {
                _hasEnded = true;
                Check();
            }

            await _answered.Task.WaitAsync(_closing.Token).ConfigureAwait(false);
            SetDisconnected();
        }
        catch (OperationCanceledException)
        {
            SetDisconnected();
        }
        catch (Exception failure)
        {
            SetDisconnected(failure);
        }
    }

    private JsonRpcMessage? Read(string line)
    {
        if (string.IsNullOrWhiteSpace(line))
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize(line, Messages);
        }
        catch (JsonException)
        {
            _terminal.WriteNote("a line of the input is no message of the protocol, and is passed over.");
            return null;
        }
    }

    private void Note(JsonRpcMessage message)
    {
        lock (_gate)
        {
            if (message is JsonRpcRequest request)
            {
                _unanswered.Add(request.Id);
            }
        }

        // Whoever takes a request back gets no answer to it.
        if (message is JsonRpcNotification { Method: NotificationMethods.CancelledNotification, Params: { } cancelled }
            && cancelled.Deserialize(McpJsonUtilities.DefaultOptions.GetTypeInfo(typeof(CancelledNotificationParams))) is CancelledNotificationParams { RequestId: { } id })
        {
            Answered(id);
        }
    }

    private void Answered(RequestId id)
    {
        lock (_gate)
        {
            _unanswered.Remove(id);
            Check();
        }
    }

    private void Check()
    {
        if (_hasEnded && _unanswered.Count == 0)
        {
            _answered.TrySetResult();
        }
    }
}

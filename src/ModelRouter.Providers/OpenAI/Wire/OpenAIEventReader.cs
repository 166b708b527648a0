using System.Text.Unicode;

namespace ModelRouter.Providers;

/// <summary>Reads server-sent events, strictly.</summary>
/// <remarks>
/// The standard has readers skip what they don't know. Here a skipped line may be a piece of the answer whose name was damaged on
/// its way, and the rest would look whole, so that any line that is no field, no comment and not UTF-8 is an error.
/// An event that the end of the stream cuts off is given as well: whether it is whole shows when it is parsed.
/// </remarks>
internal sealed class OpenAIEventReader(Stream stream)
{
    private const int MaxEventBytes = 16 << 20;

    private byte[] _buffer = new byte[8_192];
    private int _start;
    private int _end;
    private byte[] _data = [];
    private int _dataLength;
    private bool _hasData;
    private bool _isError;
    private bool _isBegun;

    /// <summary>The next event; <see langword="null"/> at the end.</summary>
    /// <exception cref="OpenAIServiceException">What comes is no stream of events.</exception>
    public async ValueTask<OpenAIEvent?> ReadAsync(CancellationToken ct)
    {
        (_dataLength, _hasData, _isError) = (0, false, false);
        while (await ReadLineAsync(ct).ConfigureAwait(false) is { } line)
        {
            if (line.Length > 0)
            {
                Take(line.Span);
            }
            else if (_dataLength > 0 || _isError)
            {
                return new(_data.AsMemory(0, _dataLength), _isError);
            }
            else
            {
                // An empty event keeps the connection alive.
                _hasData = false;
            }
        }

        return _hasData ? new(_data.AsMemory(0, _dataLength), _isError) : null;
    }

    private void Take(ReadOnlySpan<byte> line)
    {
        if (!Utf8.IsValid(line))
        {
            throw OpenAIServiceException.Malformed("a line of the stream is not UTF-8.");
        }

        var colon = line.IndexOf((byte)':');
        var name = colon < 0 ? line : line[..colon];
        var value = colon < 0 ? [] : line[(colon + 1)..];
        value = value.StartsWith(" "u8) ? value[1..] : value;
        if (name.SequenceEqual("data"u8))
        {
            Append(value);
        }
        else if (name.SequenceEqual("event"u8))
        {
            _isError = value.SequenceEqual("error"u8);
        }
        else if (name.Length > 0 && !name.SequenceEqual("id"u8) && !name.SequenceEqual("retry"u8))
        {
            throw OpenAIServiceException.Malformed("a line of the stream is no field of a server-sent event.");
        }
    }

    private void Append(ReadOnlySpan<byte> value)
    {
        var separator = _hasData ? 1 : 0;
        var length = _dataLength + separator + value.Length;
        if (length > MaxEventBytes)
        {
            throw TooLong();
        }

        if (length > _data.Length)
        {
            Array.Resize(ref _data, Math.Max(length, 2 * _data.Length));
        }

        if (_hasData)
        {
            _data[_dataLength] = (byte)'\n';
        }

        value.CopyTo(_data.AsSpan(_dataLength + separator));
        (_dataLength, _hasData) = (length, true);
    }

    /// <summary>The next line without its end; what stands behind the last end is a line too, unless it is nothing.</summary>
    private async ValueTask<ReadOnlyMemory<byte>?> ReadLineAsync(CancellationToken ct)
    {
        var searched = 0;
        while (true)
        {
            var feed = _buffer.AsSpan(_start + searched, _end - _start - searched).IndexOf((byte)'\n');
            if (feed >= 0)
            {
                return Line(searched + feed, 1);
            }

            searched = _end - _start;
            MakeRoom();
            var read = await stream.ReadAsync(_buffer.AsMemory(_end), ct).ConfigureAwait(false);
            if (read == 0)
            {
                // A bare null would be an array's, and so an empty line instead of none.
                return searched == 0 ? default(ReadOnlyMemory<byte>?) : Line(searched, 0);
            }

            _end += read;
        }
    }

    private ReadOnlyMemory<byte> Line(int length, int ending)
    {
        var line = _buffer.AsMemory(_start, length);
        _start += length + ending;
        if (!_isBegun)
        {
            _isBegun = true;
            line = line.Span.StartsWith("\uFEFF"u8) ? line[3..] : line;
        }

        return line.Span.EndsWith("\r"u8) ? line[..^1] : line;
    }

    private void MakeRoom()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        if (_end == _buffer.Length)
        {
            Array.Resize(ref _buffer, _buffer.Length < MaxEventBytes ? 2 * _buffer.Length : throw TooLong());
        }
    }

    private static OpenAIServiceException TooLong() => OpenAIServiceException.Malformed("an event is longer than 16 MiB.");
}

using System.Runtime.ExceptionServices;

namespace ModelRouter.Providers;

/// <summary>A streamed answer, of which nothing goes to the client library before whole lines of it have been checked.</summary>
/// <remarks>
/// The libraries take what they get: a connection that closes early ends their answers without an error, bytes that are no UTF-8
/// become question marks, lines and fields that they don't know are skipped. Each of these is an answer that only looks complete.
/// Not safe for concurrent use.
/// </remarks>
/// <param name="inner">The answer as it comes; disposed with this stream.</param>
/// <param name="check">What the lines have to be.</param>
/// <param name="caller">Ends reads of libraries that pass no token of their own.</param>
internal sealed class CheckedStream(Stream inner, IAnswerCheck check, CancellationToken caller) : Stream
{
    // Images are sent, not received: no line of an answer is near this.
    private const int LongestLine = 16 << 20;

    private byte[] _buffer = new byte[4096];

    // Lines from _start to _checked may go out; from there to _scanned there is no line's end; what is read reaches to _end.
    private int _start;
    private int _checked;
    private int _scanned;
    private int _end;
    private bool _isOver;

    // What comes before it goes out first: the answer's beginning may be shown by then, and is paid for.
    private ExceptionDispatchInfo? _failure;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var token = cancellationToken.CanBeCanceled ? cancellationToken : caller;
        while (_start == _checked && !_isOver)
        {
            _failure?.Throw();
            await FillAsync(token).ConfigureAwait(false);
        }

        var count = Math.Min(buffer.Length, _checked - _start);
        _buffer.AsMemory(_start, count).CopyTo(buffer);
        _start += count;
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Answers are read asynchronously.");

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>Reads once and checks the lines that are whole by then.</summary>
    private async ValueTask FillAsync(CancellationToken token)
    {
        MakeRoom();
        var count = await inner.ReadAsync(_buffer.AsMemory(_end), token).ConfigureAwait(false);
        _end += count;
        try
        {
            CheckLines(isLast: count == 0);
        }
        catch (Exception failure)
        {
            _failure = ExceptionDispatchInfo.Capture(failure);
        }
    }

    private void CheckLines(bool isLast)
    {
        for (int length; (length = _buffer.AsSpan(_scanned, _end - _scanned).IndexOf((byte)'\n')) >= 0;)
        {
            Check(_scanned + length);
            _scanned += length + 1;
            _checked = _scanned;
            if (check.IsOver)
            {
                // Some servers leave the connection open behind it.
                _end = _checked;
                _isOver = true;
                return;
            }
        }

        _scanned = _end;
        if (isLast)
        {
            // A last line without an end is whole if the check says so.
            if (_checked < _end)
            {
                Check(_end);
                _checked = _end;
            }

            check.End();
            _isOver = true;
        }
    }

    /// <summary>Checks the line that ends at <paramref name="end"/>.</summary>
    private void Check(int end)
    {
        var line = _buffer.AsSpan(_checked, end - _checked);
        check.Line(line is [.., (byte)'\r'] ? line[..^1] : line);
    }

    private void MakeRoom()
    {
        if (_start > 0)
        {
            // All that was checked has gone out; what remains is the beginning of a line.
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_checked, _scanned, _end) = (_checked - _start, _scanned - _start, _end - _start);
            _start = 0;
        }

        if (_end < _buffer.Length)
        {
            return;
        }

        if (_buffer.Length >= LongestLine)
        {
            throw ModelServiceException.Malformed($"A line of the answer is longer than {LongestLine >> 20} MiB.");
        }

        Array.Resize(ref _buffer, _buffer.Length * 2);
    }
}

using System.Net;

namespace ModelRouter.LlamaCpp;

/// <summary>Brings one file's bytes into its part, over as many connections as it takes.</summary>
internal sealed class Download(
    RegistryClient registry, PartialFile part, Uri address, string sha256, long? bytes, Retry retry, Action<ModelDownloadProgress> report)
{
    /// <summary>Progress of at least this much earns new patience; a server that gives a few bytes each time would else never end it.</summary>
    private const long Step = 1 << 20;

    // All models begin so.
    private static ReadOnlySpan<byte> Magic => "GGUF"u8;

    private readonly byte[] _buffer = new byte[1 << 17];
    private long? _total;
    private bool _isUsed;
    private bool _wantsWhole;

    /// <summary>Downloads what is missing.</summary>
    /// <returns>How many of the bytes that were there have been used.</returns>
    public async Task<long> RunAsync(CancellationToken ct)
    {
        if (part.Record.Sha256 != sha256 || part.Length > bytes)
        {
            part.Restart();
        }

        var found = part.Length;
        _isUsed = found > 0;
        var best = found;
        while (bytes is null || part.Length < bytes)
        {
            try
            {
                await TryOnceAsync(ct).ConfigureAwait(false);
                break;
            }
            catch (LostConnectionException lost)
            {
                if (part.Length >= best + Step)
                {
                    best = part.Length;
                    retry.Reset();
                }

                await retry.WaitAsync(lost, trouble => Report(ModelDownloadPhase.Waiting, trouble), ct).ConfigureAwait(false);
            }
        }

        return _isUsed ? found : 0;
    }

    /// <summary>One connection. What is there is given up only for an answer that is the whole file by its length, if it tells one, and begins as a model:
    /// others may be a proxy's or a login page's.</summary>
    private async Task TryOnceAsync(CancellationToken ct)
    {
        var from = _wantsWhole ? 0 : part.Length;
        using var response = await registry.GetAsync(address, from, part.Record.Header, ct).ConfigureAwait(false);
        if (response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable)
        {
            // The part is as long as the file, or longer.
            if (from > 0 && bytes is null && response.Content.Headers.ContentRange?.Length == from)
            {
                return;
            }

            _wantsWhole = true;
            throw new LostConnectionException($"{address.Authority} has no bytes from {from} on.");
        }

        var isContinued = from > 0 && response.StatusCode == HttpStatusCode.PartialContent;
        if (isContinued)
        {
            CheckContinuation(response, from);
        }

        _total = (isContinued ? response.Content.Headers.ContentRange!.Length : response.Content.Headers.ContentLength) ?? bytes;
        if (bytes is not null && _total != bytes)
        {
            throw Changed($"{_total} bytes long");
        }

        var source = await response.Content.ReadAsStreamAsync(ct).ConfigureAwait(false);
        await using var end = source.ConfigureAwait(false);
        var read = 0;
        if (!isContinued)
        {
            read = await ReadBeginningAsync(source, ct).ConfigureAwait(false);
            part.Restart();
            (_isUsed, _wantsWhole) = (false, false);
        }

        part.Keep(sha256, response.Headers.ETag ?? (isContinued ? part.Record.Header : null));
        await CopyAsync(source, read, ct).ConfigureAwait(false);
    }

    /// <summary>A continuation must begin where the part ends, and belong to the same file; servers without If-Range do not see to it.</summary>
    private void CheckContinuation(HttpResponseMessage response, long from)
    {
        var range = response.Content.Headers.ContentRange;
        var isSame = part.Record.Tag is null || response.Headers.ETag is not { IsWeak: false } tag || tag.Tag == part.Record.Tag;
        if (range?.From == from && isSame && (bytes is null || range.Length is null || range.Length == bytes))
        {
            return;
        }

        _wantsWhole = true;
        throw new LostConnectionException($"{address.Authority} went on with another file or place.");
    }

    /// <summary>Reads an answer's first bytes; gives how many there are.</summary>
    private async Task<int> ReadBeginningAsync(Stream source, CancellationToken ct)
    {
        for (var read = 0; ;)
        {
            var count = await retry.ReadAsync(source, _buffer.AsMemory(read), ct).ConfigureAwait(false);
            read += count;
            var most = Math.Min(read, Magic.Length);
            if (!_buffer.AsSpan(0, most).SequenceEqual(Magic[..most]))
            {
                throw new ModelDownloadException(ModelDownloadFailure.BadAnswer, $"{address.Authority} answered with something else than a model to {address}; is a login page or a proxy in between?");
            }

            if (read >= Magic.Length)
            {
                return read;
            }

            if (count == 0)
            {
                throw EndedEarly();
            }
        }
    }

    /// <summary>Adds to the part what has been read, and all that follows.</summary>
    private async Task CopyAsync(Stream source, int read, CancellationToken ct)
    {
        part.Data.Position = part.Length;
        Report(ModelDownloadPhase.Downloading);
        for (var count = read > 0 ? read : await ReadAsync().ConfigureAwait(false); count > 0; count = await ReadAsync().ConfigureAwait(false))
        {
            if (part.Length + count > _total)
            {
                throw Changed($"longer than {_total} bytes");
            }

            await part.Data.WriteAsync(_buffer.AsMemory(0, count), ct).ConfigureAwait(false);
            Report(ModelDownloadPhase.Downloading);
        }

        if (part.Length < _total)
        {
            throw EndedEarly();
        }

        ValueTask<int> ReadAsync() => retry.ReadAsync(source, _buffer, ct);
    }

    private LostConnectionException EndedEarly() => new($"{address.Authority} ended the connection early.");

    private void Report(ModelDownloadPhase phase, string? trouble = null) => report(new(phase, part.Length, _total ?? bytes, trouble));

    private ModelDownloadException Changed(string how) =>
        new(ModelDownloadFailure.Changed, $"{address} is {how}, and {bytes} bytes were announced; the registry has another file now.");
}

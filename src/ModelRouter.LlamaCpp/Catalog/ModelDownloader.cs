namespace ModelRouter.LlamaCpp;

/// <summary>Downloads models of the <see cref="ModelCatalog"/>. Safe for concurrent use; one file is downloaded by one caller at a time,
/// other processes included.</summary>
/// <remarks>A file gets its name only when its SHA-256 is right and the engine's own reader accepts it. Until then it is
/// <c>name.part</c>, which a later call goes on with.</remarks>
public sealed class ModelDownloader : IDisposable
{
    private readonly ModelDownloadOptions _options;
    private readonly TimeProvider _time;
    private readonly RegistryClient _registry;

    /// <summary>A downloader from one registry.</summary>
    /// <param name="options">Which; <see langword="null"/> for the catalog's own.</param>
    /// <param name="timeProvider">The clock for waits; <see langword="null"/> for the system's.</param>
    public ModelDownloader(ModelDownloadOptions? options = null, TimeProvider? timeProvider = null)
    {
        _options = options ?? new();
        _time = timeProvider ?? TimeProvider.System;
        _registry = new(_options, _time);
    }

    /// <summary>Bytes free on a folder's disk; a test makes it small.</summary>
    internal Func<string, long?> FreeSpace { get; init; } = DiskSpace.Free;

    /// <inheritdoc />
    public void Dispose() => _registry.Dispose();

    /// <summary>Brings a model into a folder; returns at once if it is there.</summary>
    /// <param name="entry">The model.</param>
    /// <param name="folder">The folder; made if it is missing.</param>
    /// <param name="sha256">The checksum to hold the file to, where the catalog has none; it comes before the registry's.</param>
    /// <param name="progress">Told of every step, on the thread that made it.</param>
    /// <param name="cancellationToken">Cancels; what has arrived is kept.</param>
    /// <exception cref="ModelDownloadException">It failed; what has arrived is kept unless its checksum is wrong.</exception>
    /// <exception cref="InvalidModelFileException">The file is what its checksum stands for, but the engine can't use it; it is removed.</exception>
    /// <exception cref="IOException">The folder can't be written.</exception>
    /// <exception cref="ArgumentException"><paramref name="sha256"/> is no SHA-256, or not the catalog's.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public async Task<ModelDownloadResult> PullAsync(
        ModelCatalogEntry entry,
        string folder,
        string? sha256 = null,
        IProgress<ModelDownloadProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(entry);
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        var start = _time.GetTimestamp();
        var pinned = Pinned(entry, sha256);
        var home = Directory.CreateDirectory(folder).FullName;
        var target = Path.Combine(home, entry.FileName);
        var retry = new Retry(_options, _time);
        Action<ModelDownloadProgress> report = progress is null ? static _ => { } : progress.Report;

        var address = new Uri(_options.Registry, $"{entry.Repository}/resolve/main/{entry.FileName}");

        // Looked for before the place is taken, since who has the file need not write, and again when it is: another may have brought it meanwhile.
        if (!File.Exists(target))
        {
            using var part = PartialFile.Open(target);
            if (!File.Exists(target))
            {
                var (wanted, bytes) = Expect(entry, pinned, await ProbeAsync().ConfigureAwait(false));

                // What the part has is only subtracted if it is of this file.
                var left = (bytes ?? entry.Bytes) - (part.Record.Sha256 == wanted ? part.Length : 0);
                DiskSpace.Require(home, Math.Max(0, left), FreeSpace(home));
                var resumed = await new Download(_registry, part, address, wanted, bytes, retry, report).RunAsync(cancellationToken).ConfigureAwait(false);
                await VerifyPartAsync(part, wanted, report, cancellationToken).ConfigureAwait(false);
                part.Complete();
                return new(target, new FileInfo(target).Length, wanted, WasThere: false, resumed, _time.GetElapsedTime(start));
            }
        }

        // A file that is there and pinned needs no network.
        var (hash, _) = Expect(entry, pinned, pinned is not null ? default : await ProbeAsync().ConfigureAwait(false));
        return await VerifyExistingAsync(target, hash, start, report, cancellationToken).ConfigureAwait(false);

        Task<RegistryFile> ProbeAsync() => retry.RunAsync(
            () => _registry.ProbeAsync(address, cancellationToken), trouble => report(new(ModelDownloadPhase.Waiting, 0, null, trouble)), cancellationToken);
    }

    private static string? Pinned(ModelCatalogEntry entry, string? sha256)
    {
        if (sha256 is null)
        {
            return entry.Sha256;
        }

        var given = Checksum.Parse(sha256) ?? throw new ArgumentException($"'{sha256}' is no SHA-256; 64 hexadecimal digits are expected.", nameof(sha256));
        return entry.Sha256 is null || entry.Sha256 == given
            ? given
            : throw new ArgumentException($"The catalog names the SHA-256 {entry.Sha256} for {entry.Id}, not {given}.", nameof(sha256));
    }

    /// <summary>What the file has to be: by the catalog and the caller first, by the registry where those say nothing.</summary>
    private (string Sha256, long? Bytes) Expect(ModelCatalogEntry entry, string? pinned, RegistryFile remote)
    {
        if ((pinned ?? remote.Sha256) is not { } hash)
        {
            throw new ModelDownloadException(
                ModelDownloadFailure.NoChecksum,
                $"Neither the catalog nor {_options.Registry.Authority} gives a checksum for {entry.FileName}, so nothing could prove it. Give its SHA-256.");
        }

        if (remote.Sha256 is { } theirs && theirs != hash)
        {
            throw new ModelDownloadException(
                ModelDownloadFailure.Changed,
                $"{_options.Registry.Authority} has another {entry.FileName}: its SHA-256 is {theirs}, and {hash} is expected. Nothing was downloaded.");
        }

        return (hash, entry.Sha256 is null ? remote.Bytes : entry.Bytes);
    }

    private async Task<ModelDownloadResult> VerifyExistingAsync(
        string target, string expected, long start, Action<ModelDownloadProgress> report, CancellationToken ct)
    {
        var file = new FileStream(target, FileMode.Open, FileAccess.Read, FileShare.Read, 0, FileOptions.Asynchronous | FileOptions.SequentialScan);
        await using (file.ConfigureAwait(false))
        {
            var actual = await HashAsync(file, report, ct).ConfigureAwait(false);
            return actual == expected
                ? new(target, file.Length, actual, WasThere: true, ResumedFrom: 0, _time.GetElapsedTime(start))
                : throw new ModelDownloadException(
                    ModelDownloadFailure.InTheWay,
                    $"'{target}' is there and is another file: its SHA-256 is {actual}, and {expected} is expected. Move it away or choose another folder.");
        }
    }

    private static async Task VerifyPartAsync(PartialFile part, string expected, Action<ModelDownloadProgress> report, CancellationToken ct)
    {
        var actual = await HashAsync(part.Data, report, ct).ConfigureAwait(false);
        if (actual != expected)
        {
            part.Discard();
            throw new ModelDownloadException(
                ModelDownloadFailure.WrongChecksum,
                $"What arrived as {Path.GetFileName(part.Target)} has the SHA-256 {actual}, and {expected} is expected. It was removed; run it again to start afresh.");
        }

        part.CloseData();
        try
        {
            ModelFileCheck.Run(GgufReader.Read(part.Path));
        }
        catch (InvalidModelFileException)
        {
            part.Discard();
            throw;
        }
    }

    private static Task<string> HashAsync(FileStream file, Action<ModelDownloadProgress> report, CancellationToken ct)
    {
        var total = file.Length;
        return Checksum.OfAsync(file, done => report(new(ModelDownloadPhase.Verifying, done, total)), ct);
    }
}

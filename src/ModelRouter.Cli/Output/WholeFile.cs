namespace ModelRouter.Cli;

/// <summary>Writes a file that is there as a whole or not at all: beside it first, and in its place when it is complete.</summary>
internal sealed class WholeFile : IDisposable
{
    private readonly Stream _stream;
    private readonly string? _partial;
    private readonly string _target = "";

    private WholeFile(string path)
    {
        if (SpecialFile.Open(path) is { } special)
        {
            _stream = special;
            return;
        }

        // A link stays one, and what it leads to is replaced.
        _target = OutputPath.Resolve(path);
        _partial = $"{_target}.{Environment.ProcessId}.partial";
        _stream = Create(_partial, OperatingSystem.IsWindows() || !File.Exists(_target) ? null : File.GetUnixFileMode(_target));
    }

    internal static async Task WriteAsync(string path, Func<Stream, Task> write)
    {
        using var file = new WholeFile(path);
        await write(file._stream).ConfigureAwait(false);
        file.Complete();
    }

    /// <summary>As <see cref="WriteAsync(string, Func{Stream, Task})"/>, for UTF-8 text.</summary>
    internal static Task WriteTextAsync(string path, Func<TextWriter, Task> write) => WriteAsync(path, async stream =>
    {
        var writer = new StreamWriter(stream, new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
        await using var end = writer.ConfigureAwait(false);
        await write(writer).ConfigureAwait(false);
    });

    /// <summary>As <see cref="WriteAsync(string, Func{Stream, Task})"/>, for what is there already.</summary>
    internal static void Write(string path, ReadOnlySpan<byte> bytes)
    {
        using var file = new WholeFile(path);
        file._stream.Write(bytes);
        file.Complete();
    }

    public void Dispose()
    {
        try
        {
            _stream.Dispose();
        }
        finally
        {
            if (_partial is not null)
            {
                File.Delete(_partial);
            }
        }
    }

    /// <summary>Who may read the file that is replaced may read the new one, and nobody else, even while it is written.</summary>
    private static FileStream Create(string partial, UnixFileMode? mode)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Share = FileShare.None };
        if (mode is not { } known || OperatingSystem.IsWindows())
        {
            return new(partial, options);
        }

        options.UnixCreateMode = known;
        var file = new FileStream(partial, options);
        File.SetUnixFileMode(file.SafeFileHandle, known);
        return file;
    }

    private void Complete()
    {
        if (_partial is null)
        {
            _stream.Flush();
            return;
        }

        ((FileStream)_stream).Flush(flushToDisk: true);
        _stream.Dispose();
        File.Move(_partial, _target, overwrite: true);
    }
}

using System.Net.Http.Headers;

namespace ModelRouter.LlamaCpp;

/// <summary>A file on its way: <c>name.part</c> beside the place where it will be, and <c>name.part.json</c>, which says of which file it
/// is a part. The latter is held exclusively, so that two processes never write one file.</summary>
internal sealed class PartialFile : IDisposable
{
    /// <summary>Nobody else may read or write. Windows has to be told that an open file may be deleted; other systems always allow it.</summary>
    private static readonly FileShare Exclusive = OperatingSystem.IsWindows() ? FileShare.Delete : FileShare.None;

    private readonly FileStream _lock;
    private FileStream? _data;

    private PartialFile(string target, FileStream @lock)
    {
        Target = target;
        _lock = @lock;
    }

    /// <summary>Where the file will be.</summary>
    public string Target { get; }

    /// <summary>Where it is until then.</summary>
    public string Path => Target + ".part";

    /// <summary>Which file it is a part of.</summary>
    public PartRecord Record { get; private set; } = PartRecord.None;

    /// <summary>The content; opened at its first use.</summary>
    public FileStream Data => _data ??= new(Path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 0, FileOptions.Asynchronous);

    /// <summary>Bytes that are there.</summary>
    public long Length => _data?.Length ?? (File.Exists(Path) ? new FileInfo(Path).Length : 0);

    private string RecordPath => Path + ".json";

    /// <summary>Takes the place for a file.</summary>
    /// <exception cref="ModelDownloadException">Another process has it.</exception>
    public static PartialFile Open(string target)
    {
        var record = target + ".part.json";
        try
        {
            var part = new PartialFile(target, new(record, FileMode.OpenOrCreate, FileAccess.ReadWrite, Exclusive, 0));
            part.Record = PartRecord.Read(part._lock);
            return part;
        }
        catch (IOException held) when (File.Exists(record))
        {
            throw new ModelDownloadException(
                ModelDownloadFailure.Busy,
                $"'{target}' is being downloaded by another process. Wait for it, or end it and run this again.", held);
        }
    }

    /// <summary>Notes which file the part belongs to, before its bytes are written.</summary>
    public void Keep(string sha256, EntityTagHeaderValue? tag)
    {
        Record = new(sha256, tag is { IsWeak: false } ? tag.Tag : null);
        Record.Write(_lock);
    }

    /// <summary>Forgets what is there.</summary>
    public void Restart() => Data.SetLength(0);

    /// <summary>Closes the content, so that others can read it.</summary>
    public void CloseData()
    {
        _data?.Flush(flushToDisk: true);
        _data?.Dispose();
        _data = null;
    }

    /// <summary>Puts the finished file into its place, which nobody ever sees half full.</summary>
    public void Complete()
    {
        CloseData();
        File.Move(Path, Target);
    }

    /// <summary>Removes the content.</summary>
    public void Discard()
    {
        _data?.Dispose();
        _data = null;
        File.Delete(Path);
    }

    public void Dispose()
    {
        _data?.Dispose();
        _data = null;
        if (Length == 0)
        {
            // Nothing is left to resume. Removed while it is held, since afterwards another process may have the place.
            File.Delete(Path);
            File.Delete(RecordPath);
        }

        _lock.Dispose();
    }
}

using System.Globalization;

namespace ModelRouter.Storage;

/// <summary>One file of the spool: lines of JSON, each an entry, locked by the process that writes it.</summary>
/// <remarks>Whoever gets the lock of a file that he did not make knows that its writer has ended. The lock is the operating system's, so it ends with the
/// process, however that ends.</remarks>
internal sealed class SpoolFile : IDisposable
{
    private const string Extension = ".jsonl";
    private const string Unlocked = ".new";

    private readonly FileStream _file;
    private readonly string _path;
    private long _pending;

    private SpoolFile(FileStream file, string path) => (_file, _path) = (file, path);

    /// <summary>Bytes written.</summary>
    internal long Length { get; private set; }

    /// <summary>True once no more is written to it.</summary>
    internal bool IsFull { get; set; }

    /// <summary>True while an entry of it is not in the database.</summary>
    internal bool IsPending => Volatile.Read(ref _pending) > 0;

    /// <summary>Makes an empty file, locked before anybody can see it under its name.</summary>
    /// <exception cref="IOException">The folder doesn't take a file.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder doesn't let this process write.</exception>
    internal static SpoolFile Create(string folder, string name)
    {
        var path = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{name}.spool-{Guid.NewGuid():N}{Extension}"));

        // Elsewhere than on Windows a file is opened first and locked then, and in between somebody else could take it for abandoned.
        var first = OperatingSystem.IsWindows() ? path : path + Unlocked;
        var file = OwnFile.Make(first);
        try
        {
            if (first != path)
            {
                File.Move(first, path);
            }

            return new(file, path);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>The files that ended processes have left, locked; the caller disposes them.</summary>
    /// <param name="folder">Where they are.</param>
    /// <param name="name">The ledger's name.</param>
    /// <param name="unopened">Gets those that this process may not open, such as another user's.</param>
    /// <param name="isReading">True to look at them only, which others may do as well.</param>
    internal static IEnumerable<SpoolFile> Abandoned(string folder, string name, Action<string, Exception> unopened, bool isReading = false)
    {
        // A name may hold what a search takes for a wildcard.
        var names = OperatingSystem.IsLinux() ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;
        foreach (var path in Directory.EnumerateFiles(folder, "*.spool-*")
            .Where(path => Path.GetFileName(path).StartsWith($"{name}.spool-", names))
            .Where(static path => path.EndsWith(Extension, StringComparison.Ordinal) || path.EndsWith(Unlocked, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal))
        {
            SpoolFile? found = null;
            try
            {
                found = new(new(path, FileMode.Open, isReading ? FileAccess.Read : FileAccess.ReadWrite, isReading ? FileShare.Read : FileShare.None), path);
            }
            catch (IOException)
            {
                // Its writer lives, or somebody else brings it in.
            }
            catch (UnauthorizedAccessException failure)
            {
                unopened(path, failure);
            }

            if (found is not null)
            {
                yield return found;
            }
        }
    }

    /// <summary>Adds a line with its line feed. The operating system has it then, whatever becomes of this process.</summary>
    internal void Append(ReadOnlySpan<byte> line)
    {
        RandomAccess.Write(_file.SafeFileHandle, line, Length);
        Length += line.Length;
        Interlocked.Increment(ref _pending);
    }

    /// <summary>Notes that an entry needs the file no more.</summary>
    internal void Settle() => Interlocked.Decrement(ref _pending);

    /// <summary>The whole lines; a last one without its line feed was never acknowledged.</summary>
    internal IEnumerable<ReadOnlyMemory<byte>> Lines()
    {
        var bytes = new byte[_file.Length];
        _file.ReadExactly(bytes);
        for (var start = 0; start < bytes.Length;)
        {
            var length = bytes.AsSpan(start).IndexOf((byte)'\n');
            if (length < 0)
            {
                yield break;
            }

            yield return bytes.AsMemory(start, length);
            start += length + 1;
        }
    }

    /// <summary>Ends it and takes it away. Two that do so at once do no harm: an entry that comes twice is kept once.</summary>
    internal void Delete()
    {
        _file.Dispose();
        File.Delete(_path);
    }

    /// <summary>Ends it and puts it aside under a name that nobody looks for; gives the name.</summary>
    internal string Keep()
    {
        _file.Dispose();
        var aside = _path + ".unreadable";
        File.Move(_path, aside, overwrite: true);
        return aside;
    }

    /// <summary>Ends it and leaves it for the next who opens the ledger to write.</summary>
    public void Dispose() => _file.Dispose();

    public override string ToString() => _path;
}

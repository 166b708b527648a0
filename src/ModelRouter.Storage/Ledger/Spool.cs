using System.Buffers;
using System.Text.Json;

namespace ModelRouter.Storage;

/// <summary>Keeps entries that the database does not have yet where the end of the process can't reach them.</summary>
/// <remarks>Safe for concurrent use. A line is handed to the operating system and not to the disk: that takes microseconds, and survives everything but the
/// operating system's own end.</remarks>
internal sealed class Spool(string folder, string name) : IDisposable
{
    /// <summary>A file grows to that much; a larger one would take long to bring in.</summary>
    private const long FileSize = 4 << 20;

    private readonly Lock _lock = new();
    private readonly ArrayBufferWriter<byte> _line = new(1_024);
    private readonly Utf8JsonWriter _json = new(Stream.Null, SpendEntryJson.LineOptions);
    private SpoolFile? _current;
    private bool _isClosed;

    /// <summary>Writes an entry down; gives the file to settle once the database has it. One that comes after the end gets a file of its own, left for whoever opens
    /// the ledger next.</summary>
    /// <exception cref="IOException">The disk is full or fails.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder doesn't let this process write.</exception>
    internal SpoolFile Append(SpendEntry entry)
    {
        lock (_lock)
        {
            _line.ResetWrittenCount();
            _json.Reset(_line);
            SpendEntryJson.Write(_json, entry);
            _json.Flush();
            _line.Write("\n"u8);

            if (_current is { Length: >= FileSize } full)
            {
                full.IsFull = true;
                _current = null;
                DropIfDone(full);
            }

            var file = _current ?? SpoolFile.Create(folder, name);
            try
            {
                file.Append(_line.WrittenSpan);
            }
            catch when (file != _current)
            {
                // A full disk may still take files, and would get one with each entry.
                DropIfDone(file);
                throw;
            }

            if (_isClosed)
            {
                file.Dispose();
            }
            else
            {
                _current = file;
            }

            return file;
        }
    }

    /// <summary>Notes that the database has an entry.</summary>
    internal void Settle(SpoolFile file)
    {
        file.Settle();
        if (file is { IsFull: true, IsPending: false })
        {
            lock (_lock)
            {
                DropIfDone(file);
            }
        }
    }

    /// <summary>Ends writing. What the database doesn't have stays, for whoever next opens the ledger to write.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _isClosed = true;
            if (_current is { } file)
            {
                _current = null;
                file.IsFull = true;
                DropIfDone(file);
                file.Dispose();
            }
        }
    }

    /// <summary>Brings in what ended processes have left.</summary>
    /// <param name="folder">Where.</param>
    /// <param name="name">The ledger's name there.</param>
    /// <param name="write">Writes entries to the database, each once; gives how many it refused.</param>
    /// <param name="unreadable">Gets the number of lines that a power cut has spoiled or the database refused, and their file, which is kept.</param>
    /// <param name="newer">Gets the number of lines that only a newer version of the product can read, and their file, which waits for it.</param>
    /// <param name="unopened">Gets a file that this process may not open, which stays where it is.</param>
    /// <param name="ct">Stops between files.</param>
    internal static async Task RecoverAsync(
        string folder, string name, Func<SpendEntry[], Task<int>> write, Action<int, string> unreadable, Action<int, string> newer, Action<string, Exception> unopened,
        CancellationToken ct)
    {
        foreach (var file in SpoolFile.Abandoned(folder, name, unopened))
        {
            using (file)
            {
                ct.ThrowIfCancellationRequested();
                var entries = new List<SpendEntry>();
                var (spoiled, unknown) = ReadLines(file, entries);
                var lost = spoiled + (entries.Count > 0 ? await write([.. entries]).ConfigureAwait(false) : 0);
                if (unknown > 0)
                {
                    newer(unknown, file.ToString());
                }
                else if (lost > 0)
                {
                    unreadable(lost, file.Keep());
                }
                else
                {
                    file.Delete();
                }
            }
        }
    }

    /// <summary>The entries that ended processes have left, which the database may have already, and how many lines can't be read.</summary>
    /// <param name="folder">Where.</param>
    /// <param name="name">The ledger's name there.</param>
    /// <param name="unopened">Gets a file that this process may not open.</param>
    internal static (IReadOnlyList<SpendEntry> Entries, int Unreadable) Left(string folder, string name, Action<string, Exception> unopened)
    {
        var (entries, unreadable) = (new List<SpendEntry>(), 0);
        foreach (var file in Directory.Exists(folder) ? SpoolFile.Abandoned(folder, name, unopened, isReading: true) : [])
        {
            using (file)
            {
                var (spoiled, unknown) = ReadLines(file, entries);
                unreadable += spoiled + unknown;
            }
        }

        return (entries, unreadable);
    }

    /// <summary>Reads a file's entries; gives how many lines are none, and how many are of a newer version of the product.</summary>
    private static (int Spoiled, int Unknown) ReadLines(SpoolFile file, List<SpendEntry> entries)
    {
        var (spoiled, unknown) = (0, 0);
        foreach (var line in file.Lines())
        {
            try
            {
                using var json = JsonDocument.Parse(line);
                entries.Add(SpendEntryJson.Read(json.RootElement));
            }
            catch (UnknownNameException)
            {
                unknown++;
            }
            catch (Exception failure) when (failure is JsonException or FormatException or KeyNotFoundException or InvalidOperationException or OverflowException or ArgumentException)
            {
                spoiled++;
            }
        }

        return (spoiled, unknown);
    }

    private static void DropIfDone(SpoolFile file)
    {
        if (file.IsPending)
        {
            return;
        }

        try
        {
            file.Delete();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // The folder may be gone, or read-only by now. What stays does no harm: an entry that is brought in twice is kept once.
        }
    }
}

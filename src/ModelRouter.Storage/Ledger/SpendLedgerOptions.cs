namespace ModelRouter.Storage;

/// <summary>How a ledger trades safety, memory and waiting. Read once, when the ledger is opened.</summary>
public sealed class SpendLedgerOptions
{
    /// <summary>What an entry has survived when it counts as recorded. <see langword="null"/> (the default) is <see cref="LedgerDurability.Process"/> where there is a
    /// folder for the spool, as beside every SQLite file, and else <see cref="LedgerDurability.Commit"/>.</summary>
    public LedgerDurability? Durability { get; set; }

    /// <summary>Entries that may wait in memory for the database; ≥ 1, default 10,000. One more waits with its caller until there is room, so nothing
    /// is lost and memory stays bounded; an entry takes about 1 kB.</summary>
    public int Capacity { get; set; } = 10_000;

    /// <summary>How long a call's end may wait for the ledger, at most 7 days; default without end. Afterwards <see cref="ISpendLedger.RecordAsync"/> throws
    /// <see cref="TimeoutException"/>, which the router logs, and the caller gets the answer; the entry may be lost.</summary>
    public TimeSpan MaxWait { get; set; } = Timeout.InfiniteTimeSpan;

    /// <summary>A folder on a disk of this machine that outlives the process, for entries that aren't in the database yet. SQLite's default is the
    /// database's own folder; PostgreSQL has none. Several ledgers may share it: the files' names tell the databases apart, by path or by host, port, database and search
    /// path. Whoever next opens that database there to write brings them in, so they stay if it has moved.</summary>
    public string? SpoolFolder { get; set; }

    /// <summary>A copy with all that is left open decided.</summary>
    /// <param name="defaultSpoolFolder">The folder where none is said; <see langword="null"/> for none.</param>
    /// <param name="argument">What the options are called where they were given.</param>
    /// <exception cref="ArgumentException">A value is out of its range, or there is no folder for the spool that is asked for.</exception>
    internal SpendLedgerOptions Checked(string? defaultSpoolFolder, string argument = "options")
    {
        OptionRange.AtLeast(Capacity, 1, argument);
        OptionRange.Timeout(MaxWait, argument);
        var folder = SpoolFolder ?? defaultSpoolFolder;
        var durability = Durability ?? (folder is null ? LedgerDurability.Commit : LedgerDurability.Process);
        return folder is null && durability == LedgerDurability.Process
            ? throw new ArgumentException($"{nameof(LedgerDurability)}.{durability} needs a {nameof(SpoolFolder)}.", argument)
            : new() { Durability = durability, Capacity = Capacity, MaxWait = MaxWait, SpoolFolder = folder };
    }
}

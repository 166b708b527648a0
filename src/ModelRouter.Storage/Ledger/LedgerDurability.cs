namespace ModelRouter.Storage;

/// <summary>What an entry has survived when <see cref="ISpendLedger.RecordAsync"/> completes.</summary>
public enum LedgerDurability
{
    /// <summary>The end of the process, however it comes, <c>kill -9</c> included: the entry stands in a spool file, which whoever next opens the ledger to
    /// write brings into the database if nobody else has. Waits for no disk and no network. A power cut, or a crash of the operating system, can take
    /// what was recorded in its last moments, at most what <see cref="SpendLedgerOptions.Capacity"/> allows to wait.</summary>
    Process,

    /// <summary>A power cut as well: the database has committed the entry. The answer waits for that, some milliseconds, together with all others that
    /// end meanwhile.</summary>
    Commit,
}

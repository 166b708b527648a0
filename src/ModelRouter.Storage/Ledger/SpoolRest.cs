namespace ModelRouter.Storage;

/// <summary>What ended processes have left of a ledger in its spool.</summary>
/// <param name="Entries">Entries that the database does not have.</param>
/// <param name="Unreadable">Lines that this version of the product can't read; a newer one may have written them.</param>
/// <param name="Unopened">Files that this process may not open, such as another user's.</param>
internal readonly record struct SpoolRest(long Entries, int Unreadable, int Unopened);

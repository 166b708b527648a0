namespace ModelRouter.Storage;

/// <summary>An entry on its way to the database.</summary>
/// <param name="Entry">The entry; <see langword="null"/> if somebody only wants to know when all before it are there.</param>
/// <param name="File">Where it stands until it is there; <see langword="null"/> if somebody waits instead.</param>
/// <param name="Committed">Who waits; <see langword="null"/> if it stands in a file.</param>
internal readonly record struct QueuedEntry(SpendEntry? Entry, SpoolFile? File, TaskCompletionSource? Committed);

namespace ModelRouter.Storage;

/// <summary>A lease as it is stored.</summary>
internal readonly record struct LeaseRow(Guid Id, decimal Amount, DateTimeOffset ExpiresAt, long Sequence);

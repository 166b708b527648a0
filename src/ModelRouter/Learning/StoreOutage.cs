namespace ModelRouter;

/// <summary>A store of outcomes doesn't answer.</summary>
/// <param name="Since">When that was seen first.</param>
/// <param name="Failure">How it failed then.</param>
internal sealed record StoreOutage(DateTimeOffset Since, Exception Failure);

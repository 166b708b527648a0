namespace ModelRouter;

/// <summary>That the configuration changed into one that can't be used, so that the last one that could stays in effect.</summary>
/// <param name="Since">Since when.</param>
/// <param name="Error">What is wrong with the latest one.</param>
internal sealed record ReloadFailure(DateTimeOffset Since, string Error);

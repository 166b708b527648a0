namespace ModelRouter;

/// <summary>Leave to send a request to an endpoint, or the reason why there is none.</summary>
/// <param name="Lease">To be left when the request ends; <see langword="null"/> if it may not be sent.</param>
/// <param name="Rule">The rule that keeps it out; <see langword="null"/> if none does.</param>
/// <param name="Reason">That rule applied to it, a sentence.</param>
/// <param name="Wait">How long it is until there is room again, where that is known.</param>
internal readonly record struct GateEntry(GateLease? Lease, string? Rule = null, string Reason = "", TimeSpan? Wait = null);

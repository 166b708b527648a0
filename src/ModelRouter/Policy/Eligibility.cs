namespace ModelRouter;

/// <summary>What stage 2 hands to stage 3.</summary>
/// <param name="Permitted">The models that may serve, in the order of registration; the array is the receiver's.</param>
/// <param name="Excluded">All others, with the rule that excludes each.</param>
/// <param name="IsForcedProbe">True if the one permitted model still cools down and is tried because no other is left.</param>
internal readonly record struct Eligibility(ModelEndpoint[] Permitted, IReadOnlyList<ModelExclusion> Excluded, bool IsForcedProbe);

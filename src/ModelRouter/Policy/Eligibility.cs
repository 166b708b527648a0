namespace ModelRouter;

/// <summary>What stage 2 hands to stage 3.</summary>
/// <param name="Permitted">The models that may serve, in the order of registration; the array is the receiver's.</param>
/// <param name="Unwell">The models that only their health keeps from serving; the array is the receiver's.</param>
/// <param name="Excluded">All but the permitted, with the rule that excludes each; the receiver's, <see langword="null"/> if there is none.</param>
internal readonly record struct Eligibility(ModelEndpoint[] Permitted, ModelEndpoint[] Unwell, List<ModelExclusion>? Excluded);

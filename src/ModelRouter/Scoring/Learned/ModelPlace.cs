namespace ModelRouter;

/// <summary>Where a model stands in <see cref="RouterWeights"/>.</summary>
/// <param name="Expert">Which expert knows it.</param>
/// <param name="Model">Its number there.</param>
/// <param name="Column">Its number among the models of all experts.</param>
internal readonly record struct ModelPlace(int Expert, int Model, int Column);

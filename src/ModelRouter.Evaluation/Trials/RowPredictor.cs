namespace ModelRouter.Evaluation;

/// <summary>Predicts, for each row, the chance of each model to be right.</summary>
/// <param name="rows">The rows; their outcomes must not be looked at.</param>
/// <param name="training">Rows of other tasks that may be learned from at length; <see langword="null"/> if there are none.</param>
/// <param name="labels">Rows whose outcomes the deployment has been told; <see langword="null"/> if there are none. Same models as
/// <paramref name="rows"/>.</param>
/// <param name="cancellationToken">Ends it.</param>
/// <returns>For each row, in order, chances from 0 to 1 in the order of the models.</returns>
public delegate IReadOnlyList<double[]> RowPredictor(RoutingDataset rows, RoutingDataset? training, RoutingDataset? labels, CancellationToken cancellationToken);

using ModelRouter.Evaluation;

namespace ModelRouter.Cli;

/// <summary>Learns from data, and writes what was learned.</summary>
/// <param name="data">The data sets.</param>
/// <param name="seed">Decides everything that is drawn.</param>
/// <param name="weights">Where to write.</param>
/// <param name="progress">Is told the share that is done.</param>
/// <param name="ct">Ends it.</param>
internal delegate void TrainRouter(IReadOnlyList<RoutingDataset> data, int seed, Stream weights, IProgress<float> progress, CancellationToken ct);

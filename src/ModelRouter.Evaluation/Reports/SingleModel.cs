namespace ModelRouter.Evaluation;

/// <summary>One model asked for everything.</summary>
/// <param name="Name">The model.</param>
/// <param name="Quality">Mean outcome, 0 to 1.</param>
/// <param name="Cost">US dollars a prompt.</param>
/// <param name="Arena">Arena score.</param>
/// <param name="Calibration">Expected calibration error of the router's chances for this model.</param>
public sealed record SingleModel(string Name, Interval Quality, decimal Cost, double Arena, Interval Calibration);

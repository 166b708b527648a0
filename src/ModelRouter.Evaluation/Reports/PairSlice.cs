namespace ModelRouter.Evaluation;

/// <summary>A part of the rows in a <see cref="PairReport"/>.</summary>
/// <param name="Name">Its benchmark, subset or language.</param>
/// <param name="Rows">How many rows it has.</param>
/// <param name="Weak">The weak model's mean outcome.</param>
/// <param name="Strong">The strong model's mean outcome.</param>
/// <param name="Apgr">Of each way in the report's order; <see langword="null"/> where the rows are too few, or the strong model isn't better.</param>
/// <param name="Calibration">Expected calibration error of the router's chances; <see langword="null"/> likewise.</param>
public sealed record PairSlice(string Name, int Rows, double Weak, double Strong, IReadOnlyList<Interval>? Apgr, Interval? Calibration);

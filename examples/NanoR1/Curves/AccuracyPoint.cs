namespace NanoR1;

/// <summary>How a family stood at a step.</summary>
/// <param name="Step">Steps done, from 1.</param>
/// <param name="Family">Task family, or <c>all</c>.</param>
/// <param name="Accuracy">Share of right answers, 0 to 1.</param>
internal readonly record struct AccuracyPoint(double Step, string Family, double Accuracy);

namespace ModelRouter.Cli;

/// <summary>A group of calls as they were, and as they would have been.</summary>
/// <param name="Name">The group; empty for calls without.</param>
/// <param name="Calls">Calls that were decided anew.</param>
/// <param name="Changed">Of these, those that another model would have got; refused ones are not among them.</param>
/// <param name="Refused">Of these, those that no model may serve.</param>
/// <param name="Cost">US dollars that the ledger has.</param>
/// <param name="NewCost">US dollars that they would have cost.</param>
/// <param name="Estimated">Calls whose new cost is estimated.</param>
/// <param name="Compared">Calls whose chance of a right answer is known for both.</param>
/// <param name="Quality">Mean chance over the compared calls of the answer that was given; <see langword="null"/> without any.</param>
/// <param name="NewQuality">The same of the answer that would have been given.</param>
internal sealed record SimulationRow(
    string Name, long Calls, long Changed, long Refused, decimal Cost, decimal NewCost, long Estimated, long Compared, double? Quality, double? NewQuality)
{
    public decimal Difference => NewCost - Cost;
}

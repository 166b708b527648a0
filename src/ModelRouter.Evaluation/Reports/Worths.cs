namespace ModelRouter.Evaluation;

/// <summary>The worths of a right answer over which a value router is swept, so that it goes from the cheapest model to the best.</summary>
internal static class Worths
{
    private const int Count = 40;

    // A model that costs a dollar more and is right by a thousandth more often pays from a thousand dollars on.
    private const double LeastGain = 1e-3;

    /// <summary>Ascending, in US dollars; the last is without bound.</summary>
    internal static double[] Of(ValueTable table)
    {
        double[] costs = [.. table.Expected.Select(static model => model.Average())];
        var (most, least) = (costs.Max(), costs.Where(static cost => cost > 0).DefaultIfEmpty(1).Min());
        var (low, high) = (Math.Log(least / 10), Math.Log(Math.Max(most, least) / LeastGain));
        return [0, .. Enumerable.Range(0, Count).Select(i => Math.Exp(low + ((high - low) * i / (Count - 1)))), double.PositiveInfinity];
    }
}

namespace ModelRouter.Evaluation;

/// <summary>The best quality that a router has at each cost: the non-decreasing convex hull of its points.</summary>
/// <remarks>Immutable. Between two points lies every mixture of the two, by lot; hence the hull. After RouterBench (Hu et al. 2024,
/// arXiv:2403.12031).</remarks>
public sealed class CostQualityCurve
{
    private readonly CostQualityPoint[] _hull;

    private CostQualityCurve(CostQualityPoint[] hull) => _hull = hull;

    /// <summary>The hull's corners, from the cheapest to the best.</summary>
    public IReadOnlyList<CostQualityPoint> Hull => _hull;

    /// <summary>Works the hull out.</summary>
    /// <exception cref="ArgumentException">There is no point.</exception>
    public static CostQualityCurve Of(IEnumerable<CostQualityPoint> points)
    {
        ArgumentNullException.ThrowIfNull(points);
        List<CostQualityPoint> hull = [];
        foreach (var point in points.OrderBy(static p => p.Cost).ThenByDescending(static p => p.Quality))
        {
            // What costs more and isn't better is of no use.
            if (hull.Count > 0 && !MeanOutcome.IsBetter(point.Quality, hull[^1].Quality))
            {
                continue;
            }

            while (hull.Count > 1 && IsBelow(hull[^2], hull[^1], point))
            {
                hull.RemoveAt(hull.Count - 1);
            }

            hull.Add(point);
        }

        return hull.Count > 0 ? new([.. hull]) : throw new ArgumentException("At least one point is needed.", nameof(points));
    }

    /// <summary>Average improvement in quality: the area under the hull from its cheapest point on, extended flat to
    /// <paramref name="largestCost"/>, divided by that.</summary>
    /// <param name="largestCost">US dollars; the largest cost of all routers that are compared. At least the hull's own.</param>
    public double Aiq(decimal largestCost)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(largestCost, _hull[^1].Cost);
        if (largestCost == 0)
        {
            return _hull[^1].Quality;
        }

        var area = 0.0;
        for (var i = 1; i < _hull.Length; i++)
        {
            area += (double)(_hull[i].Cost - _hull[i - 1].Cost) * (_hull[i].Quality + _hull[i - 1].Quality) / 2;
        }

        return (area + ((double)(largestCost - _hull[^1].Cost) * _hull[^1].Quality)) / (double)largestCost;
    }

    /// <summary>The least cost at which the hull has a quality; <see langword="null"/> if it never has.</summary>
    public decimal? CostAt(double quality)
    {
        if (!MeanOutcome.IsBetter(quality, _hull[0].Quality))
        {
            return _hull[0].Cost;
        }

        for (var i = 1; i < _hull.Length; i++)
        {
            if (!MeanOutcome.IsBetter(quality, _hull[i].Quality))
            {
                var share = (Math.Min(quality, _hull[i].Quality) - _hull[i - 1].Quality) / (_hull[i].Quality - _hull[i - 1].Quality);
                return _hull[i - 1].Cost + ((decimal)share * (_hull[i].Cost - _hull[i - 1].Cost));
            }
        }

        return null;
    }

    /// <summary>True if a corner lies on or below the line from its predecessor to a later point.</summary>
    private static bool IsBelow(CostQualityPoint from, CostQualityPoint corner, CostQualityPoint to) =>
        (corner.Quality - from.Quality) * (double)(to.Cost - from.Cost) <= (to.Quality - from.Quality) * (double)(corner.Cost - from.Cost);
}

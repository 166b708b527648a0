namespace ModelRouter;

/// <summary>A mean that begins at a prior, leaves it with every figure that comes, and forgets old ones.</summary>
/// <remarks>The prior counts as a number of figures that came before; of the last 200 figures an older one counts e times less than the newest. A figure
/// counts as at most 4 times, and at least a quarter of, the present mean: one alone, however wrong, moves little, and many that agree get there
/// all the same. Not safe for concurrent use.</remarks>
internal struct ShrunkMean(int priorWeight)
{
    internal const double Clip = 4;
    private const int Window = 200;

    private double _sum;
    private double _share;
    private int _count;

    /// <summary>Figures that it has taken in, 200 at most.</summary>
    internal readonly int Count => _count;

    /// <summary>The mean.</summary>
    /// <param name="prior">What is known otherwise; > 0. It may change.</param>
    internal readonly double Of(double prior) => _sum + ((1 - _share) * prior);

    /// <summary>Takes a figure in.</summary>
    internal void Add(double value, double prior)
    {
        var mean = Of(prior);
        var gain = 1.0 / (Math.Min(_count, Window) + priorWeight + 1);
        _sum += gain * (Math.Clamp(value, mean / Clip, mean * Clip) - _sum);
        _share += gain * (1 - _share);
        _count = Math.Min(_count + 1, Window);
    }
}

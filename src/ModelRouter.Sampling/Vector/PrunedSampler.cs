namespace ModelRouter.Sampling;

/// <summary>The fast form of the specification: looks closely only at tokens that can be kept.</summary>
/// <remarks>Nearly always a top-p or top-k set lies within a few nats of the maximum. The tokens there are collected and weighed; if they
/// do not hold the mass or number to keep, the reach is widened up to where masses are zero. Exact at every reach: the mass to keep is a
/// share of the whole row's, which is summed up unless bounds of it, from the sum at temperature 1, lead to the same set. Rows that are
/// so flat that most tokens lie there are <see cref="WideRow{TKernel}"/>'s.</remarks>
internal static class PrunedSampler<TKernel>
    where TKernel : IRowKernel
{
    /// <summary>In temperatures. exp(−7) = 0.0009: a 0.95 nucleus of a language model's row is inside, its tens of thousands of tail tokens are not.</summary>
    internal const float FirstReach = 7;
    private const float SecondReach = 14;

    // Among how few candidates, and up to which share of their mass, a bound of the far tokens' mass is worth a try; what rounding may add to it.
    private const int FewCandidates = 2048;
    private const double SmallShare = 1 / 64.0;
    private const double Slack = 1.001;

    public static SampledToken Sample(Span<float> logits, SamplingRow row)
    {
        var statistics = Measure(logits, row);
        var kept = 1;
        var token = row.ForcedToken ?? (row.Parameters.Temperature == 0
            ? TKernel.FirstIndexOf(logits, statistics.Max)
            : Draw(logits, statistics, row, out kept));
        return statistics.Report(token, logits[token], kept);
    }

    private static RowStatistics Measure(Span<float> logits, SamplingRow row)
    {
        var (max, runnerUp) = TKernel.Extremes(logits);
        if (float.IsPositiveInfinity(max))
        {
            LogitAdjuster.ReplacePositiveInfinity(logits);
            (max, runnerUp) = TKernel.Extremes(logits);
        }

        if (float.IsNegativeInfinity(max))
        {
            throw new EmptyDistributionException(row);
        }

        max += 0f; // −0 becomes +0, so that no distance is −0.
        var (mass, massTimesDistance) = TKernel.Sum(logits, max);
        return new RowStatistics(max, runnerUp, mass, massTimesDistance);
    }

    private static int Draw(ReadOnlySpan<float> logits, in RowStatistics statistics, SamplingRow row, out int kept)
    {
        var filter = row.Filter;
        var scratch = SamplerScratch.For(logits.Length);
        if (WideRow<TKernel>.Draw(logits, statistics, row, scratch) is { } drawn)
        {
            kept = drawn.Kept;
            return drawn.Token;
        }

        var cut = Keep(logits, statistics, filter, scratch, out var candidates);
        kept = cut.Count;
        var target = Math.BigMul(Philox4x32.Draw(row.RandomKey, row.Step), cut.Mass, out _);
        return Candidates<TKernel>.TokenAt(scratch, candidates, target, cut.Boundary);
    }

    /// <summary>What the tokens beyond the reach weigh at most; +∞ if the sum at temperature 1 doesn't tell.</summary>
    /// <remarks>Below temperature 1, e^(−d/T) = e^(−d) · e^(−d·(1/T − 1)), and beyond the reach the second factor is at most what it is there.</remarks>
    private static double BoundOfFarMass(int tokens, ulong massAtOne, float reach, SamplingFilter filter, SamplerScratch scratch, int candidates)
    {
        if (candidates > FewCandidates || !filter.LimitsMass || filter.LimitsCount || filter.Temperature >= 1)
        {
            return double.PositiveInfinity;
        }

        var near = TKernel.Weigh(scratch, candidates, 1, 1).Mass;
        var factor = Math.Exp(-reach * ((1 / (double)filter.Temperature) - 1));
        return ((massAtOne - near + (ulong)tokens) * factor * Slack) + tokens;
    }

    /// <summary>The set to keep, if it is the same whether the far tokens weigh nothing or as much as they may.</summary>
    private static KeptTokens? Agree(ulong mass, ulong farMass, SamplingFilter filter, SamplerScratch scratch, int candidates, float reach)
    {
        var most = filter.MassToKeep(mass + farMass);
        if (mass < most)
        {
            return null;
        }

        var least = Candidates<TKernel>.Cut(scratch, candidates, 0, reach, filter, filter.MassToKeep(mass));
        return least == Candidates<TKernel>.Cut(scratch, candidates, 0, reach, filter, most) ? least : null;
    }

    private static KeptTokens Keep(
        ReadOnlySpan<float> logits, in RowStatistics statistics, SamplingFilter filter, SamplerScratch scratch, out int candidates)
    {
        var max = statistics.Max;
        var wholeReach = Math.Min(IntegerMass.Massless * filter.Temperature, filter.MinPReach);
        // With min-p, top-p is a share of what lies within its reach; without, of the whole row, and far fewer tokens can be kept.
        var prunes = !filter.LimitsRatio && (filter.LimitsCount || filter.LimitsMass);
        var reach = prunes ? FirstReach * filter.Temperature : wholeReach;
        var toKeep = ulong.MaxValue;
        while (true)
        {
            candidates = TKernel.Collect(logits, max, reach, scratch);
            var farMass = reach < wholeReach ? BoundOfFarMass(logits.Length, statistics.Mass, reach, filter, scratch, candidates) : 0;
            var (mass, count) = TKernel.Weigh(scratch, candidates, filter.InverseTemperature, filter.LeastMass);
            if (reach >= wholeReach || candidates == logits.Length)
            {
                toKeep = filter.MassToKeep(mass);
                return mass <= toKeep && count <= filter.TopK
                    ? new KeptTokens(ulong.MaxValue, mass, count)
                    : Candidates<TKernel>.Cut(scratch, candidates, 0, reach, filter, toKeep);
            }

            if (farMass < mass * SmallShare && Agree(mass, (ulong)farMass, filter, scratch, candidates, reach) is { } agreed)
            {
                return agreed;
            }

            if (filter.LimitsMass && toKeep == ulong.MaxValue)
            {
                toKeep = filter.MassToKeep(TKernel.SumAt(logits, max, filter.InverseTemperature));
            }

            if (mass >= toKeep || count >= filter.TopK)
            {
                return Candidates<TKernel>.Cut(scratch, candidates, 0, reach, filter, toKeep);
            }

            reach = reach < SecondReach * filter.Temperature ? SecondReach * filter.Temperature : wholeReach;
        }
    }
}

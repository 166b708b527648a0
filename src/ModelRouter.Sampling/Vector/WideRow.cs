namespace ModelRouter.Sampling;

/// <summary>The top-p draw from a row that is so flat that most of it may be kept, where collecting the candidates costs more than all sums.</summary>
/// <remarks>A part of the row tells between which distances the kept set ends. One pass sums the masses before that band and collects its tokens,
/// among which the end is found exactly. Where the part misled, the mass to keep ends elsewhere, and nothing is drawn.</remarks>
internal static class WideRow<TKernel>
    where TKernel : IRowKernel
{
    /// <summary>Draws a token; <see langword="null"/> if the row isn't wide, or a set of another kind is to be kept.</summary>
    internal static (int Token, int Kept)? Draw(ReadOnlySpan<float> logits, in RowStatistics statistics, SamplingRow row, SamplerScratch scratch)
    {
        var filter = row.Filter;
        var max = statistics.Max;
        if (!filter.LimitsMass || filter.LimitsCount || filter.LimitsRatio
            || !WideSample.MayBeWide(logits.Length, statistics.Mass, PrunedSampler<TKernel>.FirstReach * filter.Temperature)
            || WideSample.Take<TKernel>(logits, max, filter, scratch) is not { } guess)
        {
            return null;
        }

        var sums = TKernel.Split(logits, max, filter.InverseTemperature, guess.Near, guess.Far, scratch);
        var (bandMass, _) = TKernel.Weigh(scratch, sums.Collected, filter.InverseTemperature, filter.LeastMass);
        var toKeep = filter.MassToKeep(sums.Mass);
        if (sums.NearMass >= toKeep || sums.NearMass + bandMass < toKeep)
        {
            return null;
        }

        var cut = Candidates<TKernel>.Cut(scratch, sums.Collected, guess.Near, guess.Far, filter, toKeep - sums.NearMass);
        var target = Math.BigMul(Philox4x32.Draw(row.RandomKey, row.Step), sums.NearMass + cut.Mass, out _);
        return (TokenAt(logits, max, guess.Near, filter, scratch, sums.Collected, cut.Boundary, target), sums.NearCount + cut.Count);
    }

    /// <summary>The kept token at a mass below the kept mass, counting by ascending id.</summary>
    private static int TokenAt(
        ReadOnlySpan<float> logits, float max, float near, SamplingFilter filter, SamplerScratch scratch, int collected, ulong boundary, ulong target)
    {
        var (start, first) = (0, 0);
        while (true)
        {
            var (mass, next) = (scratch.NearMasses[start / SamplerScratch.Block], first);
            for (; next < collected && scratch.Ids[next] < start + SamplerScratch.Block; next++)
            {
                mass += Kept(next);
            }

            if (mass > target)
            {
                break;
            }

            (target, start, first) = (target - mass, start + SamplerScratch.Block, next);
        }

        for (var token = start; ; token++)
        {
            var isCollected = first < collected && scratch.Ids[first] == token;
            var distance = max - logits[token];
            var mass = isCollected ? Kept(first++)
                : distance < near ? IntegerMass.Of(IntegerMass.Scale(distance, filter.InverseTemperature))
                : 0;
            if (mass > target)
            {
                return token;
            }

            target -= mass;
        }

        // Without a branch, which the processor would guess wrong every other time: ranks are below 2⁶³, so the sign tells which is less.
        ulong Kept(int candidate) =>
            scratch.Masses[candidate] & (ulong)((long)(TokenRank.Of(scratch.Distances[candidate], scratch.Ids[candidate]) - boundary - 1) >> 63);
    }
}

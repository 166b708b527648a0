namespace ModelRouter.Sampling;

/// <summary>The specification in plain code: every other sampler must give the same result. Runs anywhere, sorts the whole row.</summary>
public sealed class ScalarSampler : TokenSampler
{
    /// <inheritdoc/>
    public override string Name => "scalar";

    internal override SampledToken SampleAdjusted(Span<float> logits, SamplingRow row)
    {
        var statistics = Measure(logits, row);
        var kept = 1;
        var token = row.ForcedToken
            ?? (row.Parameters.Temperature == 0 ? logits.IndexOf(statistics.Max) : Draw(logits, statistics.Max, row, out kept));
        return statistics.Report(token, logits[token], kept);
    }

    private static RowStatistics Measure(Span<float> logits, SamplingRow row)
    {
        var (max, runnerUp) = Extremes(logits);
        if (float.IsPositiveInfinity(max))
        {
            LogitAdjuster.ReplacePositiveInfinity(logits);
            (max, runnerUp) = Extremes(logits);
        }

        if (float.IsNegativeInfinity(max))
        {
            throw new EmptyDistributionException(row);
        }

        max += 0f; // −0 becomes +0, so that no distance is −0.
        ulong mass = 0, massTimesDistance = 0;
        foreach (var logit in logits)
        {
            var distance = IntegerMass.Distance(max, logit);
            mass += IntegerMass.Of(distance);
            massTimesDistance += IntegerMass.TimesDistance(distance);
        }

        return new RowStatistics(max, runnerUp, mass, massTimesDistance);
    }

    // Comparisons with NaN are false, so NaN is never an extreme.
    private static (float Max, float RunnerUp) Extremes(ReadOnlySpan<float> logits)
    {
        var (max, runnerUp) = (float.NegativeInfinity, float.NegativeInfinity);
        foreach (var logit in logits)
        {
            if (logit > max)
            {
                (max, runnerUp) = (logit, max);
            }
            else if (logit > runnerUp)
            {
                runnerUp = logit;
            }
        }

        return (max, runnerUp);
    }

    private static int Draw(ReadOnlySpan<float> logits, float max, SamplingRow row, out int kept)
    {
        var filter = row.Filter;
        var scratch = SamplerScratch.For(logits.Length);
        var masses = scratch.Masses.AsSpan(0, logits.Length);

        // Min-p, and the ranking of what it leaves.
        var count = 0;
        ulong total = 0;
        for (var id = 0; id < logits.Length; id++)
        {
            masses[id] = IntegerMass.Of(IntegerMass.Scale(max - logits[id], filter.InverseTemperature));
            if (masses[id] >= filter.LeastMass)
            {
                total += masses[id];
                scratch.Ranks[count++] = TokenRank.Of(max - logits[id], id);
            }
        }

        var ranks = scratch.Ranks.AsSpan(0, count);
        ranks.Sort();

        // Joint top-k and top-p: the shortest prefix that satisfies either.
        var toKeep = filter.MassToKeep(total);
        ulong keptMass = 0;
        kept = 0;
        do
        {
            keptMass += masses[TokenRank.Token(ranks[kept++])];
        }
        while (kept < filter.TopK && keptMass < toKeep);

        // Inverse distribution function over the kept tokens by ascending id.
        var kepts = ranks[..kept];
        kepts.Sort(static (a, b) => TokenRank.Token(a).CompareTo(TokenRank.Token(b)));
        var target = Math.BigMul(Philox4x32.Draw(row.RandomKey, row.Step), keptMass, out _);
        ulong passed = 0;
        foreach (var rank in kepts)
        {
            passed += masses[TokenRank.Token(rank)];
            if (passed > target)
            {
                return TokenRank.Token(rank);
            }
        }

        throw new System.Diagnostics.UnreachableException("The target is below the kept mass.");
    }
}

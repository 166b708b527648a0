using System.Diagnostics;

namespace ModelRouter.Sampling;

/// <summary>Finds where top-k or top-p ends among the collected tokens, by a histogram instead of a sort, and draws among the kept.</summary>
internal static class Candidates
{
    /// <summary>The shortest prefix of the ranking with <see cref="SamplingFilter.TopK"/> tokens or the mass to keep.</summary>
    /// <remarks>The collected tokens must hold that number or that mass.</remarks>
    public static KeptTokens Cut(SamplerScratch scratch, int count, SamplingFilter filter, ulong toKeep)
    {
        toKeep = Math.Max(toKeep, 1); // Top-p 0 keeps one token.
        var (bin, mass, kept) = FillHistogram(scratch, count, filter, toKeep);
        var ranks = Gather(scratch, count, bin, filter.InverseTemperature);
        foreach (var rank in ranks)
        {
            mass += TokenRank.MassOf(rank, filter.InverseTemperature);
            kept++;
            if (mass >= toKeep || kept == filter.TopK)
            {
                return new KeptTokens(rank, mass, kept);
            }
        }

        throw new UnreachableException("The boundary bin holds the boundary.");
    }

    /// <summary>The kept token at a mass below the kept mass, counting by ascending id.</summary>
    public static int TokenAt(SamplerScratch scratch, ulong target, ulong boundary)
    {
        ulong passed = 0;
        for (var i = 0; ; i++)
        {
            var rank = TokenRank.Of(scratch.Distances[i], scratch.Ids[i]);
            passed += rank <= boundary ? scratch.Masses[i] : 0;
            if (passed > target)
            {
                return scratch.Ids[i];
            }
        }
    }

    /// <summary>The first bin with which the mass or the number is reached, and both before it.</summary>
    private static (int Bin, ulong Mass, int Count) FillHistogram(
        SamplerScratch scratch, int count, SamplingFilter filter, ulong toKeep)
    {
        var (masses, counts) = (scratch.BinMasses, scratch.BinCounts);
        Array.Clear(masses);
        Array.Clear(counts);
        for (var i = 0; i < count; i++)
        {
            if (scratch.Masses[i] != 0)
            {
                var bin = BinOf(scratch.Distances[i], filter.InverseTemperature);
                masses[bin] += scratch.Masses[i];
                counts[bin]++;
            }
        }

        ulong mass = 0;
        var kept = 0;
        for (var bin = 0; ; bin++)
        {
            if (mass + masses[bin] >= toKeep || kept + counts[bin] >= filter.TopK)
            {
                return (bin, mass, kept);
            }

            mass += masses[bin];
            kept += counts[bin];
        }
    }

    private static Span<ulong> Gather(SamplerScratch scratch, int count, int bin, float inverseTemperature)
    {
        var gathered = 0;
        var sorted = true;
        ulong last = 0;
        for (var i = 0; i < count; i++)
        {
            if (scratch.Masses[i] != 0 && BinOf(scratch.Distances[i], inverseTemperature) == bin)
            {
                var rank = TokenRank.Of(scratch.Distances[i], scratch.Ids[i]);
                sorted &= rank > last;
                last = rank;
                scratch.Ranks[gathered++] = rank;
            }
        }

        var ranks = scratch.Ranks.AsSpan(0, gathered);
        if (!sorted) // Equal logits come sorted, and only they can be many in one bin.
        {
            ranks.Sort();
        }

        return ranks;
    }

    // Monotone in the distance: a multiplication by a positive number and a truncation are.
    private static int BinOf(float distance, float inverseTemperature) =>
        (int)(distance * inverseTemperature * SamplerScratch.BinsPerNat);
}

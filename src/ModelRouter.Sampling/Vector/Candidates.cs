using System.Diagnostics;
using System.Runtime.Intrinsics;

namespace ModelRouter.Sampling;

/// <summary>Finds by a histogram, not a sort, where top-k or top-p ends among the collected tokens, and draws among the kept.</summary>
internal static class Candidates<TKernel>
    where TKernel : IRowKernel
{
    private const int Block = SamplerScratch.Block;

    /// <summary>The shortest prefix of the ranking with <see cref="SamplingFilter.TopK"/> tokens or the mass to keep.</summary>
    /// <remarks>The <paramref name="count"/> collected tokens, all from <paramref name="nearest"/> to <paramref name="reach"/>, must hold that number
    /// or mass.</remarks>
    public static KeptTokens Cut(SamplerScratch scratch, int count, float nearest, float reach, SamplingFilter filter, ulong toKeep)
    {
        toKeep = Math.Max(toKeep, 1); // Top-p 0 keeps one token.
        // About one token a bin: a small set is not charged for a large table, a large one leaves little to sort.
        var bins = Math.Min(count, SamplerScratch.MostBins);
        var binsPerNat = bins / (reach - nearest);
        FillHistogram(scratch, count, bins, nearest, binsPerNat);
        var (bin, mass, kept) = FindBin(scratch.Bins, filter.TopK, toKeep);
        foreach (var rank in SortBin(scratch, count, bin, nearest, binsPerNat))
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
    public static int TokenAt(SamplerScratch scratch, int count, ulong target, ulong boundary)
    {
        ulong passed = 0;
        var i = 0;
        for (; i <= count - Block; i += Block)
        {
            var ofBlock = TKernel.KeptMass(scratch, i, Block, boundary);
            if (passed + ofBlock > target)
            {
                break;
            }

            passed += ofBlock;
        }

        for (; ; i++)
        {
            passed += TokenRank.Of(scratch.Distances[i], scratch.Ids[i]) <= boundary ? scratch.Masses[i] : 0;
            if (passed > target)
            {
                return scratch.Ids[i];
            }
        }
    }

    // Mass and number side by side: one load, add and store for both.
    public static void FillHistogram(SamplerScratch scratch, int count, int bins, float nearest, float binsPerNat)
    {
        var histogram = scratch.Bins;
        Array.Clear(histogram, 0, bins + 1);
        var distances = scratch.Distances.AsSpan(0, count);
        var masses = scratch.Masses.AsSpan(0, count);
        for (var i = 0; i < distances.Length; i++)
        {
            // Rounding can put the farthest candidate into bin "bins". A mass of zero was left out by min-p or underflow.
            var bin = float.ConvertToIntegerNative<int>((distances[i] - nearest) * binsPerNat);
            histogram[bin] += Vector128.Create(masses[i], masses[i] != 0 ? 1UL : 0);
        }
    }

    /// <summary>The first bin with which the mass or the number is reached, and both before it.</summary>
    public static (int Bin, ulong Mass, int Count) FindBin(Vector128<ulong>[] histogram, int topK, ulong toKeep)
    {
        var before = Vector128<ulong>.Zero;
        for (var bin = 0; ; bin++)
        {
            var with = before + histogram[bin];
            if (with[0] >= toKeep || with[1] >= (ulong)topK)
            {
                return (bin, before[0], (int)before[1]);
            }

            before = with;
        }
    }

    private static Span<ulong> SortBin(SamplerScratch scratch, int count, int bin, float nearest, float binsPerNat)
    {
        var ranks = scratch.Ranks.AsSpan(0, TKernel.Gather(scratch, count, bin, nearest, binsPerNat));
        for (var i = 1; i < ranks.Length; i++)
        {
            if (ranks[i - 1] > ranks[i])
            {
                ranks.Sort();
                break;
            }
        }

        return ranks; // Equal logits, the only ones that can be very many in a bin, came in order.
    }
}

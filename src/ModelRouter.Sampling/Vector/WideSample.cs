using System.Runtime.InteropServices;

namespace ModelRouter.Sampling;

/// <summary>Where, by a part of the row, a top-p set ends: a guess that has to be checked.</summary>
/// <param name="Near">Tokens below this distance in nats are kept.</param>
/// <param name="Far">Tokens beyond this distance are not.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct WideSample(float Near, float Far)
{
    /// <summary>One in so many logits is looked at.</summary>
    internal const int Step = 32;

    /// <summary>So many beside one another, a cache line.</summary>
    internal const int Run = 16;

    // Shorter rows are sampled fast in any way.
    private const int FewestTokens = 2048;

    // A row is wide if that part of its tokens may be kept.
    private const int WidePart = 8;

    // Four standard errors of the share of the mass that lies within a distance, from a sample that is worth 2,000 independent tokens.
    private const double Error = 0.045;

    // Near tokens have a mass for sure, short of where masses vanish.
    private const float MostNear = 30;

    /// <summary>Whether the row can be wide at all: had it so many tokens within the first reach, it would have that mass at temperature 1.</summary>
    internal static bool MayBeWide(int tokens, ulong massAtOne, float reach) =>
        tokens >= FewestTokens && massAtOne / (double)IntegerMass.One > tokens / WidePart * Math.Exp(-reach);

    /// <summary>Looks at a part of the row; <see langword="null"/> if it isn't wide.</summary>
    internal static WideSample? Take<TKernel>(ReadOnlySpan<float> logits, float max, SamplingFilter filter, SamplerScratch scratch)
        where TKernel : IRowKernel
    {
        var taken = 0;
        for (var i = 0; i <= logits.Length - Run; i += Run * Step)
        {
            logits.Slice(i, Run).CopyTo(scratch.Sample.AsSpan(taken));
            taken += Run;
        }

        var reach = IntegerMass.Massless * filter.Temperature;
        var count = TKernel.Collect(scratch.Sample.AsSpan(0, taken), max, reach, scratch);
        var (mass, weighed) = TKernel.Weigh(scratch, count, filter.InverseTemperature, 1);
        if (weighed < taken / WidePart)
        {
            return null;
        }

        var binsPerNat = SamplerScratch.MostBins / reach;
        Candidates<TKernel>.FillHistogram(scratch, count, SamplerScratch.MostBins, 0, binsPerNat);
        var within = Candidates<TKernel>.FindBin(scratch.Bins, taken / WidePart, ulong.MaxValue).Bin / binsPerNat;
        if (within > PrunedSampler<TKernel>.FirstReach * filter.Temperature)
        {
            return null;
        }

        var share = filter.TopP / SamplingFilter.TwoTo32;
        var error = Error * Math.Sqrt(share * (1 - share));
        var near = BinAt(Math.Max(0, share - error)) / binsPerNat;
        var far = share + error < 1 ? (BinAt(share + error) + 1) / binsPerNat : reach;
        return near < MostNear * filter.Temperature ? new(near, far) : null;

        int BinAt(double part) => Candidates<TKernel>.FindBin(scratch.Bins, int.MaxValue, Math.Clamp((ulong)(part * mass), 1, mass)).Bin;
    }
}

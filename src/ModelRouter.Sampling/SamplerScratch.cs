using System.Runtime.Intrinsics;

namespace ModelRouter.Sampling;

/// <summary>Working memory of one thread, grown to the largest vocabulary seen, so that a step allocates nothing.</summary>
internal sealed class SamplerScratch
{
    /// <summary>Most bins of the histogram: 32 KiB, which stays in the first-level cache.</summary>
    public const int MostBins = 2047;

    // What the widest vector may read or write past the last candidate.
    private const int Slack = 16;

    [ThreadStatic]
    private static SamplerScratch? _ofThread;

    private SamplerScratch(int vocabularySize)
    {
        Distances = new float[vocabularySize + Slack];
        Ids = new int[vocabularySize + Slack];
        Masses = new ulong[vocabularySize + Slack];
        Ranks = new ulong[vocabularySize];
    }

    public float[] Distances { get; }

    public int[] Ids { get; }

    public ulong[] Masses { get; }

    public ulong[] Ranks { get; }

    /// <summary>Mass and number of tokens of each bin, and one bin more for what rounding puts past the last.</summary>
    public Vector128<ulong>[] Bins { get; } = new Vector128<ulong>[MostBins + 1];

    public static SamplerScratch For(int vocabularySize)
    {
        var scratch = _ofThread;
        if (scratch is null || scratch.Ranks.Length < vocabularySize)
        {
            _ofThread = scratch = new SamplerScratch(vocabularySize);
        }

        return scratch;
    }

    /// <summary>Puts infinity after the last candidate, so that whole vectors can be read: it weighs nothing.</summary>
    public void EndCandidates(int count) => Distances.AsSpan(count, Slack).Fill(float.PositiveInfinity);
}

using System.Runtime.Intrinsics;

namespace ModelRouter.Sampling;

/// <summary>Working memory of one thread, grown to the largest vocabulary seen, so that a step allocates nothing.</summary>
internal sealed class SamplerScratch
{
    /// <summary>Most bins of the histogram: 32 KiB, which stays in the first-level cache.</summary>
    public const int MostBins = 2047;

    /// <summary>Tokens whose masses are summed up together; a multiple of every vector's lanes.</summary>
    public const int Block = 256;

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
        NearMasses = new ulong[(vocabularySize / Block) + 1];
        Sample = new float[(vocabularySize / WideSample.Step) + WideSample.Run];
    }

    public float[] Distances { get; }

    public int[] Ids { get; }

    public ulong[] Masses { get; }

    public ulong[] Ranks { get; }

    /// <summary>Of each <see cref="Block"/> the mass of its near tokens.</summary>
    public ulong[] NearMasses { get; }

    /// <summary>Logits of a part of a row.</summary>
    public float[] Sample { get; }

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

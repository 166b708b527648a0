using System.Runtime.InteropServices;

namespace ModelRouter.NanoR1;

/// <summary>Tells whose work a question is: a linear classifier over hashed features. Immutable and safe for concurrent use.</summary>
/// <remarks>
/// Score of a class = bias + scale × (Σ weights of the text's features / √their number + Σ weights of the novelty features). The class with the
/// highest score wins; for the base or the machine it has to win by a margin, since a model that declines costs a
/// dearer answer, and one that shouldn't have answered costs a wrong one.
/// </remarks>
internal sealed class ScopeClassifier
{
    /// <summary>Number of classes, <see cref="Competence"/>'s.</summary>
    public const int Classes = 3;

    // Of the file: magic, three biases, scale, margin; then the words' bits; then the weights, class after class.
    private const uint Magic = 0x31534E52; // "RNS1"
    private const int HeaderBytes = sizeof(uint) + ((Classes + 2) * sizeof(float));
    private const int WordBytes = ScopeFeatures.WordBits / 8;

    private readonly float[] _bias;
    private readonly float _scale;
    private readonly float _margin;
    private readonly byte[] _words;
    private readonly sbyte[] _weights;

    /// <summary>A classifier of these parts, which it takes over.</summary>
    public ScopeClassifier(float[] bias, float scale, float margin, byte[] words, sbyte[] weights) =>
        (_bias, _scale, _margin, _words, _weights) = (bias, scale, margin, words, weights);

    /// <summary>The trained one.</summary>
    public static ScopeClassifier Trained { get; } = ReadResource();

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="InvalidDataException">It is no such file.</exception>
    public static ScopeClassifier Read(ReadOnlySpan<byte> file)
    {
        if (file.Length != HeaderBytes + WordBytes + (ScopeFeatures.Buckets * Classes) || MemoryMarshal.Read<uint>(file) != Magic)
        {
            throw new InvalidDataException("These are no weights of NanoR1's scope; train them again: NanoR1 scope.");
        }

        var header = MemoryMarshal.Cast<byte, float>(file[sizeof(uint)..HeaderBytes]);
        return new(
            header[..Classes].ToArray(),
            header[Classes],
            header[Classes + 1],
            file.Slice(HeaderBytes, WordBytes).ToArray(),
            MemoryMarshal.Cast<byte, sbyte>(file[(HeaderBytes + WordBytes)..]).ToArray());
    }

    /// <summary>The classifier as a file, little-endian.</summary>
    public byte[] Write()
    {
        uint[] magic = [Magic];
        float[] header = [.. _bias, _scale, _margin];
        return [.. MemoryMarshal.AsBytes(magic), .. MemoryMarshal.AsBytes(header), .. _words, .. MemoryMarshal.AsBytes(_weights)];
    }

    /// <summary>Whose work the question is.</summary>
    public Competence Classify(ReadOnlySpan<char> question)
    {
        Span<float> scores = stackalloc float[Classes];
        Score(question, scores);
        var beyond = scores[(int)Competence.Beyond] + _margin;
        var best = scores[(int)Competence.Base] >= scores[(int)Competence.Machine] ? Competence.Base : Competence.Machine;
        return scores[(int)best] > beyond ? best : Competence.Beyond;
    }

    /// <summary>Writes each class's score, a logit.</summary>
    public void Score(ReadOnlySpan<char> question, Span<float> scores)
    {
        Span<char> buffer = stackalloc char[ScopeText.MaxLength + 2];
        Span<ushort> buckets = stackalloc ushort[ScopeFeatures.MaxCount];
        var count = ScopeFeatures.Write(ScopeText.Normalize(question, buffer), _words, buckets, out var novelty);
        var texts = count - novelty;
        for (var c = 0; c < Classes; c++)
        {
            var weights = _weights.AsSpan(c * ScopeFeatures.Buckets, ScopeFeatures.Buckets);
            scores[c] = _bias[c] + (_scale * ((Sum(weights, buckets[..texts]) / MathF.Sqrt(texts)) + Sum(weights, buckets[texts..count])));
        }
    }

    private static int Sum(ReadOnlySpan<sbyte> weights, ReadOnlySpan<ushort> buckets)
    {
        var sum = 0;
        foreach (var bucket in buckets)
        {
            sum += weights[bucket];
        }

        return sum;
    }

    private static ScopeClassifier ReadResource()
    {
        using var file = typeof(ScopeClassifier).Assembly.GetManifestResourceStream("scope.bin")
            ?? throw new InvalidOperationException("The assembly lacks the weights of NanoR1's scope.");
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return Read(bytes);
    }
}

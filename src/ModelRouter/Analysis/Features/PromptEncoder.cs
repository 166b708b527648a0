using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ModelRouter;

/// <summary>Turns a text into a short vector: its shape, standardised, and its topics, a projection of its hashed n-grams.</summary>
/// <remarks>Topics are the leading right singular vectors of many prompts' n-grams, weighted by rarity (latent semantic analysis, Deerwester et al.
/// 1990), in 8 bits. Immutable, so safe for concurrent use.</remarks>
internal sealed class PromptEncoder
{
    /// <summary>Dimensions of the topics.</summary>
    internal const int Topics = 64;

    /// <summary>Dimensions in all.</summary>
    internal const int Size = PromptShape.Size + Topics;

    // Of longer texts the beginning and the end, where instructions stand, tell what is asked.
    private const int Beginning = 4_000;
    private const int End = 2_000;
    private const int MostBuckets = 4_096;

    // To be counted up by whoever changes how texts become features, so that vectors of before aren't taken for those of today.
    private const byte Reading = 1;

    // Standardised features beyond this are freaks, which a linear model must not follow.
    private const float Clip = 3;

    // Topics of unit length times this vary about as much as standardised features do.
    private const float TopicScale = 8;

    private static readonly Lazy<PromptEncoder> Shipped = new(static () =>
    {
        using var stream = typeof(PromptEncoder).Assembly.GetManifestResourceStream("prompt-encoder.bin")
            ?? throw new InvalidOperationException("The prompt encoder is missing from this build of ModelRouter.");
        return Read(stream);
    });

    private readonly float[] _means;
    private readonly float[] _scales;
    private readonly sbyte[] _table;
    private readonly float[] _steps;

    /// <param name="means">Of each feature of shape.</param>
    /// <param name="scales">Standard deviation of each, &gt; 0.</param>
    /// <param name="table">Row by row, the topics of each bucket.</param>
    /// <param name="steps">What 1 in the table means, for each topic.</param>
    internal PromptEncoder(float[] means, float[] scales, sbyte[] table, float[] steps)
    {
        (_means, _scales, _table, _steps) = (means, scales, table, steps);
        Id = Hash();
    }

    /// <summary>The encoder that the library ships with.</summary>
    internal static PromptEncoder Default => Shipped.Value;

    /// <summary>Tells encoders apart: what was trained on one can't be used on another.</summary>
    internal ulong Id { get; }

    /// <summary>The vector of <paramref name="text"/>.</summary>
    internal PromptVector Encode(ReadOnlySpan<char> text)
    {
        var request = PlainRequest.Of(text);
        if (request.Length <= Beginning + End)
        {
            return EncodeEven(request, request.Length);
        }

        var parts = ArrayPool<char>.Shared.Rent(Beginning + End + 1);
        try
        {
            request[..Beginning].CopyTo(parts);
            parts[Beginning] = '\n';
            request[^End..].CopyTo(parts.AsSpan(Beginning + 1));
            return EncodeEven(parts.AsSpan(0, Beginning + End + 1), request.Length);
        }
        finally
        {
            ArrayPool<char>.Shared.Return(parts, clearArray: true);
        }
    }

    /// <summary>Writes it for <see cref="Read"/>.</summary>
    internal void Write(Stream stream)
    {
        stream.Write(MemoryMarshal.AsBytes(_means.AsSpan()));
        stream.Write(MemoryMarshal.AsBytes(_scales.AsSpan()));
        stream.Write(MemoryMarshal.AsBytes(_steps.AsSpan()));
        stream.Write(MemoryMarshal.AsBytes(_table.AsSpan()));
    }

    /// <summary>Reads what <see cref="Write"/> wrote; little-endian machines only, as all that .NET runs on.</summary>
    /// <exception cref="EndOfStreamException">The stream is too short.</exception>
    internal static PromptEncoder Read(Stream stream)
    {
        float[] means = new float[PromptShape.Size], scales = new float[PromptShape.Size], steps = new float[Topics];
        var table = new sbyte[HashedNgrams.Buckets * Topics];
        stream.ReadExactly(MemoryMarshal.AsBytes(means.AsSpan()));
        stream.ReadExactly(MemoryMarshal.AsBytes(scales.AsSpan()));
        stream.ReadExactly(MemoryMarshal.AsBytes(steps.AsSpan()));
        stream.ReadExactly(MemoryMarshal.AsBytes(table.AsSpan()));
        return new(means, scales, table, steps);
    }

    private PromptVector EncodeEven(ReadOnlySpan<char> text, int length)
    {
        if (!PlainRequest.IsUneven(text))
        {
            return Encode(text, length);
        }

        var even = ArrayPool<char>.Shared.Rent(text.Length);
        try
        {
            var count = PlainRequest.Write(text, even);
            return Encode(even.AsSpan(0, count), length - (text.Length - count));
        }
        finally
        {
            ArrayPool<char>.Shared.Return(even, clearArray: true);
        }
    }

    private PromptVector Encode(ReadOnlySpan<char> text, int length)
    {
        var values = new float[Size];
        var figures = PromptShape.Measure(text, length, values);
        for (var i = 0; i < PromptShape.Size; i++)
        {
            values[i] = Math.Clamp((values[i] - _means[i]) / _scales[i], -Clip, Clip);
        }

        ReadTopics(text, values.AsSpan(PromptShape.Size));
        return new(values, figures);
    }

    private void ReadTopics(ReadOnlySpan<char> text, Span<float> topics)
    {
        Span<ulong> seen = stackalloc ulong[HashedNgrams.Buckets / 64];
        Span<ushort> buckets = stackalloc ushort[MostBuckets];
        Span<int> sums = stackalloc int[Topics];
        seen.Clear();
        sums.Clear();
        var count = HashedNgrams.Collect(text, seen, buckets);
        Add(buckets[..count], sums);
        var square = 0f;
        for (var i = 0; i < Topics; i++)
        {
            topics[i] = sums[i] * _steps[i];
            square += topics[i] * topics[i];
        }

        var scale = square > 0 ? TopicScale / MathF.Sqrt(square) : 0;
        for (var i = 0; i < Topics; i++)
        {
            topics[i] *= scale;
        }
    }

    /// <summary>Adds up rows of the table.</summary>
    private void Add(ReadOnlySpan<ushort> buckets, Span<int> sums)
    {
        // So many bytes add up in 16 bits without overflow.
        const int Block = short.MaxValue / 128;
        Span<short> part = stackalloc short[Topics];
        for (var from = 0; from < buckets.Length; from += Block)
        {
            AddRows(buckets.Slice(from, Math.Min(Block, buckets.Length - from)), part);
            for (var i = 0; i < Topics; i++)
            {
                sums[i] += part[i];
            }
        }
    }

    private void AddRows(ReadOnlySpan<ushort> buckets, Span<short> sums)
    {
        // A row is two vectors of bytes, their sums are four of 16 bits, which stay in registers.
        Vector256<short> first = default, second = default, third = default, fourth = default;
        ref var table = ref MemoryMarshal.GetReference(_table.AsSpan(0, HashedNgrams.Buckets * Topics));
        foreach (var bucket in buckets)
        {
            ref var row = ref Unsafe.Add(ref table, (nint)(bucket & (HashedNgrams.Buckets - 1)) * Topics);
            first += Widen(ref row, 0);
            second += Widen(ref row, 16);
            third += Widen(ref row, 32);
            fourth += Widen(ref row, 48);
        }

        var width = Vector256<short>.Count;
        first.CopyTo(sums);
        second.CopyTo(sums[width..]);
        third.CopyTo(sums[(2 * width)..]);
        fourth.CopyTo(sums[(3 * width)..]);
    }

    private static Vector256<short> Widen(ref sbyte row, nuint from) => Vector256.WidenLower(Vector128.LoadUnsafe(ref row, from).ToVector256Unsafe());

    private ulong Hash()
    {
        var hash = Fnv.Add(Fnv.Basis, [Reading]);
        hash = Fnv.Add(hash, MemoryMarshal.AsBytes(_table.AsSpan()));
        hash = Fnv.Add(hash, MemoryMarshal.AsBytes(_means.AsSpan()));
        hash = Fnv.Add(hash, MemoryMarshal.AsBytes(_scales.AsSpan()));
        return Fnv.Add(hash, MemoryMarshal.AsBytes(_steps.AsSpan()));
    }
}

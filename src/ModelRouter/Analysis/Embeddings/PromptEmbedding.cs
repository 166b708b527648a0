using System.Buffers.Binary;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace ModelRouter;

/// <summary>A prompt's meaning: a direction in the space of one model of embeddings. Immutable, so safe for concurrent use.</summary>
/// <param name="space">Tells spaces apart; only directions of one space can be compared.</param>
/// <param name="direction">Of unit length.</param>
internal sealed class PromptEmbedding(ulong space, float[] direction) : IEquatable<PromptEmbedding>
{
    /// <summary>Numbers that are kept at most; longer embeddings are folded to as many, which keeps cosines to within some hundredths.</summary>
    internal const int MostNumbers = 384;

    private ulong Space { get; } = space;

    private float[] Direction { get; } = direction;

    /// <summary>Bytes of <see cref="WriteTo"/>.</summary>
    internal int Bytes => sizeof(ulong) + (Direction.Length * sizeof(ushort));

    /// <summary>What a model made of a prompt; <see langword="null"/> if that is no direction.</summary>
    internal static PromptEmbedding? Of(ReadOnlySpan<float> made, string? model)
    {
        var numbers = Fold(made);
        var norm = TensorPrimitives.Norm<float>(numbers);
        if (!(norm > 0 && float.IsFinite(norm)))
        {
            return null;
        }

        TensorPrimitives.Divide(numbers, norm, numbers);
        var space = SHA256.HashData(Encoding.UTF8.GetBytes($"{model}\n{made.Length}"));
        return new(BinaryPrimitives.ReadUInt64LittleEndian(space), numbers);
    }

    /// <inheritdoc/>
    public bool Equals(PromptEmbedding? other) => other is not null && Space == other.Space && Direction.AsSpan().SequenceEqual(other.Direction);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as PromptEmbedding);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Space, Direction.Length, Direction[0]);

    /// <summary>The cosine; <see langword="null"/> if they are of two spaces.</summary>
    internal float? Likeness(PromptEmbedding other) =>
        Space == other.Space && Direction.Length == other.Direction.Length ? TensorPrimitives.Dot<float>(Direction, other.Direction) : null;

    /// <summary>Writes it, little-endian, in 16-bit floats.</summary>
    internal void WriteTo(Span<byte> bytes)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, Space);
        TensorPrimitives.ConvertToHalf(Direction, MemoryMarshal.Cast<byte, Half>(bytes[sizeof(ulong)..]));
    }

    /// <summary>What <see cref="WriteTo"/> wrote; <see langword="null"/> if it is damaged.</summary>
    internal static PromptEmbedding? Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length <= sizeof(ulong) || (bytes.Length - sizeof(ulong)) % sizeof(ushort) != 0 || (bytes.Length - sizeof(ulong)) / sizeof(ushort) > MostNumbers)
        {
            return null;
        }

        var halves = MemoryMarshal.Cast<byte, Half>(bytes[sizeof(ulong)..]);
        var numbers = new float[halves.Length];
        TensorPrimitives.ConvertToSingle(halves, numbers);
        var norm = TensorPrimitives.Norm<float>(numbers);
        if (!(norm > 0 && float.IsFinite(norm)))
        {
            return null;
        }

        TensorPrimitives.Divide(numbers, norm, numbers);
        return new(BinaryPrimitives.ReadUInt64LittleEndian(bytes), numbers);
    }

    /// <summary>Adds each number, with a sign of its own, to one of fewer: a count sketch (Charikar, Chen and Farach-Colton, 2002), whose inner products are right on
    /// average.</summary>
    private static float[] Fold(ReadOnlySpan<float> made)
    {
        if (made.Length <= MostNumbers)
        {
            return made.ToArray();
        }

        var folded = new float[MostNumbers];
        for (var i = 0; i < made.Length; i++)
        {
            // splitmix64's finisher, so that places and signs have nothing to do with one another.
            var mixed = (ulong)i + 0x9E3779B97F4A7C15;
            mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
            mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
            mixed ^= mixed >> 31;
            folded[(int)(mixed % MostNumbers)] += (mixed >> 63) == 0 ? made[i] : -made[i];
        }

        return folded;
    }
}

using System.Buffers.Binary;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace ModelRouter;

/// <summary>A prompt as learned predictors see it: numbers of its shape and topics, and of its meaning where a <see cref="PromptEmbedder"/> tells that.</summary>
/// <remarks>The text can't be read back from shape and topics; from embeddings of some models, much of it can. Immutable, so safe for concurrent use.</remarks>
public sealed class PromptVector : IEquatable<PromptVector>
{
    // Shares of shape and topics in how alike two prompts are.
    private const float ShapeShare = 0.8f;
    private const float TopicShare = 0.6f;
    private const int ValueBytes = sizeof(ulong) + (PromptEncoder.Size * sizeof(float));
    private const int PlainBytes = ValueBytes + sizeof(uint);

    /// <summary>Of the same text, whatever embeddings say: those of some services differ a little each time.</summary>
    internal static readonly IEqualityComparer<PromptVector> SameText =
        EqualityComparer<PromptVector>.Create(static (a, b) => a!.HasTextOf(b!), static prompt => prompt.GetHashCode());

    private readonly float[] _values;
    private readonly ushort _figures;
    private float[]? _direction;
    private WeightsReading? _reading;
    private Neighbours? _neighbours;

    /// <param name="values">Shape and topics.</param>
    /// <param name="figures">Tells texts apart that differ in digits alone, most of them: too few bits to read digits back from.</param>
    /// <param name="embedding">Its meaning.</param>
    internal PromptVector(float[] values, ushort figures = 0, PromptEmbedding? embedding = null) => (_values, _figures, Embedding) = (values, figures, embedding);

    /// <summary>Its meaning; <see langword="null"/> if nobody told.</summary>
    internal PromptEmbedding? Embedding { get; }

    /// <summary>Shape, standardised, and topics behind it.</summary>
    internal ReadOnlySpan<float> Values => _values;

    /// <summary>The same with unit length, so that the product of two tells how alike they are.</summary>
    internal ReadOnlySpan<float> Direction => _direction ??= MakeDirection();

    /// <inheritdoc/>
    public bool Equals(PromptVector? other) => other is not null && HasTextOf(other) && Equals(Embedding, other.Embedding);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as PromptVector);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.AddBytes(MemoryMarshal.AsBytes(Values));
        hash.Add(_figures);
        return hash.ToHashCode();
    }

    /// <summary>Its numbers, to keep them; little-endian, behind the id of what made them.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[PlainBytes + (Embedding?.Bytes ?? 0)];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, PromptEncoder.Default.Id);
        MemoryMarshal.AsBytes(Values).CopyTo(bytes.AsSpan(sizeof(ulong)));
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(ValueBytes), _figures);
        Embedding?.WriteTo(bytes.AsSpan(PlainBytes));
        return bytes;
    }

    /// <summary>What <see cref="ToBytes"/> gave; <see langword="null"/> if that was damaged, or a version of the library that reads prompts differently.</summary>
    public static PromptVector? FromBytes(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < PlainBytes || BinaryPrimitives.ReadUInt64LittleEndian(bytes) != PromptEncoder.Default.Id)
        {
            return null;
        }

        var values = MemoryMarshal.Cast<byte, float>(bytes[sizeof(ulong)..ValueBytes]).ToArray();
        var figures = (ushort)BinaryPrimitives.ReadUInt32LittleEndian(bytes[ValueBytes..]);
        var embedding = PromptEmbedding.Read(bytes[PlainBytes..]);
        return Array.TrueForAll(values, float.IsFinite) && (embedding is not null || bytes.Length == PlainBytes) ? new(values, figures, embedding) : null;
    }

    /// <summary>The same with its meaning.</summary>
    internal PromptVector With(PromptEmbedding embedding) => new(_values, _figures, embedding);

    /// <summary>The same, sharing its numbers, without what others have found for it: to be kept for long.</summary>
    internal PromptVector Bare() => new(_values, _figures, Embedding);

    /// <summary>Lets go of the labelled prompts most alike, and of the fit that they belong to.</summary>
    internal void ForgetNeighbours() => _neighbours = null;

    /// <summary>What one set of weights makes of it; the same for all models that are asked about.</summary>
    internal WeightsReading ReadBy(RouterWeights weights)
    {
        // Two threads may both work it out; either's is right.
        var reading = _reading;
        return reading?.Weights == weights ? reading : _reading = weights.NewReading();
    }

    /// <summary>The labelled prompts most alike; found once for all models that are asked about.</summary>
    internal Neighbours NeighboursIn(Neighbourhood neighbourhood)
    {
        var neighbours = _neighbours;
        return neighbours?.Of == neighbourhood ? neighbours : _neighbours = neighbourhood.Find(this);
    }

    /// <summary>How alike two prompts are in shape and topics: 1 for the same, 0 for nothing in common.</summary>
    internal float Likeness(PromptVector other) => TensorPrimitives.Dot(Direction, other.Direction);

    private bool HasTextOf(PromptVector other) => _figures == other._figures && Values.SequenceEqual(other.Values);

    private float[] MakeDirection()
    {
        var direction = new float[PromptEncoder.Size];
        Normalise(_values.AsSpan(0, PromptShape.Size), ShapeShare, direction);
        Normalise(_values.AsSpan(PromptShape.Size), TopicShare, direction.AsSpan(PromptShape.Size));
        return direction;
    }

    private static void Normalise(ReadOnlySpan<float> values, float length, Span<float> into)
    {
        var norm = TensorPrimitives.Norm(values);
        TensorPrimitives.Multiply(values, norm > 0 ? length / norm : 0, into);
    }
}

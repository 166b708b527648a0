using System.Runtime.InteropServices;
using System.Text;

namespace ModelRouter;

/// <summary>Weights of <see cref="TaskClassifier"/>: eight bits for each hashed feature and output, floats for the rest.</summary>
/// <remarks>The file: <c>MRTASK01</c>; then, little-endian, 32-bit floats: the outputs' biases, their scales, their weights for each figure; then
/// for each bucket one signed byte for each output. Outputs are the tasks, the domains, and difficulty.</remarks>
internal sealed class TaskWeights
{
    internal const int Tasks = 13;
    internal const int Domains = 8;
    internal const int Difficulty = Tasks + Domains;
    internal const int Outputs = Difficulty + 1;

    /// <summary>Places between two rows in memory, so that a row of bytes is one vector and one of floats four.</summary>
    internal const int Lanes = 32;

    private static readonly byte[] Magic = "MRTASK01"u8.ToArray();

    internal required float[] Bias { get; init; }

    /// <summary>What a weight's byte is multiplied by, for each output.</summary>
    internal required float[] Scales { get; init; }

    /// <summary>For each figure a row of all outputs.</summary>
    internal required float[] Figures { get; init; }

    /// <summary>For each bucket a row of <see cref="Lanes"/> bytes, of which the outputs come first.</summary>
    internal required sbyte[] Rows { get; init; }

    /// <summary><see cref="Scales"/> as a row of <see cref="Lanes"/>, filled up with zeros.</summary>
    internal float[] ScaleRow => field ??= Spread(Scales);

    /// <summary><see cref="Figures"/> in rows of <see cref="Lanes"/>, filled up with zeros.</summary>
    internal float[] FigureRows => field ??= Spread(Figures);

    /// <exception cref="InvalidDataException">These are not such weights, or of another version.</exception>
    internal static TaskWeights Read(Stream stream)
    {
        try
        {
            Span<byte> magic = stackalloc byte[Magic.Length];
            stream.ReadExactly(magic);
            if (!magic.SequenceEqual(Magic))
            {
                throw new InvalidDataException($"These weights are no '{Encoding.ASCII.GetString(Magic)}'.");
            }

            var bias = ReadFloats(stream, Outputs);
            var scales = ReadFloats(stream, Outputs);
            var figures = ReadFloats(stream, RequestFigures.Count * Outputs);
            var packed = new sbyte[FeatureHash.Buckets * Outputs];
            stream.ReadExactly(MemoryMarshal.AsBytes(packed.AsSpan()));
            var rows = new sbyte[FeatureHash.Buckets * Lanes];
            for (var i = 0; i < FeatureHash.Buckets; i++)
            {
                packed.AsSpan(i * Outputs, Outputs).CopyTo(rows.AsSpan(i * Lanes));
            }

            return new() { Bias = bias, Scales = scales, Figures = figures, Rows = rows };
        }
        catch (EndOfStreamException cut)
        {
            throw new InvalidDataException("These weights end too early.", cut);
        }
    }

    internal void Write(Stream stream)
    {
        stream.Write(Magic);
        WriteFloats(stream, Bias);
        WriteFloats(stream, Scales);
        WriteFloats(stream, Figures);
        for (var i = 0; i < FeatureHash.Buckets; i++)
        {
            stream.Write(MemoryMarshal.AsBytes<sbyte>(Rows.AsSpan(i * Lanes, Outputs)));
        }
    }

    private static float[] Spread(float[] packed)
    {
        var rows = new float[packed.Length / Outputs * Lanes];
        for (var i = 0; i < packed.Length; i++)
        {
            rows[(i / Outputs * Lanes) + (i % Outputs)] = packed[i];
        }

        return rows;
    }

    private static float[] ReadFloats(Stream stream, int count)
    {
        using var reader = new BinaryReader(stream, Encoding.UTF8, leaveOpen: true);
        var floats = new float[count];
        for (var i = 0; i < count; i++)
        {
            floats[i] = reader.ReadSingle();
        }

        return floats;
    }

    private static void WriteFloats(Stream stream, float[] floats)
    {
        using var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true);
        foreach (var value in floats)
        {
            writer.Write(value);
        }
    }
}

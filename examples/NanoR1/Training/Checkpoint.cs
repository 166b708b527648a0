using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace NanoR1;

/// <summary>A training at one of its steps, whole: resuming from it gives the same weights as never having stopped.</summary>
/// <remarks>The exercises of a step follow from seed and step alone, so no generator's state is kept.</remarks>
internal static class Checkpoint
{
    private const uint Magic = 0x314E414E;

    /// <summary>Writes beside <paramref name="path"/> first and renames then: at no time is there no whole checkpoint.</summary>
    public static void Save(string path, TransformerWeights weights, Optimizer? optimizer, int step)
    {
        using var content = new MemoryStream();
        using (var writer = new BinaryWriter(content, System.Text.Encoding.UTF8, leaveOpen: true))
        {
            writer.Write(Magic);
            var shape = weights.Shape;
            foreach (var size in new[] { shape.Vocabulary, shape.Width, shape.Layers, shape.Heads, shape.FeedForward, shape.Context })
            {
                writer.Write(size);
            }

            writer.Write(step);
            writer.Write(optimizer is not null);
            foreach (var parameter in weights.All)
            {
                Write(writer, parameter.Values);
            }

            foreach (var state in optimizer?.States ?? [])
            {
                Write(writer, state.First);
                Write(writer, state.Second);
            }
        }

        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var temporary = path + ".tmp";
        using (var file = File.Create(temporary))
        {
            content.Position = 0;
            content.CopyTo(file);
            file.Write(SHA256.HashData(content.GetBuffer().AsSpan(0, (int)content.Length)));
            file.Flush(flushToDisk: true);
        }

        File.Move(temporary, path, overwrite: true);
    }

    /// <summary>Reads a checkpoint's weights, and its optimizer's memory where there is one.</summary>
    /// <exception cref="CorruptCheckpointException">The file is damaged or something else.</exception>
    public static (TransformerWeights Weights, Optimizer? Optimizer, int Step) Load(string path, Func<Parameter, bool>? learns = null)
    {
        var bytes = File.ReadAllBytes(path);
        if (bytes.Length < 32 + 40 || BitConverter.ToUInt32(bytes) != Magic)
        {
            throw new CorruptCheckpointException(path, "it is no checkpoint of NanoR1.");
        }

        if (!SHA256.HashData(bytes.AsSpan(0, bytes.Length - 32)).AsSpan().SequenceEqual(bytes.AsSpan(bytes.Length - 32)))
        {
            throw new CorruptCheckpointException(path, "its checksum is wrong, so that it is damaged or cut off.");
        }

        using var reader = new BinaryReader(new MemoryStream(bytes));
        reader.ReadUInt32();
        var sizes = Enumerable.Range(0, 6).Select(_ => reader.ReadInt32()).ToArray();
        var weights = new TransformerWeights(new ModelShape(sizes[0], sizes[1], sizes[2], sizes[3], sizes[4], sizes[5]));
        var step = reader.ReadInt32();
        var optimizer = reader.ReadBoolean() ? new Optimizer(weights, learns) : null;
        foreach (var parameter in weights.All)
        {
            Read(reader, parameter.Values);
        }

        foreach (var state in optimizer?.States ?? [])
        {
            Read(reader, state.First);
            Read(reader, state.Second);
        }

        return (weights, optimizer, step);
    }

    private static void Write(BinaryWriter writer, float[] values) => writer.Write(MemoryMarshal.AsBytes(values.AsSpan()));

    private static void Read(BinaryReader reader, float[] values) => reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
}

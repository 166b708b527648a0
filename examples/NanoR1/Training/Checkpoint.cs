using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace NanoR1;

/// <summary>A training at one of its steps, whole: resuming from it gives the same weights as never having stopped.</summary>
/// <remarks>The exercises of a step follow from seed and step alone, so no generator's state is kept.</remarks>
internal static class Checkpoint
{
    private const uint Magic = 0x324E414E;
    private const int HashSize = SHA256.HashSizeInBytes;

    /// <summary>Writes beside <paramref name="path"/> first and renames then: at no time is there no whole checkpoint.</summary>
    public static void Save(string path, IReadOnlyList<Parameter> parameters, Optimizer optimizer, int step)
    {
        using var content = new MemoryStream();
        using (var writer = new BinaryWriter(content, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write(Magic);
            writer.Write(Describe(parameters));
            writer.Write(step);
            foreach (var parameter in parameters)
            {
                Write(writer, parameter.Values);
                Write(writer, optimizer.States[parameter.Index].First);
                Write(writer, optimizer.States[parameter.Index].Second);
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

    /// <summary>Reads parameters and, where one is given, the optimizer's memory of them.</summary>
    /// <returns>The step after which it was saved.</returns>
    /// <exception cref="CorruptCheckpointException">The file is damaged, or of another model.</exception>
    public static int Load(string path, IReadOnlyList<Parameter> parameters, Optimizer? optimizer)
    {
        var bytes = File.ReadAllBytes(path);
        if (bytes.Length < HashSize + sizeof(uint) || BitConverter.ToUInt32(bytes) != Magic)
        {
            throw new CorruptCheckpointException(path, "it is no checkpoint of this program.");
        }

        if (!SHA256.HashData(bytes.AsSpan(0, bytes.Length - HashSize)).AsSpan().SequenceEqual(bytes.AsSpan(bytes.Length - HashSize)))
        {
            throw new CorruptCheckpointException(path, "its checksum is wrong, so that it is damaged or cut off.");
        }

        using var reader = new BinaryReader(new MemoryStream(bytes));
        reader.ReadUInt32();
        if (reader.ReadString() != Describe(parameters))
        {
            throw new CorruptCheckpointException(path, "it is of a model of other sizes.");
        }

        var step = reader.ReadInt32();
        foreach (var parameter in parameters)
        {
            var state = optimizer?.States[parameter.Index];
            Read(reader, parameter.Values);
            Read(reader, state?.First ?? new float[parameter.Values.Length]);
            Read(reader, state?.Second ?? new float[parameter.IsHidden ? 0 : parameter.Values.Length]);
        }

        return step;
    }

    private static string Describe(IReadOnlyList<Parameter> parameters) =>
        string.Join(' ', parameters.Select(parameter => $"{parameter.Name}:{parameter.Rows}x{parameter.Columns}"));

    private static void Write(BinaryWriter writer, float[] values) => writer.Write(MemoryMarshal.AsBytes(values.AsSpan()));

    private static void Read(BinaryReader reader, float[] values) => reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
}

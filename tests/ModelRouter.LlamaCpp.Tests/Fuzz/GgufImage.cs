using System.Text;

namespace ModelRouter.LlamaCpp.Tests;

/// <summary>A GGUF file taken apart so that it can be put together wrongly: metadata, tensor entries and data can each be edited.</summary>
internal sealed class GgufImage
{
    private const int Alignment = 32;

    public List<(string Key, byte[] Value)> Metadata { get; } = [];

    public List<GgufImageTensor> Tensors { get; } = [];

    public byte[] Data { get; private init; } = [];

    /// <summary>Takes a well-formed file apart.</summary>
    public static GgufImage Parse(byte[] file)
    {
        using var reader = new BinaryReader(new MemoryStream(file));
        reader.ReadUInt64();
        var tensors = reader.ReadUInt64();
        var pairs = reader.ReadUInt64();
        var metadata = new List<(string, byte[])>();
        for (var i = 0UL; i < pairs; i++)
        {
            var key = Text(reader);
            var start = (int)reader.BaseStream.Position;
            SkipValue(reader, reader.ReadUInt32());
            metadata.Add((key, file[start..(int)reader.BaseStream.Position]));
        }

        var entries = new List<GgufImageTensor>();
        for (var i = 0UL; i < tensors; i++)
        {
            var name = Text(reader);
            var shape = Enumerable.Range(0, (int)reader.ReadUInt32()).Select(_ => reader.ReadUInt64()).ToArray();
            entries.Add(new GgufImageTensor(name, shape, reader.ReadUInt32(), reader.ReadUInt64()));
        }

        var data = ((int)reader.BaseStream.Position + Alignment - 1) / Alignment * Alignment;
        var image = new GgufImage { Data = file[data..] };
        image.Metadata.AddRange(metadata);
        image.Tensors.AddRange(entries);
        return image;
    }

    /// <summary>The file; <paramref name="headerLength"/> tells where its data begin.</summary>
    public byte[] Write(out int headerLength)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write("GGUF"u8);
        writer.Write(3u);
        writer.Write((ulong)Tensors.Count);
        writer.Write((ulong)Metadata.Count);
        foreach (var (key, value) in Metadata)
        {
            Write(writer, key);
            writer.Write(value);
        }

        foreach (var tensor in Tensors)
        {
            Write(writer, tensor.Name);
            writer.Write((uint)tensor.Shape.Length);
            Array.ForEach(tensor.Shape, writer.Write);
            writer.Write(tensor.Type);
            writer.Write(tensor.Offset);
        }

        writer.Write(new byte[(Alignment - (stream.Length % Alignment)) % Alignment]);
        headerLength = (int)stream.Length;
        writer.Write(Data);
        return stream.ToArray();
    }

    private static void SkipValue(BinaryReader reader, uint type)
    {
        switch (type)
        {
            case 0 or 1 or 7:
                reader.ReadByte();
                break;
            case 2 or 3:
                reader.ReadUInt16();
                break;
            case 4 or 5 or 6:
                reader.ReadUInt32();
                break;
            case 8:
                Text(reader);
                break;
            case 9:
                var element = reader.ReadUInt32();
                for (var left = reader.ReadUInt64(); left > 0; left--)
                {
                    SkipValue(reader, element);
                }

                break;
            default:
                reader.ReadUInt64();
                break;
        }
    }

    private static string Text(BinaryReader reader) => Encoding.UTF8.GetString(reader.ReadBytes((int)reader.ReadUInt64()));

    private static void Write(BinaryWriter writer, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        writer.Write((ulong)bytes.Length);
        writer.Write(bytes);
    }
}

using System.Text;

namespace ModelRouter.LlamaCpp.Tests;

/// <summary>Metadata values as a GGUF file stores them, type first.</summary>
internal static class GgufValues
{
    public static byte[] UInt32(uint value) => [.. BitConverter.GetBytes(4u), .. BitConverter.GetBytes(value)];

    public static byte[] Float32(float value) => [.. BitConverter.GetBytes(6u), .. BitConverter.GetBytes(value)];

    public static byte[] Bool(bool value) => [.. BitConverter.GetBytes(7u), value ? (byte)1 : (byte)0];

    public static byte[] UInt16(ushort value) => [.. BitConverter.GetBytes(2u), .. BitConverter.GetBytes(value)];

    public static byte[] Text(string value) => [.. BitConverter.GetBytes(8u), .. Encode(value)];

    public static byte[] Texts(params IReadOnlyList<string> values) =>
        [.. BitConverter.GetBytes(9u), .. BitConverter.GetBytes(8u), .. BitConverter.GetBytes((ulong)values.Count), .. values.SelectMany(Encode)];

    public static byte[] UInt32s(params IReadOnlyList<uint> values) =>
        [.. BitConverter.GetBytes(9u), .. BitConverter.GetBytes(4u), .. BitConverter.GetBytes((ulong)values.Count), .. values.SelectMany(BitConverter.GetBytes)];

    /// <summary>The texts of a list; empty if the value is none, or a broken one.</summary>
    public static List<string> ReadTexts(byte[]? value)
    {
        if (value is null || !value.AsSpan().StartsWith((byte[])[9, 0, 0, 0, 8, 0, 0, 0]))
        {
            return [];
        }

        using var reader = new BinaryReader(new MemoryStream(value[8..]));
        var texts = new List<string>();
        try
        {
            for (var left = reader.ReadUInt64(); left > 0; left--)
            {
                texts.Add(Encoding.UTF8.GetString(reader.ReadBytes(checked((int)reader.ReadUInt64()))));
            }
        }
        catch (Exception broken) when (broken is EndOfStreamException or OverflowException)
        {
            return [];
        }

        return texts;
    }

    private static byte[] Encode(string value)
    {
        var bytes = Encoding.UTF8.GetBytes(value);
        return [.. BitConverter.GetBytes((ulong)bytes.Length), .. bytes];
    }
}

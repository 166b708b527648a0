using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace ModelRouter;

/// <summary>Reads what <see cref="WeightsWriter"/> wrote, and no more than a file of weights may hold.</summary>
internal sealed class WeightsReader(Stream stream) : IDisposable
{
    private const int MostBytes = 1 << 26;
    private const int MostText = 1 << 20;

    private readonly BinaryReader _reader = new(stream, Encoding.UTF8, leaveOpen: true);

    internal int Count() => _reader.ReadInt32() is >= 0 and <= MostBytes and var count ? count : throw Damaged();

    internal ulong Hash() => _reader.ReadUInt64();

    internal float Number() => _reader.ReadSingle() is var value && float.IsFinite(value) ? value : throw Damaged();

    /// <summary>A name.</summary>
    /// <remarks>Not <see cref="BinaryReader.ReadString"/>, which takes an impossible length for a failure of the disk.</remarks>
    internal string Text()
    {
        var length = _reader.Read7BitEncodedInt();
        if (length is < 0 or > MostText)
        {
            throw new FormatException();
        }

        var bytes = _reader.ReadBytes(length);
        return bytes.Length == length ? Encoding.UTF8.GetString(bytes) : throw new EndOfStreamException();
    }

    internal T[] List<T>()
        where T : unmanaged
    {
        var count = Count();
        if ((long)count * Unsafe.SizeOf<T>() > MostBytes)
        {
            throw Damaged();
        }

        var values = new T[count];
        _reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
        return values is float[] numbers && !Array.TrueForAll(numbers, float.IsFinite) ? throw Damaged() : values;
    }

    public void Dispose() => _reader.Dispose();

    private static InvalidDataException Damaged() => new("The weights are damaged: a count or a number in them is impossible.");
}

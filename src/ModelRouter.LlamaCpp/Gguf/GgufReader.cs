using System.Buffers.Binary;
using System.Text;

namespace ModelRouter.LlamaCpp;

/// <summary>Reads a GGUF file's header and refuses whatever does not hold together.</summary>
/// <remarks>llama.cpp trusts much of what a file says and aborts the process where it should not have; so nothing reaches it
/// that has not passed here: every length against the file's size, every tensor inside the file, every number that divides.
/// The format: ggml's docs/gguf.md, versions 2 and 3, little-endian.</remarks>
internal sealed class GgufReader : IDisposable
{
    private const int MaxKeyBytes = 65_535;
    private const int MaxTensorNameBytes = 63;
    private const int MaxDimensions = 4;

    /// <summary>Far more than any vocabulary or template has; a damaged length in a file of gigabytes must not fill the memory.</summary>
    private const int MaxElements = 1 << 24;
    private const int MaxTextBytes = 1 << 26;

    /// <summary>Room for so many is made before they are read.</summary>
    private const int UsualTensors = 1 << 12;

    private readonly string _path;
    private readonly FileStream _file;
    private readonly long _length;
    private readonly UTF8Encoding _utf8 = new(false, throwOnInvalidBytes: true);

    private GgufReader(string path)
    {
        _path = path;
        _file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
        _length = _file.Length;
    }

    /// <summary>Reads and checks the header of the file at <paramref name="path"/>.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidModelFileException">It is no GGUF file, or a damaged one.</exception>
    public static GgufHeader Read(string path)
    {
        if (!File.Exists(path))
        {
            var what = Directory.Exists(path) ? "is a folder" : "does not exist";
            throw new FileNotFoundException($"The model file '{path}' {what}.", path);
        }

        try
        {
            using var reader = new GgufReader(path);
            return reader.ReadHeader();
        }
        catch (EndOfStreamException end)
        {
            throw new InvalidModelFileException(path, "it ends inside its header; the download may be incomplete.", end);
        }
        catch (DecoderFallbackException bad)
        {
            throw new InvalidModelFileException(path, "its header holds a string that is not UTF-8.", bad);
        }
        catch (UnauthorizedAccessException denied)
        {
            throw new InvalidModelFileException(path, "it can't be read: " + denied.Message, denied);
        }
    }

    public void Dispose() => _file.Dispose();

    private GgufHeader ReadHeader()
    {
        if (_length < 4 || ReadUInt32() != 0x46554747)
        {
            throw Bad("it does not begin with 'GGUF'.");
        }

        var version = ReadUInt32();
        if (version is not (2 or 3))
        {
            throw Bad($"its format version is {version}; 2 and 3 are known.");
        }

        // The smallest tensor entry takes 24 bytes, the smallest pair of key and value 13.
        var tensorCount = ReadCount("tensor count", 24);
        var pairCount = ReadCount("metadata count", 13);
        if (tensorCount > MaxElements)
        {
            throw Bad($"it has {tensorCount} tensors; {MaxElements} are allowed.");
        }

        var metadata = new Dictionary<string, object>(StringComparer.Ordinal);
        for (var i = 0; i < pairCount; i++)
        {
            var key = ReadString(MaxKeyBytes, "metadata key");
            var value = ReadValue((GgufValueType)ReadUInt32(), key);

            // llama.cpp compares C strings, for which a key ends at a NUL.
            if (key.Length == 0 || key.Contains('\0', StringComparison.Ordinal) || !metadata.TryAdd(key, value))
            {
                throw Bad($"the metadata key '{key}' is empty, holds a NUL or stands twice.");
            }
        }

        var tensors = new List<GgufTensor>((int)Math.Min(tensorCount, UsualTensors));
        for (var i = 0; i < tensorCount; i++)
        {
            tensors.Add(ReadTensor());
        }

        CheckData(tensors, ReadAlignment(metadata));
        return new GgufHeader { Path = _path, FileBytes = _length, Metadata = metadata, Tensors = tensors };
    }

    private GgufTensor ReadTensor()
    {
        var name = ReadString(MaxTensorNameBytes, "tensor name");
        var dimensions = ReadUInt32();
        if (dimensions is < 1 or > MaxDimensions)
        {
            throw Bad($"tensor '{name}' has {dimensions} dimensions; 1 to {MaxDimensions} are allowed.");
        }

        var shape = new long[dimensions];
        UInt128 elements = 1;
        for (var d = 0; d < shape.Length; d++)
        {
            var size = ReadUInt64();
            elements *= size;
            if (size == 0 || size > int.MaxValue || elements > long.MaxValue / 8)
            {
                throw Bad($"tensor '{name}' has an impossible dimension {size}.");
            }

            shape[d] = (long)size;
        }

        var typeNumber = ReadUInt32();
        if (!GgufTensorType.TryGet(typeNumber, out var type))
        {
            throw Bad($"tensor '{name}' has the unknown type {typeNumber}.");
        }

        if (shape[0] % type.BlockSize != 0)
        {
            throw Bad($"tensor '{name}' has rows of {shape[0]}, which blocks of {type.BlockSize} ({type.Name}) don't divide.");
        }

        return new GgufTensor(name, shape, type, ReadUInt64());
    }

    private void CheckData(List<GgufTensor> tensors, ulong alignment)
    {
        var dataStart = ((ulong)_file.Position + alignment - 1) / alignment * alignment;
        var available = (ulong)_length > dataStart ? (ulong)_length - dataStart : 0;
        var names = new HashSet<string>(StringComparer.Ordinal);
        ulong expected = 0;
        foreach (var tensor in tensors)
        {
            if (tensor.Name.Contains('\0', StringComparison.Ordinal) || !names.Add(tensor.Name))
            {
                throw Bad($"tensor '{tensor.Name}' stands twice or holds a NUL in its name.");
            }

            // llama.cpp wants tensors back to back in the order of their entries.
            if (tensor.Offset != expected)
            {
                throw Bad($"tensor '{tensor.Name}' is said to begin at {tensor.Offset}, but {expected} is next.");
            }

            if (tensor.ByteCount > available - Math.Min(available, tensor.Offset))
            {
                throw Bad($"tensor '{tensor.Name}' reaches beyond the end of the file; the download may be incomplete.");
            }

            expected += (tensor.ByteCount + alignment - 1) / alignment * alignment;
        }
    }

    private ulong ReadAlignment(Dictionary<string, object> metadata) =>
        metadata.GetValueOrDefault("general.alignment") switch
        {
            null => 32,
            uint value when value is > 0 and <= 65_536 && (value & (value - 1)) == 0 && value % 8 == 0 => value,
            var other => throw Bad($"its general.alignment is {other}; a power of two from 8 is needed."),
        };

    private object ReadValue(GgufValueType type, string key) => type switch
    {
        GgufValueType.UInt8 => ReadByte(),
        GgufValueType.Int8 => (sbyte)ReadByte(),
        GgufValueType.UInt16 => BinaryPrimitives.ReadUInt16LittleEndian(Read(stackalloc byte[2])),
        GgufValueType.Int16 => BinaryPrimitives.ReadInt16LittleEndian(Read(stackalloc byte[2])),
        GgufValueType.UInt32 => ReadUInt32(),
        GgufValueType.Int32 => (int)ReadUInt32(),
        GgufValueType.Float32 => BitConverter.UInt32BitsToSingle(ReadUInt32()),
        GgufValueType.Bool => ReadByte() switch { 0 => false, 1 => true, var b => throw Bad($"'{key}' is neither true nor false but {b}.") },
        GgufValueType.String => ReadString(MaxTextBytes, key),
        GgufValueType.Array => ReadArray(key),
        GgufValueType.UInt64 => ReadUInt64(),
        GgufValueType.Int64 => (long)ReadUInt64(),
        GgufValueType.Float64 => BitConverter.UInt64BitsToDouble(ReadUInt64()),
        _ => throw Bad($"'{key}' has the unknown type {(uint)type}."),
    };

    private GgufArray ReadArray(string key)
    {
        var type = (GgufValueType)ReadUInt32();
        var width = type switch
        {
            GgufValueType.UInt8 or GgufValueType.Int8 or GgufValueType.Bool => 1,
            GgufValueType.UInt16 or GgufValueType.Int16 => 2,
            GgufValueType.UInt32 or GgufValueType.Int32 or GgufValueType.Float32 => 4,
            GgufValueType.UInt64 or GgufValueType.Int64 or GgufValueType.Float64 or GgufValueType.String => 8,
            _ => throw Bad($"'{key}' is an array of the type {(uint)type}, which arrays can't have."),
        };
        var count = ReadCount($"length of '{key}'", width);
        if (count > MaxElements)
        {
            throw Bad($"'{key}' has {count} elements; {MaxElements} are allowed.");
        }

        if (type == GgufValueType.String)
        {
            var texts = new string[count];
            for (var i = 0; i < texts.Length; i++)
            {
                texts[i] = ReadString(MaxTextBytes, key);
            }

            return new GgufArray(type, count, [], texts);
        }

        if (type is GgufValueType.Float32 or GgufValueType.Float64)
        {
            for (var i = 0L; i < count; i++)
            {
                ReadValue(type, key);
            }

            return new GgufArray(type, count, [], []);
        }

        var integers = new long[count];
        for (var i = 0L; i < count; i++)
        {
            integers[i] = ReadValue(type, key) switch
            {
                bool flag => flag ? 1 : 0,
                ulong value => unchecked((long)value),
                var value => Convert.ToInt64(value, null),
            };
        }

        return new GgufArray(type, count, integers, []);
    }

    /// <summary>A count of things that take at least <paramref name="minBytes"/> each can't exceed what is left of the file.</summary>
    private long ReadCount(string what, int minBytes)
    {
        var count = ReadUInt64();
        var left = (ulong)(_length - _file.Position);
        return count <= left / (ulong)minBytes
            ? (long)count
            : throw Bad($"its {what} of {count} can't fit into the {left} bytes that follow.");
    }

    private string ReadString(int maxBytes, string what)
    {
        var length = ReadCount($"length of a {what}", 1);
        if (length > maxBytes)
        {
            throw Bad($"a {what} is {length} bytes long; {maxBytes} are allowed.");
        }

        var bytes = length <= 256 ? stackalloc byte[(int)length] : new byte[length];
        return _utf8.GetString(Read(bytes));
    }

    private byte ReadByte() => Read(stackalloc byte[1])[0];

    private uint ReadUInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Read(stackalloc byte[4]));

    private ulong ReadUInt64() => BinaryPrimitives.ReadUInt64LittleEndian(Read(stackalloc byte[8]));

    private Span<byte> Read(Span<byte> buffer)
    {
        _file.ReadExactly(buffer);
        return buffer;
    }

    private InvalidModelFileException Bad(string reason) => new(_path, reason);
}

using System.Text;

namespace NanoR1;

/// <summary>
/// Writes a GGUF version 3 file: header, metadata, tensor table, then each tensor's data at a multiple of 32 bytes.
/// Not thread-safe.
/// </summary>
/// <remarks>Format: the GGUF specification of the ggml project (docs/gguf.md).</remarks>
internal sealed class GgufWriter
{
    private const int Alignment = 32;
    private readonly List<(string Key, Action<BinaryWriter> Write)> _metadata = [];
    private readonly List<GgufTensor> _tensors = [];

    /// <summary>Adds a text.</summary>
    public void Add(string key, string value) => Add(key, GgufValueType.String, to => WriteText(to, value));

    /// <summary>Adds an unsigned number, which is how llama.cpp stores sizes and token ids.</summary>
    public void Add(string key, uint value) => Add(key, GgufValueType.UInt32, to => to.Write(value));

    /// <summary>Adds a 64-bit unsigned number.</summary>
    public void Add(string key, ulong value) => Add(key, GgufValueType.UInt64, to => to.Write(value));

    /// <summary>Adds a number with a fraction.</summary>
    public void Add(string key, float value) => Add(key, GgufValueType.Float32, to => to.Write(value));

    /// <summary>Adds a truth value.</summary>
    public void Add(string key, bool value) => Add(key, GgufValueType.Bool, to => to.Write(value));

    /// <summary>Adds a list of texts; it may be empty.</summary>
    public void Add(string key, IReadOnlyList<string> values) => AddArray(key, GgufValueType.String, values, WriteText);

    /// <summary>Adds a list of numbers with fractions; it may be empty.</summary>
    public void Add(string key, IReadOnlyList<float> values) => AddArray(key, GgufValueType.Float32, values, (to, value) => to.Write(value));

    /// <summary>Adds a list of signed numbers; it may be empty.</summary>
    public void Add(string key, IReadOnlyList<int> values) => AddArray(key, GgufValueType.Int32, values, (to, value) => to.Write(value));

    /// <summary>Adds a tensor of <paramref name="values"/>.Length / <paramref name="width"/> rows.</summary>
    /// <param name="name">The tensor's name, such as <c>blk.0.attn_q.weight</c>.</param>
    /// <param name="width">Elements a row (ggml's first dimension, the input's size of a weight matrix).</param>
    /// <param name="values">The elements, row after row.</param>
    /// <param name="type">How to store them.</param>
    /// <exception cref="ArgumentException">The values do not fill whole rows, or rows do not fill whole Q8_0 blocks.</exception>
    public void AddTensor(string name, int width, float[] values, GgufTensorType type = GgufTensorType.F32)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentNullException.ThrowIfNull(values);
        if (values.Length == 0 || values.Length % width != 0)
        {
            throw new ArgumentException($"Tensor '{name}' has {values.Length} values, which are not whole rows of {width}.", nameof(values));
        }

        if (type == GgufTensorType.Q8_0 && width % Q8Block.Length != 0)
        {
            throw new ArgumentException($"Tensor '{name}' has rows of {width}; Q8_0 wants a multiple of {Q8Block.Length}.", nameof(width));
        }

        _tensors.Add(new GgufTensor(name, type, width, values));
    }

    /// <summary>Writes the whole file to <paramref name="stream"/>, which is left open.</summary>
    public void Write(Stream stream)
    {
        using var to = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true);
        to.Write("GGUF"u8);
        to.Write(3u);
        to.Write((ulong)_tensors.Count);
        to.Write((ulong)_metadata.Count);
        foreach (var (key, write) in _metadata)
        {
            WriteText(to, key);
            write(to);
        }

        WriteTable(to);
        foreach (var tensor in _tensors)
        {
            Pad(to);
            tensor.WriteData(to);
        }

        Pad(to);
    }

    private void WriteTable(BinaryWriter to)
    {
        ulong offset = 0;
        foreach (var tensor in _tensors)
        {
            WriteText(to, tensor.Name);
            to.Write((uint)tensor.Dimensions);
            to.Write((ulong)tensor.Width);
            if (tensor.Dimensions == 2)
            {
                to.Write((ulong)tensor.Rows);
            }

            to.Write((uint)tensor.Type);
            to.Write(offset);
            offset += ((ulong)tensor.Bytes + Alignment - 1) / Alignment * Alignment;
        }
    }

    private void Add(string key, GgufValueType type, Action<BinaryWriter> write) =>
        _metadata.Add((key, to =>
        {
            to.Write((uint)type);
            write(to);
        }));

    private void AddArray<T>(string key, GgufValueType element, IReadOnlyList<T> values, Action<BinaryWriter, T> write) =>
        Add(key, GgufValueType.Array, to =>
        {
            to.Write((uint)element);
            to.Write((ulong)values.Count);
            foreach (var value in values)
            {
                write(to, value);
            }
        });

    private static void WriteText(BinaryWriter to, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        to.Write((ulong)bytes.Length);
        to.Write(bytes);
    }

    private static void Pad(BinaryWriter to)
    {
        to.Flush();
        while (to.BaseStream.Position % Alignment != 0)
        {
            to.Write((byte)0);
            to.Flush();
        }
    }
}

using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace ModelRouter.Cli;

/// <summary>A GGUF file of random Q8_0 weights: as fast as a trained model of its shape, and as large.</summary>
/// <remarks>Format: the GGUF specification of the ggml project (docs/gguf.md), version 3.</remarks>
internal static class SyntheticModel
{
    private const int Alignment = 32;
    private const int BlockNumbers = 32;
    private const int BlockBytes = 34;
    private const uint SinglePrecision = 0;
    private const uint Q8 = 8;

    /// <summary>Standard deviation of a byte taken as a number from −128 to 127.</summary>
    private const double ByteDeviation = 73.9;

    /// <summary>Writes the file, the same for the same shape.</summary>
    internal static void Write(string path, SyntheticShape shape, CancellationToken ct)
    {
        var tensors = Tensors(shape).ToList();
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 20);
        using var to = new BinaryWriter(file);
        var metadata = Metadata(shape).ToList();
        to.Write("GGUF"u8);
        to.Write(3u);
        to.Write((ulong)tensors.Count);
        to.Write((ulong)metadata.Count);
        metadata.ForEach(write => write(to));
        var offset = 0L;
        foreach (var tensor in tensors)
        {
            WriteText(to, tensor.Name);
            to.Write(tensor.Rows == 1 ? 1u : 2u);
            to.Write((ulong)tensor.Width);
            if (tensor.Rows > 1)
            {
                to.Write((ulong)tensor.Rows);
            }

            to.Write(tensor.Rows == 1 ? SinglePrecision : Q8);
            to.Write((ulong)offset);
            offset += (tensor.Bytes + Alignment - 1) / Alignment * Alignment;
        }

        var random = 0x9E3779B97F4A7C15UL;
        foreach (var tensor in tensors)
        {
            ct.ThrowIfCancellationRequested();
            to.Flush();
            to.Write(new byte[(Alignment - (file.Position % Alignment)) % Alignment]);
            WriteNumbers(to, tensor, ref random);
        }
    }

    private static IEnumerable<SyntheticTensor> Tensors(SyntheticShape shape)
    {
        // Logits as far apart as a language model's: sampling from noise is another task than sampling from words.
        yield return new("token_embd.weight", shape.Width, shape.Vocabulary, 0.05);
        yield return new("output_norm.weight", shape.Width, 1, 1);
        yield return new("output.weight", shape.Width, shape.Vocabulary, 3 / Math.Sqrt(shape.Width));
        var (inner, wide) = (1 / Math.Sqrt(shape.Width), 1 / Math.Sqrt(shape.FeedForward));
        for (var layer = 0; layer < shape.Layers; layer++)
        {
            var block = string.Create(CultureInfo.InvariantCulture, $"blk.{layer}.");
            yield return new(block + "attn_norm.weight", shape.Width, 1, 1);
            yield return new(block + "attn_q.weight", shape.Width, shape.Width, inner);
            yield return new(block + "attn_q.bias", shape.Width, 1, 0);
            yield return new(block + "attn_k.weight", shape.Width, shape.KeyValueWidth, inner);
            yield return new(block + "attn_k.bias", shape.KeyValueWidth, 1, 0);
            yield return new(block + "attn_v.weight", shape.Width, shape.KeyValueWidth, inner);
            yield return new(block + "attn_v.bias", shape.KeyValueWidth, 1, 0);
            yield return new(block + "attn_output.weight", shape.Width, shape.Width, inner);
            yield return new(block + "ffn_norm.weight", shape.Width, 1, 1);
            yield return new(block + "ffn_gate.weight", shape.Width, shape.FeedForward, inner);
            yield return new(block + "ffn_up.weight", shape.Width, shape.FeedForward, inner);
            yield return new(block + "ffn_down.weight", shape.FeedForward, shape.Width, wide);
        }
    }

    private static IEnumerable<Action<BinaryWriter>> Metadata(SyntheticShape shape)
    {
        yield return Text("general.architecture", "qwen2");
        yield return Text("general.name", "random weights");
        yield return Number("qwen2.vocab_size", shape.Vocabulary);
        yield return Number("qwen2.context_length", 131_072);
        yield return Number("qwen2.embedding_length", shape.Width);
        yield return Number("qwen2.block_count", shape.Layers);
        yield return Number("qwen2.feed_forward_length", shape.FeedForward);
        yield return Number("qwen2.attention.head_count", shape.Heads);
        yield return Number("qwen2.attention.head_count_kv", shape.KeyValueHeads);
        yield return Value("qwen2.attention.layer_norm_rms_epsilon", 6, to => to.Write(1e-6f));
        yield return Value("qwen2.rope.freq_base", 6, to => to.Write(10_000f));
        yield return Text("tokenizer.ggml.model", "gpt2");
        yield return Text("tokenizer.ggml.pre", "deepseek-r1-qwen");
        yield return Texts("tokenizer.ggml.tokens", Enumerable.Range(0, shape.Vocabulary).Select(static id => $"t{id}"), shape.Vocabulary);
        yield return Texts("tokenizer.ggml.merges", ["t 0"], 1);
        yield return Number("tokenizer.ggml.eos_token_id", 0);
        yield return Number("tokenizer.ggml.bos_token_id", 1);
    }

    private static Action<BinaryWriter> Number(string key, int number) => Value(key, 4, to => to.Write((uint)number));

    private static Action<BinaryWriter> Text(string key, string text) => Value(key, 8, to => WriteText(to, text));

    private static Action<BinaryWriter> Texts(string key, IEnumerable<string> texts, int count) => Value(key, 9, to =>
    {
        to.Write(8u);
        to.Write((ulong)count);
        foreach (var text in texts)
        {
            WriteText(to, text);
        }
    });

    private static Action<BinaryWriter> Value(string key, uint type, Action<BinaryWriter> write) => to =>
    {
        WriteText(to, key);
        to.Write(type);
        write(to);
    };

    private static void WriteText(BinaryWriter to, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        to.Write((ulong)bytes.Length);
        to.Write(bytes);
    }

    /// <summary>A vector of one number over and over, or a matrix of random ones: blocks of a 16-bit scale and 32 bytes.</summary>
    private static void WriteNumbers(BinaryWriter to, SyntheticTensor tensor, ref ulong random)
    {
        if (tensor.Rows == 1)
        {
            for (var i = 0; i < tensor.Width; i++)
            {
                to.Write((float)tensor.Deviation);
            }

            return;
        }

        var row = new byte[tensor.Width / BlockNumbers * BlockBytes];
        for (var i = 0; i < tensor.Rows; i++)
        {
            for (var start = 0; start < row.Length; start += BlockBytes)
            {
                var block = row.AsSpan(start, BlockBytes);
                BinaryPrimitives.WriteHalfLittleEndian(block, (Half)(tensor.Deviation / ByteDeviation));
                for (var word = 2; word < BlockBytes; word += sizeof(ulong))
                {
                    // Marsaglia's xorshift64: enough for weights that mean nothing.
                    random ^= random << 13;
                    random ^= random >> 7;
                    random ^= random << 17;
                    BinaryPrimitives.WriteUInt64LittleEndian(block[word..], random);
                }
            }

            to.Write(row);
        }
    }

    /// <summary>A matrix of a deviation, or a vector (one row) of a number.</summary>
    private sealed record SyntheticTensor(string Name, int Width, int Rows, double Deviation)
    {
        internal long Bytes => Rows == 1 ? (long)Width * sizeof(float) : (long)Width / BlockNumbers * BlockBytes * Rows;
    }
}

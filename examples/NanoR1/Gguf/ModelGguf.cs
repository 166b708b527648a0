namespace NanoR1;

/// <summary>Writes trained weights as a model file that llama.cpp, and so the product, can load.</summary>
internal static class ModelGguf
{
    private const string Architecture = "qwen2";

    /// <summary>Types of <see cref="ByteTokenizer.SpecialTokens"/>: llama.cpp's control (3), user-defined (4) and unused (5). Markers of
    /// turns are control tokens, which keeps them out of user text; the think tags are visible text, as in R1's own files.</summary>
    private static readonly int[] SpecialTypes = [3, 3, 3, 3, 4, 4, 5, 5];

    /// <summary>Writes a file.</summary>
    /// <param name="path">Where to; replaced if it exists, and only once the new file is whole.</param>
    /// <param name="shape">The model's sizes.</param>
    /// <param name="tensors">All parameters; the output is tied to <c>token_embd.weight</c>.</param>
    /// <param name="type">How to store matrices; vectors are always 32-bit floats, which llama.cpp wants.</param>
    /// <param name="name">What the model is called.</param>
    /// <param name="description">One or two sentences on what it can do and how it was trained.</param>
    /// <exception cref="ArgumentException">A tensor's values do not fill its shape, or its rows do not fill Q8_0 blocks.</exception>
    public static void Write(string path, ModelShape shape, IEnumerable<NamedTensor> tensors, GgufTensorType type, string name, string description)
    {
        var writer = new GgufWriter();
        writer.Add("general.architecture", Architecture);
        writer.Add("general.type", "model");
        writer.Add("general.name", name);
        writer.Add("general.license", "mit");
        writer.Add("general.description", description);
        writer.Add("general.languages", ["en", "ko"]);
        // llama.cpp's names for the commonest type of a file: all F32, mostly F16, mostly Q8_0.
        writer.Add("general.file_type", type switch { GgufTensorType.F32 => 0u, GgufTensorType.F16 => 1u, _ => 7u });
        AddShape(writer, shape);
        AddTokenizer(writer);
        foreach (var tensor in tensors)
        {
            GgufFile.AddTensor(writer, tensor, type);
        }

        GgufFile.Save(writer, path);
    }

    private static void AddShape(GgufWriter writer, ModelShape shape)
    {
        writer.Add(Architecture + ".vocab_size", (uint)shape.Vocabulary);
        writer.Add(Architecture + ".context_length", (uint)shape.Context);
        writer.Add(Architecture + ".embedding_length", (uint)shape.Width);
        writer.Add(Architecture + ".block_count", (uint)shape.Layers);
        writer.Add(Architecture + ".feed_forward_length", (uint)shape.FeedForward);
        writer.Add(Architecture + ".attention.head_count", (uint)shape.Heads);
        writer.Add(Architecture + ".attention.head_count_kv", (uint)shape.Heads);
        writer.Add(Architecture + ".attention.layer_norm_rms_epsilon", shape.NormEpsilon);
        writer.Add(Architecture + ".rope.dimension_count", (uint)(shape.Width / shape.Heads));
        writer.Add(Architecture + ".rope.freq_base", shape.RopeBase);
    }

    private static void AddTokenizer(GgufWriter writer)
    {
        const int Normal = 1;
        var bytes = Enumerable.Range(0, 256).Select(value => ByteLevelAlphabet.Symbol((byte)value).ToString());
        writer.Add("tokenizer.ggml.model", "gpt2");
        writer.Add("tokenizer.ggml.pre", "deepseek-r1-qwen");
        writer.Add("tokenizer.ggml.tokens", [.. bytes, .. ByteTokenizer.SpecialTokens]);
        writer.Add("tokenizer.ggml.token_type", [.. Enumerable.Repeat(Normal, 256), .. SpecialTypes]);
        // llama.cpp wants the list; without merges every byte stays a token.
        writer.Add("tokenizer.ggml.merges", (IReadOnlyList<string>)[]);
        writer.Add("tokenizer.ggml.bos_token_id", (uint)ByteTokenizer.BeginOfSentence);
        writer.Add("tokenizer.ggml.eos_token_id", (uint)ByteTokenizer.EndOfSentence);
        writer.Add("tokenizer.ggml.padding_token_id", (uint)ByteTokenizer.EndOfSentence);
        writer.Add("tokenizer.ggml.add_bos_token", true);
        writer.Add("tokenizer.ggml.add_eos_token", false);
        writer.Add("tokenizer.chat_template", R1ChatTemplate.Text);
    }
}

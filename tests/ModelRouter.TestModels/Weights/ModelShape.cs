namespace ModelRouter.TestModels;

/// <summary>The sizes of a model; heads are 16 wide and share one key-value head, as grouped-query attention does.</summary>
internal sealed record ModelShape(TinyFamily Family, int Vocabulary, int Width, int Layers, int FeedForward, int Context)
{
    public const int HeadWidth = 16;
    public const float Epsilon = 1e-6f;

    public string Architecture => Family == TinyFamily.R1 ? "qwen2" : "llama";

    public int Heads => Width / HeadWidth;

    public void WriteTo(GgufWriter writer)
    {
        writer.Add("general.architecture", Architecture);
        writer.Add("general.name", "tiny test model");
        writer.Add(Architecture + ".vocab_size", (uint)Vocabulary);
        writer.Add(Architecture + ".context_length", (uint)Context);
        writer.Add(Architecture + ".embedding_length", (uint)Width);
        writer.Add(Architecture + ".block_count", (uint)Layers);
        writer.Add(Architecture + ".feed_forward_length", (uint)FeedForward);
        writer.Add(Architecture + ".attention.head_count", (uint)Heads);
        writer.Add(Architecture + ".attention.head_count_kv", 1u);
        writer.Add(Architecture + ".attention.layer_norm_rms_epsilon", Epsilon);
        writer.Add(Architecture + ".rope.dimension_count", (uint)HeadWidth);
        writer.Add(Architecture + ".rope.freq_base", 10000f);
    }
}

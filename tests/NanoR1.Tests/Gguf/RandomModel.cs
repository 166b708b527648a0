namespace NanoR1.Tests;

/// <summary>A NanoR1-shaped file of random weights in the temporary folder.</summary>
internal sealed class RandomModel : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("nanor1-").FullName;

    public RandomModel(GgufTensorType type = GgufTensorType.F32)
    {
        Path = System.IO.Path.Combine(_folder, "nano.gguf");
        ModelGguf.Write(Path, Shape, Tensors(Shape, seed: 1), type, "NanoR1", "Random weights.");
    }

    public static ModelShape Shape { get; } = new(ByteTokenizer.VocabularySize, Width: 64, Layers: 2, Heads: 2, FeedForward: 96, Context: 512);

    public string Path { get; }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    public string NewPath(string name) => System.IO.Path.Combine(_folder, name);

    private static IEnumerable<NamedTensor> Tensors(ModelShape shape, int seed)
    {
        var random = new Random(seed);
        var (width, forward) = (shape.Width, shape.FeedForward);
        yield return Make("token_embd.weight", shape.Vocabulary, width);
        for (var layer = 0; layer < shape.Layers; layer++)
        {
            var block = $"blk.{layer}.";
            yield return Make(block + "attn_norm.weight", 1, width);
            foreach (var part in (string[])["q", "k", "v"])
            {
                yield return Make($"{block}attn_{part}.weight", width, width);
                yield return Make($"{block}attn_{part}.bias", 1, width);
            }

            yield return Make(block + "attn_output.weight", width, width);
            yield return Make(block + "ffn_norm.weight", 1, width);
            yield return Make(block + "ffn_gate.weight", forward, width);
            yield return Make(block + "ffn_up.weight", forward, width);
            yield return Make(block + "ffn_down.weight", width, forward);
        }

        yield return Make("output_norm.weight", 1, width);

        NamedTensor Make(string name, int rows, int columns) =>
            new(name, rows, columns, [.. Enumerable.Range(0, rows * columns).Select(_ => random.NextSingle() - 0.5f)]);
    }
}

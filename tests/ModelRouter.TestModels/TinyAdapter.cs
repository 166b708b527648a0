using System.Globalization;

namespace ModelRouter.TestModels;

/// <summary>Makes LoRA adapters for tiny models: a weight W becomes W + scale x B x A. The files live as long as the model's.</summary>
public static class TinyAdapter
{
    /// <summary>An adapter of random weights on the attention of every block and on the output.</summary>
    /// <param name="model">The model that it fits.</param>
    /// <param name="seed">Seed of the random weights.</param>
    /// <param name="rank">Number of columns of B.</param>
    /// <returns>The adapter's path.</returns>
    public static string Random(TinyModelFile model, int seed = 1, int rank = 4)
    {
        ArgumentNullException.ThrowIfNull(model);
        var shape = model.Shape;
        var random = new Random(seed);
        var writer = Begin(shape, rank);
        foreach (var layer in Enumerable.Range(0, shape.Layers))
        {
            AddPair(writer, $"blk.{layer}.attn_q.weight", shape.Width, Values(shape.Width * rank), rank, Values(rank * shape.Width));
            AddPair(writer, $"blk.{layer}.attn_v.weight", shape.Width, Values(shape.Width * rank), rank, Values(rank * ModelShape.HeadWidth));
        }

        AddPair(writer, "output.weight", shape.Width, Values(shape.Width * rank), rank, Values(rank * shape.Vocabulary));
        return Save(writer, model, $"lora-random-{seed}-{rank}.gguf");

        float[] Values(int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextSingle() - 0.5f)];
    }

    /// <summary>An adapter that adds to the logits of a Markov model's transitions: at scale s, each by s times its logit.</summary>
    /// <param name="model">A model made by <see cref="TinyModel.Markov"/>; every piece must be among its tokens (see <see cref="TinyModelOptions.Pieces"/>).</param>
    /// <param name="transitions">What to add; more than <see cref="MarkovChain.Certain"/> overrules the model's own certain transition.</param>
    /// <returns>The adapter's path.</returns>
    public static string Markov(TinyModelFile model, params IReadOnlyList<MarkovTransition> transitions)
    {
        ArgumentNullException.ThrowIfNull(model);
        var shape = model.Shape;
        var rank = transitions.Count;
        var a = new float[shape.Width * rank];
        var b = new float[rank * shape.Vocabulary];
        var norm = MathF.Sqrt(shape.Width);
        for (var r = 0; r < rank; r++)
        {
            a[(r * shape.Width) + model.Vocabulary.Id(transitions[r].From)] = 1;
            b[(model.Vocabulary.Id(transitions[r].To) * rank) + r] = transitions[r].Logit / norm;
        }

        var writer = Begin(shape, rank);
        AddPair(writer, "output.weight", shape.Width, a, rank, b);
        return Save(writer, model, string.Create(CultureInfo.InvariantCulture, $"lora-{Guid.NewGuid():N}.gguf"));
    }

    private static GgufWriter Begin(ModelShape shape, int rank)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rank);
        var writer = new GgufWriter();
        writer.Add("general.type", "adapter");
        writer.Add("general.architecture", shape.Architecture);
        writer.Add("adapter.type", "lora");
        // llama.cpp multiplies with alpha / rank, which is 1 here.
        writer.Add("adapter.lora.alpha", (float)rank);
        return writer;
    }

    private static void AddPair(GgufWriter writer, string tensor, int width, float[] a, int rank, float[] b)
    {
        writer.AddTensor(tensor + ".lora_a", width, a);
        writer.AddTensor(tensor + ".lora_b", rank, b);
    }

    private static string Save(GgufWriter writer, TinyModelFile model, string name)
    {
        var path = model.NewPath(name);
        using var file = File.Create(path);
        writer.Write(file);
        return path;
    }
}

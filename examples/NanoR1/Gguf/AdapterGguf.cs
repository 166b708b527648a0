namespace NanoR1;

/// <summary>Writes a LoRA adapter: each weight W that it names becomes W + scale x alpha / rank x B x A, where scale is the user's.</summary>
internal static class AdapterGguf
{
    /// <summary>Writes a file of 32-bit floats; an adapter is small.</summary>
    /// <param name="path">Where to; replaced if it exists, and only once the new file is whole.</param>
    /// <param name="pairs">The matrices.</param>
    /// <param name="alpha">Scale as trained, times the rank.</param>
    /// <param name="name">What the adapter is called.</param>
    /// <param name="description">What it adds to the model.</param>
    /// <exception cref="ArgumentException">There is no pair, ranks differ, or a tensor's values do not fill its shape.</exception>
    public static void Write(string path, IReadOnlyCollection<LoraPair> pairs, float alpha, string name, string description)
    {
        if (pairs.Count == 0 || pairs.Any(pair => pair.Rank != pairs.First().Rank))
        {
            throw new ArgumentException("An adapter needs pairs of matrices, all of one rank.", nameof(pairs));
        }

        var writer = new GgufWriter();
        writer.Add("general.architecture", "qwen2");
        writer.Add("general.type", "adapter");
        writer.Add("general.name", name);
        writer.Add("general.license", "mit");
        writer.Add("general.description", description);
        writer.Add("adapter.type", "lora");
        writer.Add("adapter.lora.alpha", alpha);
        foreach (var pair in pairs)
        {
            GgufFile.AddTensor(writer, new(pair.Tensor + ".lora_a", pair.Rank, pair.Inputs, pair.A), GgufTensorType.F32);
            GgufFile.AddTensor(writer, new(pair.Tensor + ".lora_b", pair.Outputs, pair.Rank, pair.B), GgufTensorType.F32);
        }

        GgufFile.Save(writer, path);
    }
}

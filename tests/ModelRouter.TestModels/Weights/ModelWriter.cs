namespace ModelRouter.TestModels;

/// <summary>Puts sizes, vocabulary, template and weights together into one file.</summary>
internal static class ModelWriter
{
    public static void Write(string path, ModelShape shape, TinyVocabulary vocabulary, IWeights weights, TinyModelOptions options)
    {
        var writer = new GgufWriter();
        shape.WriteTo(writer);
        vocabulary.WriteTo(writer);
        var template = options.ChatTemplate ?? (shape.Family == TinyFamily.R1 ? ChatTemplates.R1 : "");
        if (template.Length > 0)
        {
            writer.Add("tokenizer.chat_template", template);
        }

        AddTensors(writer, shape, weights, options.Quantized ? GgufTensorType.Q8_0 : GgufTensorType.F32);
        using var file = File.Create(path);
        writer.Write(file);
    }

    private static void AddTensors(GgufWriter writer, ModelShape shape, IWeights weights, GgufTensorType type)
    {
        var width = shape.Width;
        writer.AddTensor("token_embd.weight", width, weights.Embedding(), type);
        writer.AddTensor("output_norm.weight", width, Ones(width));
        writer.AddTensor("output.weight", width, weights.Output(), type);
        for (var layer = 0; layer < shape.Layers; layer++)
        {
            var block = $"blk.{layer}.";
            writer.AddTensor(block + "attn_norm.weight", width, Ones(width));
            writer.AddTensor(block + "attn_q.weight", width, weights.Inner(width, width), type);
            writer.AddTensor(block + "attn_k.weight", width, weights.Inner(width, ModelShape.HeadWidth), type);
            writer.AddTensor(block + "attn_v.weight", width, weights.Inner(width, ModelShape.HeadWidth), type);
            writer.AddTensor(block + "attn_output.weight", width, weights.Residual(width), type);
            writer.AddTensor(block + "ffn_norm.weight", width, Ones(width));
            writer.AddTensor(block + "ffn_gate.weight", width, weights.Inner(width, shape.FeedForward), type);
            writer.AddTensor(block + "ffn_up.weight", width, weights.Inner(width, shape.FeedForward), type);
            writer.AddTensor(block + "ffn_down.weight", shape.FeedForward, weights.Residual(shape.FeedForward), type);
            if (shape.Family == TinyFamily.R1)
            {
                writer.AddTensor(block + "attn_q.bias", width, new float[width]);
                writer.AddTensor(block + "attn_k.bias", ModelShape.HeadWidth, new float[ModelShape.HeadWidth]);
                writer.AddTensor(block + "attn_v.bias", ModelShape.HeadWidth, new float[ModelShape.HeadWidth]);
            }
        }
    }

    private static float[] Ones(int width)
    {
        var values = new float[width];
        Array.Fill(values, 1);
        return values;
    }
}

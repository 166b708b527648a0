using System.Numerics.Tensors;

namespace ModelRouter;

/// <summary>What a deployment's own outcomes correct of one model's predictions, whoever makes them: a line of the prompt's vector, in logits, within a bound.</summary>
/// <remarks>The model's odds move at most by the factor 1 + <paramref name="Prompts"/>, as by labels that are learned while the router runs. Immutable.</remarks>
/// <param name="Model">The model's id in that deployment.</param>
/// <param name="Weights">One for each dimension of a vector.</param>
/// <param name="Bias">Of all prompts.</param>
/// <param name="Prompts">Different prompts that it was learned from, &gt; 0.</param>
internal sealed record OutcomeCorrection(string Model, float[] Weights, float Bias, int Prompts)
{
    /// <summary>What it adds to the logit of the model's chance.</summary>
    internal double Of(PromptVector prompt)
    {
        var limit = Math.Log(1 + Prompts);
        return Math.Clamp(TensorPrimitives.Dot(Weights, prompt.Values) + Bias, -limit, limit);
    }

    /// <summary>This one, and on top of it another of the same model, which was learned from what this one had left.</summary>
    internal OutcomeCorrection Plus(OutcomeCorrection later)
    {
        var weights = new float[Weights.Length];
        TensorPrimitives.Add(Weights, later.Weights, weights);
        return new(Model, weights, Bias + later.Bias, Prompts + later.Prompts);
    }

    internal void Write(WeightsWriter writer)
    {
        writer.Write(Model);
        writer.Write(Weights);
        writer.Write(Bias);
        writer.Write(Prompts);
    }

    /// <exception cref="InvalidDataException">It is damaged.</exception>
    internal static OutcomeCorrection Read(WeightsReader reader)
    {
        var correction = new OutcomeCorrection(reader.Text(), reader.List<float>(), reader.Number(), reader.Count());
        return correction is { Weights.Length: PromptEncoder.Size, Prompts: > 0 } ? correction : throw new InvalidDataException("The weights are damaged: a correction is incomplete.");
    }
}

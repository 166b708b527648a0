using System.Numerics.Tensors;

namespace ModelRouter;

/// <summary>What one body of outcomes taught of some models: a logistic of the prompt's vector for each, and trees for all of them.</summary>
/// <remarks>
/// logit P = w·x + b + t·logit(trees(x)), where w, b and t were fitted on folds that the parts had not seen, which calibrates it. Far from the
/// prompts that it was trained on it falls back to each model's mean: P is a mixture on the logit scale, by <see cref="SupportOf"/>. Immutable,
/// so safe for concurrent use.
/// </remarks>
internal sealed class OutcomeExpert
{
    private const float Margin = 0.01f;

    private readonly float[] _weights;
    private readonly float[] _biases;
    private readonly float[] _means;
    private readonly TreeEnsemble _trees;
    private readonly float _treeShare;
    private readonly PromptCentres _centres;
    private readonly float _near;
    private readonly float _far;

    /// <param name="models">The models' names.</param>
    /// <param name="weights">Model by model, one weight for each dimension of a vector.</param>
    /// <param name="biases">Of each model.</param>
    /// <param name="means">Each model's mean success, as a logit.</param>
    /// <param name="trees">The trees.</param>
    /// <param name="treeShare">What their logit counts.</param>
    /// <param name="centres">Directions around which the training's prompts lie, one behind the other.</param>
    /// <param name="near">Likeness to the nearest centre from which on a prompt is as the training's.</param>
    /// <param name="far">Likeness up to which it has nothing in common with them.</param>
    internal OutcomeExpert(
        string[] models, float[] weights, float[] biases, float[] means, TreeEnsemble trees, float treeShare, float[] centres, float near, float far) =>
        (Models, _weights, _biases, _means, _trees, _treeShare, _centres, _near, _far) =
        (models, weights, biases, means, trees, treeShare, new(centres), near, far);

    internal string[] Models { get; }

    /// <summary>A model's mean success as a logit.</summary>
    internal float MeanOf(int model) => _means[model];

    /// <summary>What the trees say of all models, as <see cref="LogitOf"/> wants it.</summary>
    internal void ReadTrees(PromptVector prompt, Span<float> chances) => _trees.Predict(prompt.Values, chances);

    /// <summary>The logit of one model's chance, before it is drawn to the mean.</summary>
    /// <param name="model">The model's number.</param>
    /// <param name="prompt">The prompt.</param>
    /// <param name="treeChance">What the trees say of it.</param>
    internal float LogitOf(int model, PromptVector prompt, float treeChance)
    {
        var line = TensorPrimitives.Dot(_weights.AsSpan(model * PromptEncoder.Size, PromptEncoder.Size), prompt.Values) + _biases[model];
        return line + (_treeShare * Logit(treeChance));
    }

    /// <summary>From 0 (nothing alike was in the training) to 1 (as the training's prompts).</summary>
    internal float SupportOf(PromptVector prompt) => Math.Clamp((_centres.Likeness(prompt.Direction) - _far) / (_near - _far), 0, 1);

    internal static float Logit(float chance)
    {
        var p = Math.Clamp(chance, Margin, 1 - Margin);
        return MathF.Log(p / (1 - p));
    }

    internal void Write(WeightsWriter writer)
    {
        writer.Write(Models.Length);
        foreach (var model in Models)
        {
            writer.Write(model);
        }

        writer.Write(_weights);
        writer.Write(_biases);
        writer.Write(_means);
        _trees.Write(writer);
        writer.Write(_treeShare);
        writer.Write(_centres.All);
        writer.Write(_near);
        writer.Write(_far);
    }

    /// <exception cref="InvalidDataException">The parts don't fit together.</exception>
    internal static OutcomeExpert Read(WeightsReader reader)
    {
        var models = new string[reader.Count()];
        for (var i = 0; i < models.Length; i++)
        {
            models[i] = reader.Text();
        }

        var (weights, biases, means) = (reader.List<float>(), reader.List<float>(), reader.List<float>());
        var (trees, treeShare, centres) = (TreeEnsemble.Read(reader), reader.Number(), reader.List<float>());
        var (near, far) = (reader.Number(), reader.Number());
        return weights.Length == models.Length * PromptEncoder.Size && biases.Length == models.Length && means.Length == models.Length
            && trees.Models == models.Length && centres.Length % PromptEncoder.Size == 0 && near > far
            ? new(models, weights, biases, means, trees, treeShare, centres, near, far)
            : throw new InvalidDataException("The weights are damaged: their parts don't fit together.");
    }
}

using System.Numerics.Tensors;

namespace ModelRouter;

/// <summary>What one body of outcomes taught of some models: a logistic of the prompt's vector for each, and trees for all of them.</summary>
/// <remarks>
/// logit P = w·x + b + t·logit(trees(x)), where w, b and t were fitted on folds that the parts had not seen, which calibrates it. How much easier a
/// prompt is than others for all its models holds for prompts of other kinds, too; how much easier for one of them than for the rest hardly does, so of
/// the latter a share counts. Far from the prompts that it was trained on others trust it less, by <see cref="SupportOf"/>. Immutable, so safe for concurrent use.
/// </remarks>
internal sealed class OutcomeExpert
{
    private const float Margin = 0.01f;

    private readonly float[] _weights;
    private readonly float[] _biases;
    private readonly float[] _means;
    private readonly float[] _weightsOfAll = new float[PromptEncoder.Size];
    private readonly float _biasOfAll;
    private readonly float _apart;
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
    /// <param name="apart">How much counts what makes a prompt easier for one model than for the others, beside what makes it easier for all; 1 for prompts as the training's.</param>
    /// <param name="centres">Directions around which the training's prompts lie, one behind the other.</param>
    /// <param name="near">Likeness to the nearest centre from which on a prompt is as the training's.</param>
    /// <param name="far">Likeness up to which it has nothing in common with them.</param>
    internal OutcomeExpert(
        string[] models, float[] weights, float[] biases, float[] means, TreeEnsemble trees, float treeShare, float apart, float[] centres, float near, float far)
    {
        (Models, _weights, _biases, _means, _trees, _treeShare, _apart, _centres, _near, _far) =
            (models, weights, biases, means, trees, treeShare, apart, new(centres), near, far);
        for (var model = 0; model < models.Length; model++)
        {
            TensorPrimitives.MultiplyAdd(WeightsOf(model), 1f / models.Length, _weightsOfAll, _weightsOfAll);
            _biasOfAll += (biases[model] - means[model]) / models.Length;
        }
    }

    internal string[] Models { get; }

    /// <summary>A model's mean success as a logit.</summary>
    internal float MeanOf(int model) => _means[model];

    /// <summary>What the trees say of all models, as <see cref="LogitOf"/> wants it; gives how much easier the prompt is than others for all of them, as a logit.</summary>
    internal float ReadTrees(PromptVector prompt, Span<float> chances)
    {
        _trees.Predict(prompt.Values, chances);
        var trees = 0f;
        foreach (var chance in chances)
        {
            trees += Logit(chance);
        }

        return TensorPrimitives.Dot(_weightsOfAll, prompt.Values) + _biasOfAll + (_treeShare * trees / Models.Length);
    }

    /// <summary>The logit of one model's chance, before it is drawn to the mean.</summary>
    /// <param name="model">The model's number.</param>
    /// <param name="prompt">The prompt.</param>
    /// <param name="treeChance">What the trees say of it.</param>
    /// <param name="easier">How much easier the prompt is for all models.</param>
    internal float LogitOf(int model, PromptVector prompt, float treeChance, float easier)
    {
        var own = TensorPrimitives.Dot(WeightsOf(model), prompt.Values) + _biases[model] + (_treeShare * Logit(treeChance));
        var asAll = _means[model] + easier;
        return asAll + (_apart * (own - asAll));
    }

    /// <summary>From 0 (nothing alike was in the training) to 1 (as the training's prompts).</summary>
    internal float SupportOf(PromptVector prompt) => Math.Clamp((_centres.Likeness(prompt.Direction) - _far) / (_near - _far), 0, 1);

    private ReadOnlySpan<float> WeightsOf(int model) => _weights.AsSpan(model * PromptEncoder.Size, PromptEncoder.Size);

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
        writer.Write(_apart);
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
        var (trees, treeShare, apart, centres) = (TreeEnsemble.Read(reader), reader.Number(), reader.Number(), reader.List<float>());
        var (near, far) = (reader.Number(), reader.Number());
        return weights.Length == models.Length * PromptEncoder.Size && biases.Length == models.Length && means.Length == models.Length
            && trees.Models == models.Length && centres.Length % PromptEncoder.Size == 0 && near > far
            ? new(models, weights, biases, means, trees, treeShare, apart, centres, near, far)
            : throw new InvalidDataException("The weights are damaged: their parts don't fit together.");
    }
}

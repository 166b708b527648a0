namespace ModelRouter;

/// <summary>Extremely randomised trees that predict each model's success: the mean of what trees' leaves saw.</summary>
/// <remarks>Geurts et al. 2006, Machine Learning 63. Nodes stand in preorder, a left child directly behind its parent. Leaves hold success in
/// 255ths. Immutable, so safe for concurrent use.</remarks>
internal sealed class TreeEnsemble
{
    /// <summary>The feature of a leaf.</summary>
    internal const short Leaf = -1;

    private const float Steps = 255;

    private readonly int[] _roots;
    private readonly short[] _features;
    private readonly float[] _thresholds;
    private readonly int[] _targets;
    private readonly byte[] _leaves;

    /// <param name="models">Models that leaves know of.</param>
    /// <param name="roots">Where each tree begins.</param>
    /// <param name="features">Of each node, what it looks at; <see cref="Leaf"/> for leaves.</param>
    /// <param name="thresholds">Up to which value it goes left.</param>
    /// <param name="targets">Of inner nodes the right child, of leaves their number.</param>
    /// <param name="leaves">Leaf by leaf, each model's success.</param>
    internal TreeEnsemble(int models, int[] roots, short[] features, float[] thresholds, int[] targets, byte[] leaves) =>
        (Models, _roots, _features, _thresholds, _targets, _leaves) = (models, roots, features, thresholds, targets, leaves);

    /// <summary>How many models leaves know of.</summary>
    internal int Models { get; }

    /// <summary>A chance as leaves hold it.</summary>
    internal static byte Quantise(double chance) => (byte)Math.Round(Math.Clamp(chance, 0, 1) * Steps);

    /// <summary>Each model's chance.</summary>
    internal void Predict(ReadOnlySpan<float> values, Span<float> chances)
    {
        chances.Clear();
        foreach (var root in _roots)
        {
            var node = root;
            while (_features[node] is >= 0 and var feature)
            {
                node = values[feature] <= _thresholds[node] ? node + 1 : _targets[node];
            }

            var leaf = _leaves.AsSpan(_targets[node] * Models, Models);
            for (var model = 0; model < leaf.Length; model++)
            {
                chances[model] += leaf[model];
            }
        }

        for (var model = 0; model < chances.Length; model++)
        {
            chances[model] /= Steps * Math.Max(1, _roots.Length);
        }
    }

    internal void Write(WeightsWriter writer)
    {
        writer.Write(Models);
        writer.Write(_roots);
        writer.Write(_features);
        writer.Write(_thresholds);
        writer.Write(_targets);
        writer.Write(_leaves);
    }

    /// <exception cref="InvalidDataException">The trees don't hold together.</exception>
    internal static TreeEnsemble Read(WeightsReader reader)
    {
        var models = reader.Count();
        var (roots, features, thresholds) = (reader.List<int>(), reader.List<short>(), reader.List<float>());
        var (targets, leaves) = (reader.List<int>(), reader.List<byte>());
        var leafCount = models > 0 ? leaves.Length / models : 0;
        var isSound = thresholds.Length == features.Length && targets.Length == features.Length && Array.TrueForAll(roots, root => (uint)root < features.Length);
        for (var node = 0; isSound && node < features.Length; node++)
        {
            // Children come behind their parents, so every walk ends.
            isSound = features[node] == Leaf
                ? (uint)targets[node] < leafCount
                : features[node] is >= 0 and < PromptEncoder.Size && targets[node] > node && targets[node] < features.Length && node + 1 < features.Length;
        }

        return isSound ? new(models, roots, features, thresholds, targets, leaves) : throw new InvalidDataException("The weights' trees are damaged.");
    }
}

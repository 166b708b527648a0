namespace ModelRouter.Evaluation;

/// <summary>Grows extremely randomised trees that predict all models' outcomes at once.</summary>
/// <remarks>Geurts et al. 2006: each node tries some features, each at a random threshold, and takes the split that leaves the least variance. Outcomes
/// that aren't known count as their model's mean.</remarks>
internal sealed class TreeTrainer
{
    private const int Trees = 80;
    private const int LeastInLeaf = 20;
    private const int Tries = 24;

    private readonly IReadOnlyList<float[]> _rows;
    private readonly IReadOnlyList<double[]> _outcomes;
    private readonly Random _random;
    private readonly int _models;
    private readonly List<short> _features = [];
    private readonly List<float> _thresholds = [];
    private readonly List<int> _targets = [];
    private readonly List<byte> _leaves = [];

    private TreeTrainer(IReadOnlyList<float[]> rows, IReadOnlyList<double[]> outcomes, int seed) =>
        (_rows, _outcomes, _models, _random) = (rows, outcomes, outcomes[0].Length, new(seed));

    /// <summary>Grows them; the same seed grows the same trees.</summary>
    internal static TreeEnsemble Grow(IReadOnlyList<float[]> rows, IReadOnlyList<double[]> outcomes, int seed, CancellationToken ct)
    {
        var trainer = new TreeTrainer(rows, outcomes, seed);
        var roots = new int[Trees];
        for (var tree = 0; tree < Trees; tree++)
        {
            ct.ThrowIfCancellationRequested();
            roots[tree] = trainer._features.Count;
            trainer.Grow([.. Enumerable.Range(0, rows.Count)]);
        }

        return new(trainer._models, roots, [.. trainer._features], [.. trainer._thresholds], [.. trainer._targets], [.. trainer._leaves]);
    }

    private void Grow(Span<int> among)
    {
        var node = _features.Count;
        _features.Add(TreeEnsemble.Leaf);
        _thresholds.Add(0);
        _targets.Add(_leaves.Count / _models);
        if (FindSplit(among) is not var (feature, threshold))
        {
            AddLeaf(among);
            return;
        }

        var middle = Partition(among, feature, threshold);
        (_features[node], _thresholds[node]) = ((short)feature, threshold);
        Grow(among[..middle]);
        _targets[node] = _features.Count;
        Grow(among[middle..]);
    }

    private (int Feature, float Threshold)? FindSplit(ReadOnlySpan<int> among)
    {
        if (among.Length < 2 * LeastInLeaf)
        {
            return null;
        }

        var total = new double[_models];
        foreach (var row in among)
        {
            Add(total, _outcomes[row]);
        }

        (int Feature, float Threshold)? best = null;
        var bestGain = 0.0;
        var left = new double[_models];
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            var feature = _random.Next(_rows[0].Length);
            var (least, most) = RangeOf(among, feature);
            if (most <= least)
            {
                continue;
            }

            var threshold = least + ((float)_random.NextDouble() * (most - least));
            Array.Clear(left);
            var count = 0;
            foreach (var row in among)
            {
                if (_rows[row][feature] <= threshold)
                {
                    count++;
                    Add(left, _outcomes[row]);
                }
            }

            if (count >= LeastInLeaf && among.Length - count >= LeastInLeaf && Gain(left, total, count, among.Length) is var gain && gain > bestGain)
            {
                (best, bestGain) = ((feature, threshold), gain);
            }
        }

        return best;
    }

    private (float Least, float Most) RangeOf(ReadOnlySpan<int> among, int feature)
    {
        var (least, most) = (float.MaxValue, float.MinValue);
        foreach (var row in among)
        {
            var value = _rows[row][feature];
            (least, most) = (Math.Min(least, value), Math.Max(most, value));
        }

        return (least, most);
    }

    private static double Gain(double[] left, double[] total, int count, int all)
    {
        var gain = 0.0;
        for (var model = 0; model < left.Length; model++)
        {
            var right = total[model] - left[model];
            gain += (left[model] * left[model] / count) + (right * right / (all - count)) - (total[model] * total[model] / all);
        }

        return gain;
    }

    private int Partition(Span<int> among, int feature, float threshold)
    {
        int[] left = [.. among.ToArray().Where(row => _rows[row][feature] <= threshold)];
        int[] right = [.. among.ToArray().Where(row => _rows[row][feature] > threshold)];
        left.CopyTo(among);
        right.CopyTo(among[left.Length..]);
        return left.Length;
    }

    private void AddLeaf(ReadOnlySpan<int> among)
    {
        var sum = new double[_models];
        foreach (var row in among)
        {
            Add(sum, _outcomes[row]);
        }

        foreach (var value in sum)
        {
            _leaves.Add(TreeEnsemble.Quantise(value / among.Length));
        }
    }

    private static void Add(double[] sum, double[] outcomes)
    {
        for (var model = 0; model < sum.Length; model++)
        {
            sum[model] += outcomes[model];
        }
    }
}

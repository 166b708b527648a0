using CsCheck;

namespace ModelRouter.Tests;

public sealed class TreeEnsembleTests
{
    private const int Models = 19;
    private const int Features = 5;

    [Fact]
    public void Each_chance_is_the_mean_of_the_leaves_that_the_trees_come_to() => Gen.Select(Gen.Int[0, 30], Gen.Int, Gen.Float[0, 1].Array[Features]).Sample((trees, seed, values) =>
    {
        var (roots, features, thresholds, targets, leaves) = Grow(trees, new Random(seed));
        var chances = new float[Models];
        new TreeEnsemble(Models, roots, features, thresholds, targets, leaves).Predict(values, chances);
        for (var model = 0; model < Models; model++)
        {
            var sum = roots.Sum(root =>
            {
                var at = root;
                while (features[at] != TreeEnsemble.Leaf)
                {
                    at = values[features[at]] <= thresholds[at] ? at + 1 : targets[at];
                }

                return leaves[(targets[at] * Models) + model];
            });
            Assert.Equal(sum / 255f / Math.Max(1, trees), chances[model], 1e-5);
        }
    });

    private static (int[] Roots, short[] Features, float[] Thresholds, int[] Targets, byte[] Leaves) Grow(int trees, Random random)
    {
        var (roots, features, thresholds) = (new List<int>(), new List<short>(), new List<float>());
        var (targets, leaves) = (new List<int>(), new List<byte>());
        for (var tree = 0; tree < trees; tree++)
        {
            roots.Add(features.Count);
            Node(0);
        }

        return ([.. roots], [.. features], [.. thresholds], [.. targets], [.. leaves]);

        void Node(int depth)
        {
            var at = features.Count;
            var isLeaf = depth == 6 || random.Next(4) == 0;
            features.Add(isLeaf ? TreeEnsemble.Leaf : (short)random.Next(Features));
            thresholds.Add(isLeaf ? 0 : random.NextSingle());
            targets.Add(leaves.Count / Models);
            if (isLeaf)
            {
                leaves.AddRange(Enumerable.Range(0, Models).Select(_ => (byte)random.Next(256)));
                return;
            }

            Node(depth + 1);
            targets[at] = features.Count;
            Node(depth + 1);
        }
    }
}

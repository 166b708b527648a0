using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ModelRouter;

/// <summary>Extremely randomised trees that predict each model's success: the mean of what trees' leaves saw.</summary>
/// <remarks>Geurts et al. 2006, Machine Learning 63. Nodes stand in preorder, a left child directly behind its parent. Leaves hold success in
/// 255ths. Immutable, so safe for concurrent use.</remarks>
internal sealed class TreeEnsemble
{
    /// <summary>The feature of a leaf.</summary>
    internal const short Leaf = -1;

    /// <summary>The most trees there may be: so many leaves add up in 16 bits.</summary>
    internal const int Most = ushort.MaxValue / byte.MaxValue;

    private const float Steps = 255;

    // More would wait longer for the deepest of them.
    private const int SideBySide = 8;

    private readonly int[] _roots;
    private readonly Node[] _nodes;
    private readonly int[] _targets;

    // Behind the last leaf is room to read a whole vector.
    private readonly byte[] _leaves;
    private readonly int _leafBytes;

    /// <param name="models">Models that leaves know of.</param>
    /// <param name="roots">Where each tree begins.</param>
    /// <param name="features">Of each node, what it looks at; <see cref="Leaf"/> for leaves.</param>
    /// <param name="thresholds">Up to which value it goes left.</param>
    /// <param name="targets">Of inner nodes the right child, of leaves their number.</param>
    /// <param name="leaves">Leaf by leaf, each model's success.</param>
    /// <exception cref="ArgumentException">There are more than <see cref="Most"/> trees.</exception>
    internal TreeEnsemble(int models, int[] roots, short[] features, float[] thresholds, int[] targets, byte[] leaves)
    {
        if (roots.Length > Most)
        {
            throw new ArgumentException($"There are {roots.Length} trees; {Most} are the most.", nameof(roots));
        }

        (Models, _roots, _targets, _leafBytes) = (models, roots, targets, leaves.Length);
        _nodes = [.. features.Select((feature, node) => feature == Leaf ? Node.Leaf : new(thresholds[node], targets[node] - node - 1, feature))];
        _leaves = [.. leaves, .. new byte[Vector128<byte>.Count]];
    }

    /// <summary>How many models leaves know of.</summary>
    internal int Models { get; }

    /// <summary>A chance as leaves hold it.</summary>
    internal static byte Quantise(double chance) => (byte)Math.Round(Math.Clamp(chance, 0, 1) * Steps);

    /// <summary>Each model's chance.</summary>
    internal void Predict(ReadOnlySpan<float> values, Span<float> chances)
    {
        Span<ushort> sums = stackalloc ushort[Models + Vector128<byte>.Count];
        Span<int> reached = stackalloc int[_roots.Length];
        sums.Clear();
        Walk(values, reached);
        foreach (var node in reached)
        {
            Add(_leaves.AsSpan(_targets[node] * Models, Models + Vector128<byte>.Count), sums);
        }

        var scale = 1 / (Steps * Math.Max(1, _roots.Length));
        for (var model = 0; model < chances.Length; model++)
        {
            chances[model] = sums[model] * scale;
        }
    }

    internal void Write(WeightsWriter writer)
    {
        writer.Write(Models);
        writer.Write(_roots);
        writer.Write(Array.ConvertAll(_nodes, static node => node.IsLeaf ? Leaf : (short)node.Feature));
        writer.Write(Array.ConvertAll(_nodes, static node => node.IsLeaf ? 0 : node.Threshold));
        writer.Write(_targets);
        writer.Write(_leaves[.._leafBytes]);
    }

    /// <exception cref="InvalidDataException">The trees don't hold together.</exception>
    internal static TreeEnsemble Read(WeightsReader reader)
    {
        var models = reader.Count();
        var (roots, features, thresholds) = (reader.List<int>(), reader.List<short>(), reader.List<float>());
        var (targets, leaves) = (reader.List<int>(), reader.List<byte>());
        var leafCount = models > 0 ? leaves.Length / models : 0;
        var isSound = roots.Length <= Most && thresholds.Length == features.Length && targets.Length == features.Length && Array.TrueForAll(roots, root => (uint)root < features.Length);
        for (var node = 0; isSound && node < features.Length; node++)
        {
            // Children come behind their parents, so every walk ends.
            isSound = features[node] == Leaf
                ? (uint)targets[node] < leafCount
                : features[node] is >= 0 and < PromptEncoder.Size && targets[node] > node && targets[node] < features.Length && node + 1 < features.Length;
        }

        return isSound ? new(models, roots, features, thresholds, targets, leaves) : throw new InvalidDataException("The weights' trees are damaged.");
    }

    /// <summary>Adds a leaf up; what it reads and writes behind the leaf counts for nothing.</summary>
    private static void Add(ReadOnlySpan<byte> leaf, Span<ushort> sums)
    {
        var width = Vector128<byte>.Count;
        for (var at = 0; at + width < leaf.Length; at += width)
        {
            var (low, high) = Vector128.Widen(Vector128.Create(leaf[at..]));
            (Vector128.Create<ushort>(sums[at..]) + low).CopyTo(sums[at..]);
            (Vector128.Create<ushort>(sums[(at + (width / 2))..]) + high).CopyTo(sums[(at + (width / 2))..]);
        }
    }

    /// <summary>Finds the leaf that each tree comes to. Several trees go down side by side: no step waits for another tree's, and the processor has no turn
    /// to guess; a tree that has come to its leaf stays there until all have.</summary>
    private void Walk(ReadOnlySpan<float> values, Span<int> places)
    {
        _roots.CopyTo(places);
        ref var nodes = ref MemoryMarshal.GetArrayDataReference(_nodes);
        ref var first = ref MemoryMarshal.GetReference(values);
        for (var tree = 0; tree < places.Length; tree += SideBySide)
        {
            var few = places.Slice(tree, Math.Min(SideBySide, places.Length - tree));
            int moved;
            do
            {
                moved = 0;
                foreach (ref var at in few)
                {
                    // Whoever read or grew the trees has seen to it that no child and no feature lies beyond.
                    ref readonly var node = ref Unsafe.Add(ref nodes, (nint)(uint)at);
                    var right = Unsafe.Add(ref first, (nint)(uint)node.Feature) > node.Threshold ? 1 : 0;
                    var next = at + 1 + (-right & node.Skip);
                    moved |= next ^ at;
                    at = next;
                }
            }
            while (moved != 0);
        }
    }

    /// <summary>What a node looks at, up to which value the walk goes left, to the next node, and how many nodes it skips to go right.</summary>
    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Node(float Threshold, int Skip, int Feature)
    {
        /// <summary>A leaf, which every walk goes right from, to itself.</summary>
        internal static Node Leaf { get; } = new(float.NegativeInfinity, -1, 0);

        internal bool IsLeaf => Skip < 0;
    }
}

namespace ModelRouter.Evaluation;

/// <summary>Learns how prompts are turned into vectors, from prompts alone.</summary>
/// <remarks>Means and deviations of shape; topics by randomised subspace iteration (Halko et al. 2011, arXiv:0909.4061) over the n-grams of all prompts.</remarks>
internal static class EncoderTrainer
{
    private const int Rounds = 4;
    private const float Steepest = 127;
    private const int MostBuckets = 4_096;

    /// <summary>Learns it; the same seed and prompts give the same encoder.</summary>
    internal static PromptEncoder Learn(IReadOnlyList<string> prompts, int seed, CancellationToken ct)
    {
        var (means, scales) = LearnShape(prompts);
        ushort[][] bags = [.. prompts.AsParallel().AsOrdered().WithCancellation(ct).Select(Bag)];
        var rarity = Rarity(bags);
        var topics = LearnTopics(bags, rarity, seed, ct);
        var steps = new float[PromptEncoder.Topics];
        var table = new sbyte[HashedNgrams.Buckets * PromptEncoder.Topics];
        for (var topic = 0; topic < steps.Length; topic++)
        {
            // A few buckets have most of a topic; what is beyond these steps is cut.
            double[] sizes = [.. topics.Select((row, bucket) => Math.Abs(row[topic] * rarity[bucket])).Order()];
            steps[topic] = (float)Math.Max(sizes[^(HashedNgrams.Buckets / 1000)], 1e-12) / Steepest;
            for (var bucket = 0; bucket < HashedNgrams.Buckets; bucket++)
            {
                table[(bucket * PromptEncoder.Topics) + topic] =
                    (sbyte)Math.Clamp(Math.Round(topics[bucket][topic] * rarity[bucket] / steps[topic]), -Steepest, Steepest);
            }
        }

        return new(means, scales, table, steps);
    }

    private static (float[] Means, float[] Scales) LearnShape(IReadOnlyList<string> prompts)
    {
        float[][] shapes =
        [
            .. prompts.AsParallel().AsOrdered().Select(static prompt =>
            {
                var shape = new float[PromptShape.Size];
                PromptShape.Measure(prompt, prompt.Length, shape);
                return shape;
            }),
        ];
        float[] means = new float[PromptShape.Size], scales = new float[PromptShape.Size];
        for (var i = 0; i < PromptShape.Size; i++)
        {
            var mean = shapes.Average(shape => (double)shape[i]);
            means[i] = (float)mean;
            scales[i] = (float)Math.Max(Math.Sqrt(shapes.Average(shape => (shape[i] - mean) * (shape[i] - mean))), 1e-3);
        }

        return (means, scales);
    }

    private static ushort[] Bag(string prompt)
    {
        Span<ulong> seen = stackalloc ulong[HashedNgrams.Buckets / 64];
        Span<ushort> buckets = stackalloc ushort[MostBuckets];
        seen.Clear();
        return [.. buckets[..HashedNgrams.Collect(prompt, seen, buckets)]];
    }

    private static double[] Rarity(ushort[][] bags)
    {
        var rarity = new double[HashedNgrams.Buckets];
        foreach (var bucket in bags.SelectMany(static bag => bag))
        {
            rarity[bucket]++;
        }

        for (var bucket = 0; bucket < rarity.Length; bucket++)
        {
            rarity[bucket] = Math.Log((1.0 + bags.Length) / (1 + rarity[bucket]));
        }

        return rarity;
    }

    private static double[][] LearnTopics(ushort[][] bags, double[] rarity, int seed, CancellationToken ct)
    {
        var random = new Random(seed);
        double[][] topics = [.. Enumerable.Range(0, HashedNgrams.Buckets).Select(_ => Random(random))];
        for (var round = 0; round < Rounds; round++)
        {
            double[][] prompts = [.. bags.AsParallel().AsOrdered().WithCancellation(ct).Select(bag => Project(bag, rarity, topics))];
            Orthogonalise(prompts);
            foreach (var row in topics)
            {
                Array.Clear(row);
            }

            for (var i = 0; i < bags.Length; i++)
            {
                var length = 1 / Math.Sqrt(Math.Max(1, bags[i].Length));
                foreach (var bucket in bags[i])
                {
                    Add(topics[bucket], prompts[i], rarity[bucket] * length);
                }
            }

            Orthogonalise(topics);
        }

        return topics;
    }

    private static double[] Random(Random random)
    {
        var row = new double[PromptEncoder.Topics];
        for (var i = 0; i < row.Length; i++)
        {
            row[i] = random.NextDouble() - 0.5;
        }

        return row;
    }

    private static double[] Project(ushort[] bag, double[] rarity, double[][] topics)
    {
        var row = new double[PromptEncoder.Topics];
        var length = 1 / Math.Sqrt(Math.Max(1, bag.Length));
        foreach (var bucket in bag)
        {
            Add(row, topics[bucket], rarity[bucket] * length);
        }

        return row;
    }

    private static void Add(double[] sum, double[] row, double share)
    {
        for (var i = 0; i < sum.Length; i++)
        {
            sum[i] += share * row[i];
        }
    }

    /// <summary>Makes columns of unit length and square to each other (modified Gram–Schmidt).</summary>
    private static void Orthogonalise(double[][] rows)
    {
        for (var column = 0; column < PromptEncoder.Topics; column++)
        {
            for (var other = 0; other < column; other++)
            {
                var common = rows.Sum(row => row[column] * row[other]);
                foreach (var row in rows)
                {
                    row[column] -= common * row[other];
                }
            }

            var length = Math.Sqrt(rows.Sum(row => row[column] * row[column])) + 1e-12;
            foreach (var row in rows)
            {
                row[column] /= length;
            }
        }
    }
}

using System.Numerics.Tensors;

namespace ModelRouter.Evaluation;

/// <summary>Finds directions around which prompts lie, so that a new one's distance from all of them can be told.</summary>
/// <remarks>Dhillon and Modha 2001.</remarks>
internal static class SphericalKMeans
{
    private const int Most = 32;
    private const int Rounds = 15;

    /// <summary>The centres one behind the other; the same seed finds the same.</summary>
    internal static float[] Find(IReadOnlyList<PromptVector> prompts, int seed, CancellationToken ct)
    {
        var count = Math.Min(Most, prompts.Count);
        var random = new Random(seed);
        float[][] centres = [.. Enumerable.Range(0, prompts.Count).OrderBy(_ => random.Next()).Take(count).Select(i => prompts[i].Direction.ToArray())];
        var nearest = new (int Centre, float Likeness)[prompts.Count];
        for (var round = 0; round < Rounds; round++)
        {
            ct.ThrowIfCancellationRequested();
            for (var i = 0; i < nearest.Length; i++)
            {
                nearest[i] = Nearest(centres, prompts[i].Direction);
            }

            for (var centre = 0; centre < count; centre++)
            {
                var sum = new float[PromptEncoder.Size];
                foreach (var i in Enumerable.Range(0, nearest.Length).Where(i => nearest[i].Centre == centre))
                {
                    TensorPrimitives.Add(sum, prompts[i].Direction, sum);
                }

                if (TensorPrimitives.Norm(sum) is > 0 and var norm)
                {
                    TensorPrimitives.Divide(sum, norm, centres[centre]);
                }
            }
        }

        return [.. centres.SelectMany(static centre => centre)];
    }

    private static (int Centre, float Likeness) Nearest(float[][] centres, ReadOnlySpan<float> direction)
    {
        var best = (Centre: 0, Likeness: float.MinValue);
        for (var centre = 0; centre < centres.Length; centre++)
        {
            var likeness = TensorPrimitives.Dot(centres[centre], direction);
            if (likeness > best.Likeness)
            {
                best = (centre, likeness);
            }
        }

        return best;
    }
}

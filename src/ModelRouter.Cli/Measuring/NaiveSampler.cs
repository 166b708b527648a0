namespace ModelRouter.Cli;

/// <summary>What one writes first: softmax in double, sort everything, cut, draw.</summary>
internal static class NaiveSampler
{
    internal static int Sample(float[] logits, double temperature, double topP, double uniform)
    {
        var max = logits.Max();
        var probabilities = new double[logits.Length];
        var total = 0.0;
        for (var i = 0; i < logits.Length; i++)
        {
            total += probabilities[i] = Math.Exp((logits[i] - max) / temperature);
        }

        var ids = new int[logits.Length];
        for (var i = 0; i < ids.Length; i++)
        {
            ids[i] = i;
            probabilities[i] /= -total; // Negative, so that ascending order is by falling probability.
        }

        Array.Sort(probabilities, ids);
        var (kept, mass) = (0, 0.0);
        while (kept < ids.Length && mass < topP)
        {
            mass -= probabilities[kept++];
        }

        var target = uniform * mass;
        for (var i = 0; i < kept; i++)
        {
            target += probabilities[i];
            if (target <= 0)
            {
                return ids[i];
            }
        }

        return ids[kept - 1];
    }
}

namespace NanoR1;

/// <summary>Low-rank changes of a base model's hidden matrices: each W becomes W + scale·B·A (E. Hu et al., "LoRA", 2021).</summary>
/// <remarks>The changed matrices are written into a working copy of the model before each step, whose gradient then gives those of the
/// factors: dB = scale·dW·Aᵀ and dA = scale·Bᵀ·dW. The model itself need not know of adapters.</remarks>
internal sealed class LoraAdapter
{
    private readonly TransformerWeights _base;
    private readonly Parameter[] _targets;

    /// <summary>Makes an adapter that changes nothing yet: A is normal, B is zero.</summary>
    /// <param name="baseWeights">The model, which stays as it is.</param>
    /// <param name="rank">Columns of B and rows of A.</param>
    /// <param name="seed">Decides on A.</param>
    public LoraAdapter(TransformerWeights baseWeights, int rank, int seed)
    {
        (_base, Rank) = (baseWeights, rank);
        Working = baseWeights.Clone();
        _targets = [.. baseWeights.All.Where(parameter => parameter.IsHidden)];
        var random = new Random(seed);
        Factors = [.. _targets.SelectMany((target, i) => new[]
        {
            new Parameter(target.Name + ".lora_a", 2 * i, rank, target.Columns), new Parameter(target.Name + ".lora_b", (2 * i) + 1, target.Rows, rank),
        })];
        for (var i = 0; i < Factors.Count; i += 2)
        {
            var deviation = 1 / Math.Sqrt(Factors[i].Columns);
            for (var k = 0; k < Factors[i].Values.Length; k++)
            {
                Factors[i].Values[k] = (float)(deviation * TransformerWeights.Normal(random));
            }
        }
    }

    public int Rank { get; }

    /// <summary>α; the scale is α/rank.</summary>
    public float Alpha => 2 * Rank;

    /// <summary>The base with the adapter applied, as of the last <see cref="Apply"/>.</summary>
    public TransformerWeights Working { get; }

    /// <summary>A and B of each target in turn.</summary>
    public IReadOnlyList<Parameter> Factors { get; }

    /// <summary>The adapter as a file wants it.</summary>
    public IReadOnlyList<LoraPair> Pairs => [.. _targets.Select((target, i) =>
        new LoraPair(target.Name, target.Columns, target.Rows, Rank, Factors[2 * i].Values, Factors[(2 * i) + 1].Values))];

    /// <summary>Writes the changed matrices into <see cref="Working"/>.</summary>
    public void Apply()
    {
        for (var i = 0; i < _targets.Length; i++)
        {
            var target = Working.All[_targets[i].Index];
            _base.All[target.Index].Values.CopyTo(target.Values, 0);
            Gemm.Multiply(Scaled(Factors[(2 * i) + 1]), Factors[2 * i].View, target.View, accumulate: true);
        }
    }

    /// <summary>Gradients of the factors from those of the working model.</summary>
    public float[][] Project(Gradients gradients)
    {
        var result = Factors.Select(factor => new float[factor.Values.Length]).ToArray();
        for (var i = 0; i < _targets.Length; i++)
        {
            var (a, b) = (Factors[2 * i], Factors[(2 * i) + 1]);
            var dw = new View(gradients[_targets[i]], _targets[i].Rows, _targets[i].Columns);
            Gemm.Multiply(Scaled(b).Transposed, dw, new View(result[2 * i], a.Rows, a.Columns), accumulate: false);
            Gemm.Multiply(dw, Scaled(a).Transposed, new View(result[(2 * i) + 1], b.Rows, b.Columns), accumulate: false);
        }

        return result;
    }

    private View Scaled(Parameter factor)
    {
        var scaled = new float[factor.Values.Length];
        System.Numerics.Tensors.TensorPrimitives.Multiply(factor.Values, Alpha / Rank, scaled);
        return new View(scaled, factor.Rows, factor.Columns);
    }
}

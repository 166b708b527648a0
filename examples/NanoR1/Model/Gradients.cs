using System.Numerics.Tensors;

namespace NanoR1;

/// <summary>One number per parameter: where the loss rises.</summary>
internal sealed class Gradients
{
    private readonly float[][] _values;

    public Gradients(TransformerWeights weights) => _values = [.. weights.All.Select(parameter => new float[parameter.Values.Length])];

    /// <summary>All of them, by the parameters' indices.</summary>
    public IReadOnlyList<float[]> All => _values;

    public float[] this[Parameter parameter] => _values[parameter.Index];

    public void Clear()
    {
        foreach (var values in _values)
        {
            values.AsSpan().Clear();
        }
    }

    public void Add(Gradients other)
    {
        for (var i = 0; i < _values.Length; i++)
        {
            TensorPrimitives.Add(_values[i], other._values[i], _values[i]);
        }
    }

    /// <summary>Shortens the gradient, taken as one vector, to <paramref name="limit"/>; gives the length that it had.</summary>
    public double Clip(double limit)
    {
        var norm = Math.Sqrt(_values.Sum(values => (double)TensorPrimitives.SumOfSquares(values.AsSpan())));
        if (norm > limit)
        {
            foreach (var values in _values)
            {
                TensorPrimitives.Multiply(values, (float)(limit / norm), values);
            }
        }

        return norm;
    }
}

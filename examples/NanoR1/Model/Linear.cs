using System.Numerics.Tensors;

namespace NanoR1;

/// <summary><c>y = x·Wᵀ + b</c>, W being outputs × inputs.</summary>
internal static class Linear
{
    public static void Forward(float[] x, Parameter weight, Parameter? bias, float[] y, int tokens)
    {
        if (bias is not null)
        {
            for (var t = 0; t < tokens; t++)
            {
                bias.Values.CopyTo(y.AsSpan(t * weight.Rows));
            }
        }

        Gemm.Multiply(new View(x, tokens, weight.Columns), weight.View.Transposed, new View(y, tokens, weight.Rows), bias is not null);
    }

    /// <summary>Adds to the gradients of the parameters, and writes or adds that of <paramref name="x"/>.</summary>
    public static void Backward(
        float[] x, Parameter weight, Parameter? bias, float[] dy, float[] dx, bool accumulate, Gradients gradients, int tokens)
    {
        var dyView = new View(dy, tokens, weight.Rows);
        var dw = new View(gradients[weight], weight.Rows, weight.Columns);
        Gemm.Multiply(dyView.Transposed, new View(x, tokens, weight.Columns), dw, accumulate: true);
        Gemm.Multiply(dyView, weight.View, new View(dx, tokens, weight.Columns), accumulate);
        if (bias is not null)
        {
            var db = gradients[bias].AsSpan();
            for (var t = 0; t < tokens; t++)
            {
                TensorPrimitives.Add(db, dy.AsSpan(t * weight.Rows, weight.Rows), db);
            }
        }
    }
}

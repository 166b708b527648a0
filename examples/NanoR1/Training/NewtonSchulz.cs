using System.Buffers;
using System.Numerics.Tensors;

namespace NanoR1;

/// <summary>Brings all singular values of a matrix near one, by products alone.</summary>
/// <remarks>Five rounds of <c>x ← a·x + (b·xxᵀ + c·(xxᵀ)²)·x</c> with the coefficients of K. Jordan's Muon; values end between 0.7 and 1.2.</remarks>
internal static class NewtonSchulz
{
    private const int Rounds = 5;
    private const float A = 3.4445f;
    private const float B = -4.7750f;
    private const float C = 2.0315f;

    /// <summary>Overwrites <paramref name="matrix"/>, whose numbers must begin its array and lie without gaps.</summary>
    public static void Orthogonalize(View matrix)
    {
        var values = matrix.Data.AsSpan(0, matrix.Rows * matrix.Columns);
        TensorPrimitives.Multiply(values, 1 / (TensorPrimitives.Norm<float>(values) + 1e-7f), values);

        // The smaller side first, which makes the products small.
        var x = matrix.Rows <= matrix.Columns ? matrix : matrix.Transposed;
        var (side, length) = (x.Rows, x.Columns);
        var pool = ArrayPool<float>.Shared;
        var gram = pool.Rent(side * side);
        var polynomial = pool.Rent(side * side);
        var product = pool.Rent(side * length);
        var gramView = new View(gram, side, side);
        for (var round = 0; round < Rounds; round++)
        {
            Gemm.MultiplySymmetric(x, x.Transposed, gramView);
            Gemm.MultiplySymmetric(gramView, gramView, new View(polynomial, side, side));
            var sum = polynomial.AsSpan(0, side * side);
            TensorPrimitives.Multiply(sum, C, sum);
            TensorPrimitives.MultiplyAdd(gram.AsSpan(0, side * side), B, sum, sum);
            Gemm.Multiply(new View(polynomial, side, side), x, new View(product, side, length), accumulate: false);
            AddTo(x, product);
        }

        pool.Return(gram);
        pool.Return(polynomial);
        pool.Return(product);
    }

    /// <summary><c>x ← a·x + product</c>, whichever way x lies.</summary>
    private static void AddTo(View x, float[] product)
    {
        if (x.ColumnStride == 1)
        {
            var values = x.Data.AsSpan(0, x.Rows * x.Columns);
            TensorPrimitives.MultiplyAdd(values, A, product.AsSpan(0, values.Length), values);
            return;
        }

        for (var row = 0; row < x.Rows; row++)
        {
            for (var column = 0; column < x.Columns; column++)
            {
                ref var value = ref x.Data[row + (column * x.ColumnStride)];
                value = (A * value) + product[(row * x.Columns) + column];
            }
        }
    }
}

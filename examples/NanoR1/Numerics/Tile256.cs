using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NanoR1;

/// <summary>Tiles of a product with 256-bit registers: 4 rows × 16 columns are 8 of the 16 registers.</summary>
/// <remarks>The sums are locals written out by name, since the JIT keeps locals in registers and array elements not.</remarks>
internal static unsafe class Tile256
{
    /// <summary>Columns of a tile.</summary>
    public const int Columns = 16;

    /// <summary>Computes <paramref name="rows"/> (12, 4 or 1) rows of the result from <paramref name="row"/> on, of which
    /// <paramref name="columns"/> columns exist.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply(in TileWork block, int row, int rows, float* packed, float* result, int columns)
    {
        var left = block.Left + (row * block.RowStride);
        if (columns == Columns)
        {
            Multiply(block, left, rows, packed, result, block.ResultStride, block.Accumulate);
            return;
        }

        var whole = stackalloc float[12 * Columns];
        Multiply(block, left, rows, packed, whole, Columns, accumulate: false);
        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < columns; j++)
            {
                var target = result + (i * block.ResultStride) + j;
                *target = whole[(i * Columns) + j] + (block.Accumulate ? *target : 0);
            }
        }
    }

    private static void Multiply(in TileWork block, float* left, int rows, float* packed, float* result, nint stride, bool accumulate)
    {
        for (var i = 0; i < rows;)
        {
            if (rows - i >= 4)
            {
                Four(block, left + (i * block.RowStride), packed, result + (i * stride), stride, accumulate);
                i += 4;
            }
            else
            {
                One(block, left + (i * block.RowStride), packed, result + (i * stride), accumulate);
                i++;
            }
        }
    }

    private static void Four(in TileWork block, float* left, float* packed, float* result, nint stride, bool accumulate)
    {
        Vector256<float> a0 = default, b0 = default;
        Vector256<float> a1 = default, b1 = default;
        Vector256<float> a2 = default, b2 = default;
        Vector256<float> a3 = default, b3 = default;
        nint next = block.RowStride, second = 2 * block.RowStride;
        var row0 = left;
        var row3 = left + (3 * block.RowStride);
        var step = block.ColumnStride;
        for (var k = block.Depth; k > 0; k--)
        {
            var x = Vector256.Load(packed);
            var y = Vector256.Load(packed + 8);
            packed += Columns;
            var f0 = Vector256.Create(*row0);
            a0 = Vector256.FusedMultiplyAdd(f0, x, a0);
            b0 = Vector256.FusedMultiplyAdd(f0, y, b0);
            var f1 = Vector256.Create(row0[next]);
            a1 = Vector256.FusedMultiplyAdd(f1, x, a1);
            b1 = Vector256.FusedMultiplyAdd(f1, y, b1);
            var f2 = Vector256.Create(row0[second]);
            a2 = Vector256.FusedMultiplyAdd(f2, x, a2);
            b2 = Vector256.FusedMultiplyAdd(f2, y, b2);
            var f3 = Vector256.Create(*row3);
            a3 = Vector256.FusedMultiplyAdd(f3, x, a3);
            b3 = Vector256.FusedMultiplyAdd(f3, y, b3);
            row0 += step;
            row3 += step;
        }

        Store(result, a0, b0, accumulate);
        Store(result + stride, a1, b1, accumulate);
        Store(result + (2 * stride), a2, b2, accumulate);
        Store(result + (3 * stride), a3, b3, accumulate);
    }

    private static void One(in TileWork block, float* left, float* packed, float* result, bool accumulate)
    {
        Vector256<float> a0 = default, b0 = default;
        var row0 = left;
        var step = block.ColumnStride;
        for (var k = block.Depth; k > 0; k--)
        {
            var x = Vector256.Load(packed);
            var y = Vector256.Load(packed + 8);
            packed += Columns;
            var f0 = Vector256.Create(*row0);
            a0 = Vector256.FusedMultiplyAdd(f0, x, a0);
            b0 = Vector256.FusedMultiplyAdd(f0, y, b0);
            row0 += step;
        }

        Store(result, a0, b0, accumulate);
    }

    private static void Store(float* target, Vector256<float> a, Vector256<float> b, bool accumulate)
    {
        if (accumulate)
        {
            a += Vector256.Load(target);
            b += Vector256.Load(target + 8);
        }

        a.Store(target);
        b.Store(target + 8);
    }
}

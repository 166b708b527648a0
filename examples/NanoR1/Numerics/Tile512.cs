using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NanoR1;

/// <summary>Tiles of a product with 512-bit registers: 12 rows × 32 columns are 24 of the 32 registers.</summary>
/// <remarks>The sums are locals written out by name, since the JIT keeps locals in registers and array elements not.</remarks>
internal static unsafe class Tile512
{
    /// <summary>Columns of a tile.</summary>
    public const int Columns = 32;

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
        if (rows == 12)
        {
            Twelve(block, left, packed, result, stride, accumulate);
            return;
        }

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

    private static void Twelve(in TileWork block, float* left, float* packed, float* result, nint stride, bool accumulate)
    {
        Vector512<float> a0 = default, b0 = default;
        Vector512<float> a1 = default, b1 = default;
        Vector512<float> a2 = default, b2 = default;
        Vector512<float> a3 = default, b3 = default;
        Vector512<float> a4 = default, b4 = default;
        Vector512<float> a5 = default, b5 = default;
        Vector512<float> a6 = default, b6 = default;
        Vector512<float> a7 = default, b7 = default;
        Vector512<float> a8 = default, b8 = default;
        Vector512<float> a9 = default, b9 = default;
        Vector512<float> a10 = default, b10 = default;
        Vector512<float> a11 = default, b11 = default;
        nint next = block.RowStride, second = 2 * block.RowStride;
        var row0 = left;
        var row3 = left + (3 * block.RowStride);
        var row6 = left + (6 * block.RowStride);
        var row9 = left + (9 * block.RowStride);
        var step = block.ColumnStride;
        for (var k = block.Depth; k > 0; k--)
        {
            var x = Vector512.Load(packed);
            var y = Vector512.Load(packed + 16);
            packed += Columns;
            var f0 = Vector512.Create(*row0);
            a0 = Vector512.FusedMultiplyAdd(f0, x, a0);
            b0 = Vector512.FusedMultiplyAdd(f0, y, b0);
            var f1 = Vector512.Create(row0[next]);
            a1 = Vector512.FusedMultiplyAdd(f1, x, a1);
            b1 = Vector512.FusedMultiplyAdd(f1, y, b1);
            var f2 = Vector512.Create(row0[second]);
            a2 = Vector512.FusedMultiplyAdd(f2, x, a2);
            b2 = Vector512.FusedMultiplyAdd(f2, y, b2);
            var f3 = Vector512.Create(*row3);
            a3 = Vector512.FusedMultiplyAdd(f3, x, a3);
            b3 = Vector512.FusedMultiplyAdd(f3, y, b3);
            var f4 = Vector512.Create(row3[next]);
            a4 = Vector512.FusedMultiplyAdd(f4, x, a4);
            b4 = Vector512.FusedMultiplyAdd(f4, y, b4);
            var f5 = Vector512.Create(row3[second]);
            a5 = Vector512.FusedMultiplyAdd(f5, x, a5);
            b5 = Vector512.FusedMultiplyAdd(f5, y, b5);
            var f6 = Vector512.Create(*row6);
            a6 = Vector512.FusedMultiplyAdd(f6, x, a6);
            b6 = Vector512.FusedMultiplyAdd(f6, y, b6);
            var f7 = Vector512.Create(row6[next]);
            a7 = Vector512.FusedMultiplyAdd(f7, x, a7);
            b7 = Vector512.FusedMultiplyAdd(f7, y, b7);
            var f8 = Vector512.Create(row6[second]);
            a8 = Vector512.FusedMultiplyAdd(f8, x, a8);
            b8 = Vector512.FusedMultiplyAdd(f8, y, b8);
            var f9 = Vector512.Create(*row9);
            a9 = Vector512.FusedMultiplyAdd(f9, x, a9);
            b9 = Vector512.FusedMultiplyAdd(f9, y, b9);
            var f10 = Vector512.Create(row9[next]);
            a10 = Vector512.FusedMultiplyAdd(f10, x, a10);
            b10 = Vector512.FusedMultiplyAdd(f10, y, b10);
            var f11 = Vector512.Create(row9[second]);
            a11 = Vector512.FusedMultiplyAdd(f11, x, a11);
            b11 = Vector512.FusedMultiplyAdd(f11, y, b11);
            row0 += step;
            row3 += step;
            row6 += step;
            row9 += step;
        }

        Store(result, a0, b0, accumulate);
        Store(result + stride, a1, b1, accumulate);
        Store(result + (2 * stride), a2, b2, accumulate);
        Store(result + (3 * stride), a3, b3, accumulate);
        Store(result + (4 * stride), a4, b4, accumulate);
        Store(result + (5 * stride), a5, b5, accumulate);
        Store(result + (6 * stride), a6, b6, accumulate);
        Store(result + (7 * stride), a7, b7, accumulate);
        Store(result + (8 * stride), a8, b8, accumulate);
        Store(result + (9 * stride), a9, b9, accumulate);
        Store(result + (10 * stride), a10, b10, accumulate);
        Store(result + (11 * stride), a11, b11, accumulate);
    }

    private static void Four(in TileWork block, float* left, float* packed, float* result, nint stride, bool accumulate)
    {
        Vector512<float> a0 = default, b0 = default;
        Vector512<float> a1 = default, b1 = default;
        Vector512<float> a2 = default, b2 = default;
        Vector512<float> a3 = default, b3 = default;
        nint next = block.RowStride, second = 2 * block.RowStride;
        var row0 = left;
        var row3 = left + (3 * block.RowStride);
        var step = block.ColumnStride;
        for (var k = block.Depth; k > 0; k--)
        {
            var x = Vector512.Load(packed);
            var y = Vector512.Load(packed + 16);
            packed += Columns;
            var f0 = Vector512.Create(*row0);
            a0 = Vector512.FusedMultiplyAdd(f0, x, a0);
            b0 = Vector512.FusedMultiplyAdd(f0, y, b0);
            var f1 = Vector512.Create(row0[next]);
            a1 = Vector512.FusedMultiplyAdd(f1, x, a1);
            b1 = Vector512.FusedMultiplyAdd(f1, y, b1);
            var f2 = Vector512.Create(row0[second]);
            a2 = Vector512.FusedMultiplyAdd(f2, x, a2);
            b2 = Vector512.FusedMultiplyAdd(f2, y, b2);
            var f3 = Vector512.Create(*row3);
            a3 = Vector512.FusedMultiplyAdd(f3, x, a3);
            b3 = Vector512.FusedMultiplyAdd(f3, y, b3);
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
        Vector512<float> a0 = default, b0 = default;
        var row0 = left;
        var step = block.ColumnStride;
        for (var k = block.Depth; k > 0; k--)
        {
            var x = Vector512.Load(packed);
            var y = Vector512.Load(packed + 16);
            packed += Columns;
            var f0 = Vector512.Create(*row0);
            a0 = Vector512.FusedMultiplyAdd(f0, x, a0);
            b0 = Vector512.FusedMultiplyAdd(f0, y, b0);
            row0 += step;
        }

        Store(result, a0, b0, accumulate);
    }

    private static void Store(float* target, Vector512<float> a, Vector512<float> b, bool accumulate)
    {
        if (accumulate)
        {
            a += Vector512.Load(target);
            b += Vector512.Load(target + 16);
        }

        a.Store(target);
        b.Store(target + 16);
    }
}

using System.Runtime.Intrinsics;

namespace NanoR1;

/// <summary>Matrix products: nearly all of a training step's time.</summary>
/// <remarks>
/// The right matrix is repacked into panels of as many columns as a tile has, a block of <see cref="Depth"/> rows at a time, so that the
/// inner loop reads it in order and its working set stays in the first-level cache. The left one is read where it stands: its elements
/// are broadcast one by one, which no layout makes faster. (K. Goto, R. van de Geijn, "Anatomy of High-Performance Matrix
/// Multiplication", ACM TOMS 34(3), 2008.) One thread; use one product per thread.
/// </remarks>
internal static unsafe class Gemm
{
    /// <summary>Rows of the right matrix in a block: 256 × 32 numbers of a panel are 32 KiB.</summary>
    private const int Depth = 256;

    [ThreadStatic]
    private static float[]? _packed;

    /// <summary>Computes <c>c = a·b</c>, or <c>c += a·b</c> if <paramref name="accumulate"/>. The columns of <paramref name="c"/> must be adjacent.</summary>
    public static void Multiply(View a, View b, View c, bool accumulate) => Multiply(a, b, c, accumulate, lowerHalf: false);

    /// <summary>Computes the lower half of <c>c = a·b</c>, the diagonal included; what stands above it means nothing.</summary>
    public static void MultiplyLower(View a, View b, View c) => Multiply(a, b, c, accumulate: false, lowerHalf: true);

    /// <summary>Computes <c>c = a·b</c> where that is known to be symmetric: half of it, and the other half copied.</summary>
    public static void MultiplySymmetric(View a, View b, View c)
    {
        MultiplyLower(a, b, c);
        for (var row = 1; row < c.Rows; row++)
        {
            var values = c.Data.AsSpan(c.Start + (row * c.RowStride), row);
            for (var column = 0; column < row; column++)
            {
                c.Data[c.Start + (column * c.RowStride) + row] = values[column];
            }
        }
    }

    private static void Multiply(View a, View b, View c, bool accumulate, bool lowerHalf)
    {
        if (a.Columns != b.Rows || a.Rows != c.Rows || b.Columns != c.Columns || c.ColumnStride != 1)
        {
            throw new ArgumentException($"{a.Rows}×{a.Columns} by {b.Rows}×{b.Columns} does not give {c.Rows}×{c.Columns}.");
        }

        a.Check();
        b.Check();
        c.Check();
        if (c.Rows == 0 || c.Columns == 0)
        {
            return;
        }

        var tile = Vector512.IsHardwareAccelerated ? Tile512.Columns : Tile256.Columns;
        var panels = (b.Columns + tile - 1) / tile;
        var size = Depth * panels * tile;
        if (_packed is null || _packed.Length < size)
        {
            _packed = GC.AllocateUninitializedArray<float>(size);
        }

        fixed (float* left = &a.Data[a.Start])
        fixed (float* result = &c.Data[c.Start])
        fixed (float* packed = _packed)
        {
            for (var k = 0; k < a.Columns; k += Depth)
            {
                var depth = Math.Min(Depth, a.Columns - k);
                Pack(b, k, depth, tile, packed);
                var block = new TileWork
                {
                    Left = left + ((nint)k * a.ColumnStride),
                    RowStride = a.RowStride,
                    ColumnStride = a.ColumnStride,
                    Depth = depth,
                    ResultStride = c.RowStride,
                    Accumulate = accumulate || k > 0,
                };
                for (var row = 0; row < c.Rows;)
                {
                    // Tiles of 12, 4 and 1 rows; what they share is read again, what they don't need is not computed.
                    var rows = c.Rows - row >= 12 ? 12 : c.Rows - row >= 4 ? 4 : 1;
                    var reached = lowerHalf ? Math.Min(panels, (row + rows + tile - 1) / tile) : panels;
                    for (var panel = 0; panel < reached; panel++)
                    {
                        var columns = Math.Min(tile, c.Columns - (panel * tile));
                        Tile(block, row, rows, packed + (panel * tile * depth), result + ((nint)row * c.RowStride) + (panel * tile), columns);
                    }

                    row += rows;
                }
            }
        }
    }

    private static void Tile(in TileWork block, int row, int rows, float* packed, float* result, int columns)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            Tile512.Multiply(block, row, rows, packed, result, columns);
        }
        else
        {
            Tile256.Multiply(block, row, rows, packed, result, columns);
        }
    }

    /// <summary>Writes <paramref name="depth"/> rows of <paramref name="b"/> as panels: all rows of its first columns, then of the next ones, zeros at the end.</summary>
    private static void Pack(View b, int k, int depth, int tile, float* packed)
    {
        fixed (float* data = &b.Data[b.Start])
        {
            for (var first = 0; first < b.Columns; first += tile)
            {
                var columns = Math.Min(tile, b.Columns - first);
                var source = data + ((nint)k * b.RowStride) + ((nint)first * b.ColumnStride);
                for (var row = 0; row < depth; row++, source += b.RowStride, packed += tile)
                {
                    if (b.ColumnStride == 1)
                    {
                        new ReadOnlySpan<float>(source, columns).CopyTo(new Span<float>(packed, columns));
                    }
                    else
                    {
                        for (var column = 0; column < columns; column++)
                        {
                            packed[column] = source[(nint)column * b.ColumnStride];
                        }
                    }

                    if (columns < tile)
                    {
                        new Span<float>(packed + columns, tile - columns).Clear();
                    }
                }
            }
        }
    }
}

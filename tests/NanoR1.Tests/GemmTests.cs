namespace NanoR1.Tests;

public class GemmTests
{
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(12, 32, 32)]
    [InlineData(29, 300, 70)]
    [InlineData(17, 5, 33)]
    public void Products_agree_with_the_definition_whatever_the_layout(int rows, int depth, int columns)
    {
        var random = new Random(rows + depth + columns);
        for (var layout = 0; layout < 8; layout++)
        {
            var a = Matrix(random, rows, depth, (layout & 1) != 0);
            var b = Matrix(random, depth, columns, (layout & 2) != 0);
            var c = Matrix(random, rows, columns, transposed: false);
            var accumulate = (layout & 4) != 0;
            var expected = new double[rows, columns];
            for (var i = 0; i < rows; i++)
            {
                for (var j = 0; j < columns; j++)
                {
                    expected[i, j] = accumulate ? At(c, i, j) : 0;
                    for (var k = 0; k < depth; k++)
                    {
                        expected[i, j] += (double)At(a, i, k) * At(b, k, j);
                    }
                }
            }

            Gemm.Multiply(a, b, c, accumulate);
            for (var i = 0; i < rows; i++)
            {
                for (var j = 0; j < columns; j++)
                {
                    Assert.Equal(expected[i, j], At(c, i, j), 1e-3);
                }
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(47)]
    [InlineData(96)]
    public void A_symmetric_product_is_the_whole_product(int rows)
    {
        var matrix = Matrix(new Random(rows), rows, 29, transposed: false);
        var (whole, symmetric) = (new float[rows * rows], new float[rows * rows]);
        Gemm.Multiply(matrix, matrix.Transposed, new View(whole, rows, rows), accumulate: false);
        Gemm.MultiplySymmetric(matrix, matrix.Transposed, new View(symmetric, rows, rows));
        Assert.Equal(whole, symmetric);
    }

    /// <summary>Machines without 512-bit registers take the other kernel, which no product here reaches.</summary>
    [Fact]
    public unsafe void The_256_bit_tile_gives_the_same_products()
    {
        var random = new Random(1);
        var a = Matrix(random, 7, 9, transposed: false);
        var packed = Matrix(random, 9, Tile256.Columns, transposed: false);
        var result = new float[7 * Tile256.Columns];
        fixed (float* left = a.Data)
        fixed (float* right = packed.Data)
        fixed (float* target = result)
        {
            var work = new TileWork { Left = left, RowStride = 9, ColumnStride = 1, Depth = 9, ResultStride = Tile256.Columns, Accumulate = false };
            Tile256.Multiply(work, 0, 7, right, target, Tile256.Columns);
        }

        var expected = new float[result.Length];
        Gemm.Multiply(a, packed, new View(expected, 7, Tile256.Columns), accumulate: false);
        Assert.All(result.Zip(expected), pair => Assert.Equal(pair.Second, pair.First, 1e-4f));
    }

    [Fact]
    public void Shapes_that_do_not_fit_are_refused()
    {
        Assert.Throws<ArgumentException>(() => Gemm.Multiply(new View(new float[6], 2, 3), new View(new float[6], 2, 3), new View(new float[4], 2, 2), false));
        Assert.Throws<ArgumentException>(() => Gemm.Multiply(new View(new float[5], 2, 3), new View(new float[6], 3, 2), new View(new float[4], 2, 2), false));
    }

    private static View Matrix(Random random, int rows, int columns, bool transposed)
    {
        var data = new float[rows * columns];
        for (var i = 0; i < data.Length; i++)
        {
            data[i] = (float)((2 * random.NextDouble()) - 1);
        }

        return transposed ? new View(data, columns, rows).Transposed : new View(data, rows, columns);
    }

    private static float At(View view, int row, int column) => view.Data[view.Start + (row * view.RowStride) + (column * view.ColumnStride)];
}

namespace NanoR1;

/// <summary>A matrix inside an array: element (i, j) stands at <c>Start + i·RowStride + j·ColumnStride</c>.</summary>
/// <remarks>Strides make a transposed matrix, one attention head or a few rows of something larger cost nothing.</remarks>
internal readonly record struct View(float[] Data, int Start, int Rows, int Columns, int RowStride, int ColumnStride)
{
    /// <summary>A whole row-major matrix.</summary>
    public View(float[] data, int rows, int columns)
        : this(data, 0, rows, columns, columns, 1)
    {
    }

    public View Transposed => new(Data, Start, Columns, Rows, ColumnStride, RowStride);

    /// <summary>A rectangle of it.</summary>
    public View Part(int row, int rows, int column, int columns) =>
        this with { Start = Start + (row * RowStride) + (column * ColumnStride), Rows = rows, Columns = columns };

    /// <exception cref="ArgumentException">The matrix does not lie inside its array.</exception>
    public void Check()
    {
        var last = Rows == 0 || Columns == 0 ? Start : Start + ((Rows - 1L) * RowStride) + ((Columns - 1L) * ColumnStride);
        if (Start < 0 || last >= Data.Length)
        {
            throw new ArgumentException($"A {Rows} × {Columns} matrix from {Start} on does not fit into {Data.Length} numbers.");
        }
    }
}

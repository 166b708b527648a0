namespace NanoR1;

/// <summary>What all tiles of one block of a product share.</summary>
internal readonly unsafe struct TileWork
{
    /// <summary>The left matrix's first row, at the block's first column.</summary>
    public required float* Left { get; init; }

    /// <summary>Numbers from one of its rows to the next.</summary>
    public required nint RowStride { get; init; }

    /// <summary>Numbers from one of its columns to the next.</summary>
    public required nint ColumnStride { get; init; }

    /// <summary>Products to add for each number of the result.</summary>
    public required int Depth { get; init; }

    /// <summary>Numbers from one row of the result to the next.</summary>
    public required nint ResultStride { get; init; }

    /// <summary>True to add to the result.</summary>
    public required bool Accumulate { get; init; }
}

namespace NanoR1;

/// <summary>A learned matrix, or a vector as one row, by its name in a GGUF file.</summary>
/// <param name="name">Such as <c>blk.0.attn_q.weight</c>.</param>
/// <param name="index">Its place among the model's parameters, by which gradients and optimizer states find it.</param>
/// <param name="rows">Outputs.</param>
/// <param name="columns">Inputs; adjacent in memory.</param>
internal sealed class Parameter(string name, int index, int rows, int columns)
{
    public string Name { get; } = name;

    public int Index { get; } = index;

    public int Rows { get; } = rows;

    public int Columns { get; } = columns;

    public float[] Values { get; } = new float[rows * columns];

    /// <summary>True for the matrices between the layers; embeddings, norms, biases and adapters learn by other rules.</summary>
    public bool IsHidden => Rows > 1 && Name.StartsWith("blk.", StringComparison.Ordinal) && Name.EndsWith(".weight", StringComparison.Ordinal);

    public View View => new(Values, Rows, Columns);
}

namespace NanoR1;

/// <summary>A parameter by its GGUF name.</summary>
/// <param name="Name">Such as <c>blk.0.attn_q.weight</c>.</param>
/// <param name="Rows">Outputs of a matrix; 1 for a vector.</param>
/// <param name="Columns">Inputs of a matrix; a vector's length.</param>
/// <param name="Values">The elements, row after row.</param>
internal sealed record NamedTensor(string Name, int Rows, int Columns, float[] Values);

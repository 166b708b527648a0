namespace ModelRouter.LlamaCpp;

/// <summary>A tensor's entry in a GGUF file.</summary>
/// <param name="Name">Its name, such as <c>blk.0.attn_q.weight</c>.</param>
/// <param name="Shape">One to four dimensions, fastest first; all &gt; 0.</param>
/// <param name="Type">How its numbers are stored.</param>
/// <param name="Offset">Bytes from the start of the data section.</param>
internal sealed record GgufTensor(string Name, long[] Shape, GgufTensorType Type, ulong Offset)
{
    /// <summary>Numbers that it holds.</summary>
    public long ElementCount => Shape.Aggregate(1L, (product, dimension) => product * dimension);

    /// <summary>True for a matrix whose rows are one quantized block each.</summary>
    public bool IsOneBlockWide => Shape.Length > 1 && Type.BlockSize > 1 && Shape[0] == Type.BlockSize;

    /// <summary>Bytes that it takes.</summary>
    public ulong ByteCount => (ulong)(ElementCount / Type.BlockSize) * (ulong)Type.BlockBytes;
}

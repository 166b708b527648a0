namespace NanoR1;

/// <summary>A sequence being written, with the keys and values of what was read of it.</summary>
internal sealed class DecodedSequence(int[] prompt, ModelShape shape, int limit)
{
    public List<int> Tokens { get; } = [.. prompt];

    /// <summary>Tokens that the model has read.</summary>
    public int Read { get; set; }

    /// <summary>Tokens at most.</summary>
    public int Limit { get; } = limit;

    public bool Ended { get; set; }

    /// <summary>Per layer, a row per token read.</summary>
    public float[][] Keys { get; } = [.. Enumerable.Range(0, shape.Layers).Select(_ => new float[limit * shape.Width])];

    public float[][] Values { get; } = [.. Enumerable.Range(0, shape.Layers).Select(_ => new float[limit * shape.Width])];
}

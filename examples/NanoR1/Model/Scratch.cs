namespace NanoR1;

/// <summary>Room for gradients of one layer's intermediate results; the layers use it one after the other.</summary>
internal sealed class Scratch(ModelShape shape, int capacity)
{
    public float[] Row { get; } = new float[capacity * shape.Width];

    public float[] Queries { get; } = new float[capacity * shape.Width];

    public float[] Keys { get; } = new float[capacity * shape.Width];

    public float[] Values { get; } = new float[capacity * shape.Width];

    public float[] Inner { get; } = new float[capacity * shape.FeedForward];
}

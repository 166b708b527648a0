namespace NanoR1;

/// <summary>Intermediate results of a decoding step, a row per sequence.</summary>
internal sealed class DecoderRows(ModelShape shape, int count)
{
    public float[] Stream { get; } = new float[count * shape.Width];

    public float[] Normal { get; } = new float[count * shape.Width];

    public float[] Scales { get; } = new float[count];

    public float[] Queries { get; } = new float[count * shape.Width];

    public float[] Keys { get; } = new float[count * shape.Width];

    public float[] Values { get; } = new float[count * shape.Width];

    public float[] Gathered { get; } = new float[count * shape.Width];

    public float[] Gate { get; } = new float[count * shape.FeedForward];

    public float[] Up { get; } = new float[count * shape.FeedForward];

    public float[] Inner { get; } = new float[count * shape.FeedForward];

    public float[] Logits { get; } = new float[count * shape.Vocabulary];

    public float[] Weights { get; } = new float[shape.Context];
}

namespace NanoR1;

/// <summary>ggml's Q8_0 block: a 16-bit float scale, then 32 signed bytes; value = scale x byte.</summary>
internal static class Q8Block
{
    public const int Length = 32;
    public const int Bytes = sizeof(ushort) + Length;

    public static void Write(BinaryWriter to, ReadOnlySpan<float> values)
    {
        var largest = 0f;
        foreach (var value in values)
        {
            largest = MathF.Max(largest, MathF.Abs(value));
        }

        var scale = (Half)(largest / sbyte.MaxValue);
        to.Write(scale);
        foreach (var value in values)
        {
            // Dividing by the rounded scale, which the reader multiplies with, keeps the error within half a step.
            var step = scale == (Half)0 ? 0 : MathF.Round(value / (float)scale);
            to.Write((sbyte)Math.Clamp(step, -sbyte.MaxValue, sbyte.MaxValue));
        }
    }
}

namespace NanoR1;

/// <summary>Rotary positions in the half-split form of Qwen2: number i of a head turns with number i + width/2
/// (J. Su et al., "RoFormer", 2021).</summary>
internal sealed class Rope
{
    private readonly float[] _cosines;
    private readonly float[] _sines;
    private readonly int _half;

    public Rope(ModelShape shape)
    {
        _half = shape.HeadWidth / 2;
        _cosines = new float[shape.Context * _half];
        _sines = new float[shape.Context * _half];
        for (var position = 0; position < shape.Context; position++)
        {
            for (var i = 0; i < _half; i++)
            {
                var angle = position * Math.Pow(shape.RopeBase, -2.0 * i / shape.HeadWidth);
                _cosines[(position * _half) + i] = (float)Math.Cos(angle);
                _sines[(position * _half) + i] = (float)Math.Sin(angle);
            }
        }
    }

    /// <summary>Turns every head of a row to <paramref name="position"/>, or back.</summary>
    public void Rotate(Span<float> row, int position, bool back)
    {
        var cosines = _cosines.AsSpan(position * _half, _half);
        var sines = _sines.AsSpan(position * _half, _half);
        var sign = back ? -1f : 1f;
        for (var head = 0; head < row.Length; head += 2 * _half)
        {
            var first = row.Slice(head, _half);
            var second = row.Slice(head + _half, _half);
            for (var i = 0; i < first.Length; i++)
            {
                var (x, y, sine) = (first[i], second[i], sines[i] * sign);
                first[i] = (x * cosines[i]) - (y * sine);
                second[i] = (x * sine) + (y * cosines[i]);
            }
        }
    }
}

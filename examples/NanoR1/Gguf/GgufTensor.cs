namespace NanoR1;

/// <summary>One tensor of a file, still as floats: <paramref name="Width"/> elements a row, rows one after the other.</summary>
internal sealed record GgufTensor(string Name, GgufTensorType Type, int Width, float[] Values)
{
    /// <summary>1 for a vector, else 2; llama.cpp checks the number of dimensions too.</summary>
    public int Dimensions => Values.Length == Width ? 1 : 2;

    public int Rows => Values.Length / Width;

    public long Bytes => Type switch
    {
        GgufTensorType.Q8_0 => (long)Values.Length / Q8Block.Length * Q8Block.Bytes,
        GgufTensorType.F16 => (long)Values.Length * sizeof(ushort),
        _ => (long)Values.Length * sizeof(float),
    };

    public void WriteData(BinaryWriter to)
    {
        switch (Type)
        {
            case GgufTensorType.Q8_0:
                for (var i = 0; i < Values.Length; i += Q8Block.Length)
                {
                    Q8Block.Write(to, Values.AsSpan(i, Q8Block.Length));
                }

                break;
            case GgufTensorType.F16:
                foreach (var value in Values)
                {
                    to.Write((Half)value);
                }

                break;
            default:
                foreach (var value in Values)
                {
                    to.Write(value);
                }

                break;
        }
    }
}

namespace NanoR1;

/// <summary>How a tensor's elements are stored; the values are ggml's type codes.</summary>
internal enum GgufTensorType
{
    /// <summary>32-bit floats.</summary>
    F32 = 0,

    /// <summary>16-bit floats (IEEE 754 half precision).</summary>
    F16 = 1,

    /// <summary>Blocks of 32 signed bytes that share one 16-bit scale; rows must be multiples of 32.</summary>
    Q8_0 = 8,
}

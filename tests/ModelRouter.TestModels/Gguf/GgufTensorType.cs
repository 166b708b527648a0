namespace ModelRouter.TestModels;

/// <summary>How a tensor's elements are stored; the values are ggml's type codes.</summary>
public enum GgufTensorType
{
    /// <summary>32-bit floats.</summary>
    F32 = 0,

    /// <summary>Blocks of 32 signed bytes that share one 16-bit scale; rows must be multiples of 32.</summary>
    Q8_0 = 8,
}

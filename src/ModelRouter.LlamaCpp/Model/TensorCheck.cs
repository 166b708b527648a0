using System.Collections.Frozen;

namespace ModelRouter.LlamaCpp;

/// <summary>Checks that tensors are stored in types that llama.cpp can compute with; it aborts at the first computation otherwise.</summary>
internal static class TensorCheck
{
    /// <summary>Types for counts and for intermediate results, of which no matrix can be.</summary>
    private static readonly FrozenSet<string> NotForWeights =
        FrozenSet.Create(StringComparer.Ordinal, "I8", "I16", "I32", "I64", "F64", "Q8_1", "Q8_K");

    /// <exception cref="InvalidModelFileException">A tensor's type is none to compute with.</exception>
    public static void Run(GgufHeader header)
    {
        foreach (var tensor in header.Tensors)
        {
            // Tables of indexes, such as those from tokens to experts, are integers by right.
            var isTable = tensor.Type.Name == "I32" && tensor.Shape.Length > 1 && tensor.Name.Contains("tid2eid", StringComparison.Ordinal);
            if (NotForWeights.Contains(tensor.Type.Name) && !isTable)
            {
                throw header.Refuse($"tensor '{tensor.Name}' is of type {tensor.Type.Name}, which is not for weights.");
            }

            // Norms and biases meet activations element by element, which are 32-bit floats.
            if (tensor.Shape.Length == 1 && tensor.Type.Name != "F32")
            {
                throw header.Refuse($"tensor '{tensor.Name}' has one dimension and must be F32, but is {tensor.Type.Name}.");
            }
        }
    }
}

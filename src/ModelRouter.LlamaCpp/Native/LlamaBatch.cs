using System.Runtime.InteropServices;

namespace ModelRouter.LlamaCpp;

/// <summary><c>llama_batch</c>: tokens of one decode, with their positions and sequences; 56 bytes.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct LlamaBatch
{
    public const int ExpectedSize = 56;

    public int TokenCount;
    public int* Tokens;
    public float* Embeddings;
    public int* Positions;
    public int* SequenceCounts;
    public int** SequenceIds;
    public byte* Outputs;
}

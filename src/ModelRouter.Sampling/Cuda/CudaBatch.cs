using System.Runtime.InteropServices;

namespace ModelRouter.Sampling;

/// <summary><c>Batch</c> of native/layout.h: what every kernel gets. Addresses are the device's.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct CudaBatch
{
    public const int Threads = 256;
    public const int SliceTokens = 2048;
    public const int Bins = 2048;
    public const int BoundaryCapacity = 4096;
    public const int StateBytes = 64;

    public nint Logits;
    public nint Rows;
    public nint Words;
    public nint States;
    public nint BinMass;
    public nint BinCount;
    public nint Candidates;
    public nint SliceMass;
    public nint Results;
    public uint Vocabulary;
    public uint Slices;
    public uint SlicesPerBlock;
}

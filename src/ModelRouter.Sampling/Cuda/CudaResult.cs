using System.Runtime.InteropServices;

namespace ModelRouter.Sampling;

/// <summary><c>Result</c> of native/layout.h: what a row drew, in integers and bits, from which the host takes the logarithms.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct CudaResult
{
    public const uint Drawn = 0;
    public const uint Empty = 1;
    public const uint Overflow = 2;

    public ulong Mass;
    public ulong MassTimesDistance;
    public float Max;
    public float RunnerUp;
    public float Logit;
    public uint Token;
    public uint Kept;
    public uint Status;

    public readonly SampledToken Report() =>
        new RowStatistics(Max, RunnerUp, Mass, MassTimesDistance).Report((int)Token, Logit, (int)Kept);
}

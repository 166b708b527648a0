using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace ModelRouter.Sampling;

/// <summary>Samples four tokens at a time with what all processors' vectors have in common: the fastest on Arm, and without AVX2.</summary>
public sealed class Vector128Sampler : TokenSampler
{
    /// <summary>Prepares the sampler.</summary>
    /// <exception cref="PlatformNotSupportedException">The processor lacks vectors of 128 bits or their fused multiply-add.</exception>
    public Vector128Sampler()
    {
        if (!IsSupported)
        {
            throw new PlatformNotSupportedException("This processor has no vectors of 128 bits with fused multiply-add; use TokenSampler.Best.");
        }
    }

    /// <summary>Whether the processor has vectors of 128 bits with fused multiply-add: Arm's Advanced SIMD, or FMA.</summary>
    public static bool IsSupported => Vector128.IsHardwareAccelerated && (AdvSimd.IsSupported || Fma.IsSupported);

    /// <inheritdoc/>
    public override string Name => "vector128";

    internal override SampledToken SampleAdjusted(Span<float> logits, SamplingRow row) => PrunedSampler<Vector128Kernel>.Sample(logits, row);
}

using System.Runtime.Intrinsics.X86;

namespace ModelRouter.Sampling;

/// <summary>Samples eight tokens at a time with AVX2 and FMA.</summary>
public sealed class Avx2Sampler : TokenSampler
{
    /// <summary>Prepares the sampler.</summary>
    /// <exception cref="PlatformNotSupportedException">The processor lacks AVX2 or FMA.</exception>
    public Avx2Sampler()
    {
        if (!IsSupported)
        {
            throw new PlatformNotSupportedException("This processor has no AVX2 with FMA; use TokenSampler.Best.");
        }
    }

    /// <summary>Whether the processor has AVX2 and FMA.</summary>
    public static bool IsSupported => Avx2.IsSupported && Fma.IsSupported;

    /// <inheritdoc/>
    public override string Name => "avx2";

    internal override SampledToken SampleAdjusted(Span<float> logits, SamplingRow row) => PrunedSampler<Avx2Kernel>.Sample(logits, row);
}

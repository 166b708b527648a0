using System.Runtime.Intrinsics.X86;

namespace ModelRouter.Sampling;

/// <summary>Samples sixteen tokens at a time with AVX-512F and AVX-512DQ.</summary>
public sealed class Avx512Sampler : TokenSampler
{
    /// <summary>Prepares the sampler.</summary>
    /// <exception cref="PlatformNotSupportedException">The processor lacks AVX-512F or AVX-512DQ.</exception>
    public Avx512Sampler()
    {
        if (!IsSupported)
        {
            throw new PlatformNotSupportedException("This processor has no AVX-512F or no AVX-512DQ; use TokenSampler.Best.");
        }
    }

    /// <summary>Whether the processor has AVX-512F and AVX-512DQ, as every one since 2017 that has the former.</summary>
    public static bool IsSupported => Avx512F.IsSupported && Avx512DQ.IsSupported;

    /// <inheritdoc/>
    public override string Name => "avx512";

    internal override SampledToken SampleAdjusted(Span<float> logits, SamplingRow row) => PrunedSampler<Avx512Kernel>.Sample(logits, row);
}

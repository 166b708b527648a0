namespace ModelRouter.Sampling.Tests;

/// <summary>The implementations by name; asking for one that this machine lacks skips the test visibly. CUDA is emulated.</summary>
internal static class Samplers
{
    private static readonly Lazy<CudaSampler> Cuda = new(() => EmulatedCuda.Create());

    public static TheoryData<string> All => ["scalar", "vector128", "avx2", "avx512", "cuda"];

    public static TheoryData<string> OfProcessor => ["scalar", "vector128", "avx2", "avx512"];

    public static TheoryData<string> Vectorized => ["vector128", "avx2", "avx512"];

    public static TokenSampler Get(string name)
    {
        Assert.SkipUnless(
            name switch { "vector128" => Vector128Sampler.IsSupported, "avx2" => Avx2Sampler.IsSupported, "avx512" => Avx512Sampler.IsSupported, _ => true },
            $"This machine has no {name}.");
        TokenSampler sampler = name switch
        {
            "vector128" => new Vector128Sampler(),
            "avx2" => new Avx2Sampler(),
            "avx512" => new Avx512Sampler(),
            "cuda" => GetCuda(),
            _ => new ScalarSampler(),
        };
        Assert.Equal(name, sampler.Name);
        return sampler;
    }

    private static CudaSampler GetCuda()
    {
        EmulatedCuda.SkipWithoutCompiler();
        return Cuda.Value;
    }

    public static SampledToken SampleCopy(this TokenSampler sampler, float[] logits, SamplingRow row) => sampler.Sample([.. logits], row);

    public static SampledToken SampleOnce(this TokenSampler sampler, SamplingParameters parameters, params float[] logits) =>
        sampler.SampleCopy(logits, new SamplingRow(parameters, logits.Length));
}

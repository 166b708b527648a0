using BenchmarkDotNet.Attributes;
using ModelRouter.Sampling;

namespace ModelRouter.Benchmarks;

/// <summary>One token of a 151,936-token row at R1's settings (temperature 0.6, top-p 0.95), with log-probability and entropy.</summary>
[MemoryDiagnoser]
public class SamplingBenchmarks
{
    private const int Vocabulary = 151_936;

    private readonly SamplingRow _row = new(SamplingParameters.DeepSeekR1, Vocabulary);
    private readonly ScalarSampler _scalar = new();
    private Avx2Sampler? _avx2;
    private Avx512Sampler? _avx512;
    private float[] _logits = [];

    /// <summary>Peaked: one token has it. Zipf: a language model's usual row. Hot: a nucleus of tens of thousands. Flat: noise.</summary>
    [Params("peaked", "zipf", "hot", "flat")]
    public string Distribution { get; set; } = "";

    [GlobalSetup]
    public void Setup()
    {
        _avx2 = Avx2Sampler.IsSupported ? new Avx2Sampler() : null;
        _avx512 = Avx512Sampler.IsSupported ? new Avx512Sampler() : null;
        _logits = BenchmarkLogits.Create(Distribution, Vocabulary);
    }

    [Benchmark(Baseline = true)]
    public int NaiveFullSort() => NaiveSampler.Sample(_logits, 0.6, 0.95, 0.5);

    // No penalty, bias or mask: the logits are not changed, so that each call samples the same row.
    [Benchmark]
    public SampledToken Scalar() => _scalar.Sample(_logits, _row);

    [Benchmark]
    public SampledToken Avx2() => Supported(_avx2).Sample(_logits, _row);

    [Benchmark]
    public SampledToken Avx512() => Supported(_avx512).Sample(_logits, _row);

    private static TokenSampler Supported(TokenSampler? sampler) =>
        sampler ?? throw new PlatformNotSupportedException("This machine lacks the instruction set.");
}

using System.Diagnostics;
using ModelRouter.LlamaCpp;
using ModelRouter.Sampling;

namespace ModelRouter.Cli;

/// <summary>Measures samplers at R1's settings (temperature 0.6, top-p 0.95), log-probability and entropy included, one thread.</summary>
/// <remarks>Contenders take turns in rounds, so that what else the machine does falls on all of them; medians of the rounds count.</remarks>
internal sealed class SamplingBenchmark : IDisposable
{
    internal const int Vocabulary = 151_936;
    internal const string LlamaCpp = "llama.cpp (temp, top_p, dist)";
    internal const string Naive = "naive full sort";

    private static readonly TimeSpan Round = TimeSpan.FromMilliseconds(20);

    private readonly List<IDisposable> _owned = [];
    private readonly LlamaSamplerChain? _chain;
    private readonly CudaSampler? _cuda;

    /// <summary>Prepares a device; without one, the processor.</summary>
    internal SamplingBenchmark(CudaSampler? cuda, Action<string> note)
    {
        _cuda = cuda;
        var parameters = SamplingParameters.DeepSeekR1;
        try
        {
            _chain = new LlamaSamplerChain(parameters.Temperature, parameters.TopP, 1, Vocabulary);
            _owned.Add(_chain);
        }
        catch (LlamaNativesException missing)
        {
            note($"llama.cpp is not measured: {missing.Message}");
        }
    }

    /// <summary>All shapes and batches.</summary>
    internal IEnumerable<SamplingTime> Measure(IReadOnlyList<int> batches, int rounds, CancellationToken ct)
    {
        foreach (var shape in BenchmarkLogits.Shapes)
        {
            var row = BenchmarkLogits.Create(shape, Vocabulary);
            var contenders = batches.SelectMany(batch => Contenders(row, batch)).ToList();
            contenders.Add(new(Naive, 1, () => NaiveSampler.Sample(row, 0.6, 0.95, 0.5)));
            if (_chain is { } chain)
            {
                contenders.Add(new(LlamaCpp, 1, () => chain.Sample(row)));
            }

            foreach (var time in MeasureShape(shape, contenders, rounds, ct))
            {
                yield return time;
            }
        }
    }

    public void Dispose() => _owned.ForEach(static owned => owned.Dispose());

    private static IEnumerable<SamplingTime> MeasureShape(string shape, List<SamplingContender> contenders, int rounds, CancellationToken ct)
    {
        // The first calls compile, and tell how many fit a round.
        var calls = contenders.ConvertAll(contender =>
        {
            var warmedUp = Stopwatch.StartNew();
            var count = 0;
            do
            {
                contender.Call();
                count++;
            }
            while (warmedUp.Elapsed < Round * 5 && count < 200);
            return Math.Max(1, (int)(count * (Round / warmedUp.Elapsed)));
        });
        var times = contenders.ConvertAll(_ => new List<double>());
        var bytes = new long[contenders.Count];
        for (var round = 0; round < rounds; round++)
        {
            for (var i = 0; i < contenders.Count; i++)
            {
                ct.ThrowIfCancellationRequested();
                var allocated = GC.GetAllocatedBytesForCurrentThread();
                var start = Stopwatch.GetTimestamp();
                for (var call = 0; call < calls[i]; call++)
                {
                    contenders[i].Call();
                }

                var elapsed = Stopwatch.GetElapsedTime(start);
                bytes[i] += GC.GetAllocatedBytesForCurrentThread() - allocated;
                times[i].Add(elapsed.TotalMicroseconds / (calls[i] * contenders[i].Batch));
            }
        }

        var medians = times.ConvertAll(static of => of.Order().ElementAt(of.Count / 2));
        var llama = contenders.FindIndex(static contender => contender.Name == LlamaCpp);
        for (var i = 0; i < contenders.Count; i++)
        {
            var tokens = (double)rounds * calls[i] * contenders[i].Batch;
            yield return new(
                shape, contenders[i].Name, contenders[i].Batch, medians[i], llama < 0 ? null : medians[llama] / medians[i], bytes[i] / tokens);
        }
    }

    private IEnumerable<SamplingContender> Contenders(float[] row, int batch)
    {
        var logits = Enumerable.Repeat(row, batch).SelectMany(static copy => copy).ToArray();
        if (_cuda is { } cuda)
        {
            yield return new($"{cuda.Name}, logits copied there", batch, Calls(batch, (rows, results) => cuda.Sample(logits, rows, results)));
            var memory = UploadTo(cuda, logits);
            yield return new($"{cuda.Name}, logits there", batch, Calls(batch, (rows, results) => cuda.Sample(memory.Value, rows, results)));
            yield break;
        }

        List<TokenSampler> samplers = batch == 1 ? [new ScalarSampler()] : [];
        if (Vector128Sampler.IsSupported)
        {
            samplers.Add(new Vector128Sampler());
        }

        if (Avx2Sampler.IsSupported)
        {
            samplers.Add(new Avx2Sampler());
        }

        if (Avx512Sampler.IsSupported)
        {
            samplers.Add(new Avx512Sampler());
        }

        foreach (var sampler in samplers)
        {
            yield return new(sampler.Name, batch, Calls(batch, (rows, results) => sampler.Sample(logits, rows, results)));
        }
    }

    /// <summary>A call that draws and takes the tokens, so that each draws with other random numbers.</summary>
    private static Action Calls(int batch, Action<SamplingRow[], SampledToken[]> sample)
    {
        var rows = Enumerable.Range(0, batch).Select(i => new SamplingRow(SamplingParameters.DeepSeekR1 with { Seed = (ulong)i }, Vocabulary)).ToArray();
        var results = new SampledToken[batch];
        return () =>
        {
            sample(rows, results);
            for (var i = 0; i < rows.Length; i++)
            {
                rows[i].Accept(results[i].Token);
            }
        };
    }

    private CudaMemory UploadTo(CudaSampler cuda, float[] logits)
    {
        using var scope = cuda.Context.Enter();
        var memory = new CudaMemory(cuda.Context, (long)logits.Length * sizeof(float));
        _owned.Add(memory);
        using var stream = new CudaStream(cuda.Context);
        stream.CopyToDevice<float>(logits, memory.Value);
        stream.Synchronize();
        return memory;
    }
}

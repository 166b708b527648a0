using System.Diagnostics;
using ModelRouter.Sampling;

namespace ModelRouter.Cli;

/// <summary>Checks that a device samples as the specification does, and times it.</summary>
internal sealed class GpuCheck(CudaSampler device)
{
    private const int MostRows = 8;

    private static readonly int[] Sizes = [1, 2, 31, 256, 257, 2047, 2048, 2049, 4103, 32_000, 50_257, 151_936];

    /// <summary>How many rows came out otherwise than the specification's, of as many random ones.</summary>
    /// <remarks>Each is drawn as the engine does, from logits on the device: once, and once more from the same logits among
    /// fewer tokens, as when a grammar refuses the first.</remarks>
    internal int CountMismatches(int rows, Random random, CancellationToken ct)
    {
        var specification = new ScalarSampler();
        var mismatches = 0;
        using var scope = device.Context.Enter();
        using var memory = new CudaMemory(device.Context, (long)MostRows * Sizes.Max() * sizeof(float));
        using var stream = new CudaStream(device.Context);
        for (var done = 0; done < rows;)
        {
            ct.ThrowIfCancellationRequested();
            var vocabulary = Sizes[random.Next(Sizes.Length)];
            var batch = Enumerable.Range(0, Math.Min(MostRows, rows - done)).Select(_ => NewRow(vocabulary, random)).ToArray();
            var logits = batch.SelectMany(_ => NewLogits(vocabulary, random)).ToArray();
            stream.CopyToDevice<float>(logits, memory.Value);
            stream.Synchronize();
            var isWrong = Differing();
            Array.ForEach(batch, row => LeaveFewer(row, random));
            mismatches += isWrong.Zip(Differing()).Count(static pair => pair.First || pair.Second);
            done += batch.Length;

            bool[] Differing()
            {
                var (drawn, expected) = (new SampledToken[batch.Length], new SampledToken[batch.Length]);
                device.Sample(memory.Value, batch, drawn);
                specification.Sample(logits, batch, expected);
                return [.. drawn.Zip(expected, static (one, other) => one != other)];
            }
        }

        return mismatches;
    }

    /// <summary>Times a batch of rows as a language model's.</summary>
    internal GpuTime Time(int batch, int runs)
    {
        const int Vocabulary = SamplingBenchmark.Vocabulary;
        var logits = Enumerable.Repeat(BenchmarkLogits.Create("zipf", Vocabulary), batch).SelectMany(static row => row).ToArray();
        var rows = Enumerable.Range(0, batch).Select(i => new SamplingRow(SamplingParameters.DeepSeekR1 with { Seed = (ulong)i }, Vocabulary)).ToArray();
        var results = new SampledToken[batch];
        using var scope = device.Context.Enter();
        using var memory = new CudaMemory(device.Context, (long)logits.Length * sizeof(float));
        using var stream = new CudaStream(device.Context);
        stream.CopyToDevice<float>(logits, memory.Value);
        stream.Synchronize();
        var kernels = device.Measure(memory.Value, rows, runs);
        var call = Median(runs, () => device.Sample(memory.Value, rows, results));
        var copied = Median(Math.Max(3, runs / 10), () =>
        {
            stream.CopyToHost(memory.Value, logits);
            TokenSampler.Best.Sample(logits, rows, results);
        });
        var floor = CudaDriver.BytesPerSecond(device.Device) is { } bandwidth ? TimeSpan.FromSeconds(logits.Length * (double)sizeof(float) / bandwidth) : (TimeSpan?)null;
        return new(batch, floor, kernels, call, copied);
    }

    private static TimeSpan Median(int runs, Action call)
    {
        call();
        var times = new List<TimeSpan>();
        for (var run = 0; run < runs; run++)
        {
            var start = Stopwatch.GetTimestamp();
            call();
            times.Add(Stopwatch.GetElapsedTime(start));
        }

        return times.Order().ElementAt(runs / 2);
    }

    private static SamplingRow NewRow(int vocabulary, Random random)
    {
        var bias = new Dictionary<int, float>();
        for (var count = random.Next(3); count > 0; count--)
        {
            bias[random.Next(vocabulary)] = random.Next(4) == 0 ? float.NegativeInfinity : (random.NextSingle() * 8) - 4;
        }

        bias[0] = 0.5f; // A token that no bitmask bans and no bias: something can always be drawn.
        var row = new SamplingRow(
            new()
            {
                Temperature = random.Next(8) == 0 ? 0 : 0.1f + (random.NextSingle() * 2),
                TopK = random.Next(3) == 0 ? random.Next(200) : 0,
                TopP = random.Next(4) == 0 ? 1 : random.NextSingle(),
                MinP = random.Next(4) == 0 ? random.NextSingle() * 0.2f : 0,
                RepetitionPenalty = random.Next(3) == 0 ? 1.3f : 1,
                PresencePenalty = random.Next(3) == 0 ? 0.4f : 0,
                FrequencyPenalty = random.Next(3) == 0 ? 0.2f : 0,
                LogitBias = bias,
                Seed = (ulong)random.NextInt64(),
            },
            vocabulary);
        for (var step = random.Next(80); step > 0; step--)
        {
            row.Accept(random.Next(vocabulary));
        }

        if (random.Next(3) == 0)
        {
            row.AllowedTokens = [.. Enumerable.Range(0, (vocabulary + 63) / 64).Select(_ => (ulong)random.NextInt64() | 1)];
        }

        row.ForcedToken = random.Next(12) == 0 ? random.Next(vocabulary) : null;
        return row;
    }

    /// <summary>As a grammar does: an eighth of what may be drawn is left, and the token that always can be.</summary>
    private static void LeaveFewer(SamplingRow row, Random random)
    {
        var allowed = row.AllowedTokens;
        ulong[] fewer = [.. Enumerable.Range(0, (row.VocabularySize + 63) / 64)
            .Select(word => (allowed?[word] ?? ulong.MaxValue) & (ulong)(random.NextInt64() & random.NextInt64() & random.NextInt64()))];
        fewer[0] |= 1;
        (row.IsRedraw, row.ForcedToken, row.AllowedTokens) = (true, null, fewer);
    }

    private static IEnumerable<float> NewLogits(int size, Random random)
    {
        var (spread, broken) = (0.2f + (random.NextSingle() * 8), random.Next(4) == 0);
        var isRough = random.Next(3) == 0;
        for (var i = 0; i < size; i++)
        {
            // The sum of four uniform numbers is nearly normal; rounded, there are ties.
            var logit = (random.NextSingle() + random.NextSingle() + random.NextSingle() + random.NextSingle() - 2) * spread;
            logit = isRough ? MathF.Round(logit * 4) / 4 : logit;
            yield return i > 0 && broken && random.Next(10) == 0
                ? random.Next(20) switch { 0 => float.PositiveInfinity, < 10 => float.NaN, _ => float.NegativeInfinity }
                : logit;
        }
    }
}

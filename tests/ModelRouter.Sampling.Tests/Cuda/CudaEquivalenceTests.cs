using CsCheck;

namespace ModelRouter.Sampling.Tests;

/// <summary>The kernel, emulated, through the real driver path, gives what the specification gives, to the last bit.</summary>
[Trait("Pace", "Slow")]
public sealed class CudaEquivalenceTests
{
    private readonly ScalarSampler _specification = new();

    [Theory]
    [InlineData(false, 300, 512)]
    [InlineData(false, 300, 3)]
    [InlineData(true, 60, 6)]
    public void Any_batch_gives_the_specifications_results(bool traced, long batches, int histogramBlocks)
    {
        using var sampler = EmulatedCuda.Create(traced);
        sampler.HistogramBlocks = histogramBlocks;
        var rows = 0;
        Batches.Gen.Sample(
            batch =>
            {
                rows += batch.Length;
                Batches.AssertEqual(_specification, sampler, batch);
            },
            iter: batches,
            threads: 1,
            print: batch => string.Join("; ", batch.Select(row => $"{row.Logits.Length} logits, {row.Parameters}, state {row.StateSeed}")));
        Assert.True(rows > batches * 3);
        Assert.InRange(sampler.Overflows, 0, rows / 10); // The kernel did it, not the processor.
    }

    [Theory]
    [InlineData(false, 512)]
    [InlineData(true, 7)]
    public void A_whole_language_models_vocabulary_gives_the_specifications_results(bool traced, int histogramBlocks)
    {
        const int Vocabulary = 151_936;
        using var sampler = EmulatedCuda.Create(traced, seed: 7);
        sampler.HistogramBlocks = histogramBlocks;
        foreach (var shape in traced ? ["zipf", "huge"] : Logits.Shapes)
        {
            var logits = Logits.Create(shape, Vocabulary, 7);
            SamplingRow[] rows =
            [
                new(SamplingParameters.DeepSeekR1, Vocabulary),
                new(new() { TopK = 40, TopP = 0.95f, MinP = 0.05f }, Vocabulary),
                new(new() { Temperature = 1.5f, TopK = 50_000, Seed = 9 }, Vocabulary),
            ];
            var results = new SampledToken[rows.Length];
            sampler.Sample([.. logits, .. logits, .. logits], rows, results);
            Assert.Equal(Array.ConvertAll(rows, row => _specification.SampleCopy(logits, row)), results);
        }
    }

    [Fact]
    public void The_largest_vocabulary_gives_the_specifications_result()
    {
        using var sampler = EmulatedCuda.Create();
        var logits = Logits.Create("normal", SamplingRow.LargestVocabulary, 3);
        var row = new SamplingRow(SamplingParameters.DeepSeekR1 with { Seed = 4 }, logits.Length);
        Assert.Equal(_specification.SampleCopy(logits, row), sampler.SampleCopy(logits, row));
    }

    [Fact]
    public void A_row_whose_boundary_is_too_crowded_is_left_to_the_processor_with_the_same_result()
    {
        using var sampler = EmulatedCuda.Create();
        var parameters = new SamplingParameters { TopP = 0.5f, RepetitionPenalty = 2, LogitBias = new Dictionary<int, float> { [3] = 1 } };
        var logits = Enumerable.Repeat(1f, 6000).ToArray();
        var allowed = Enumerable.Repeat(0x7FFF_FFFF_FFFF_FFFFUL, 94).ToArray();
        var (row, easy) = (new SamplingRow(parameters, 6000) { AllowedTokens = allowed }, new SamplingRow(new() { TopP = 0.5f }, 6000));
        row.Prime([5, 6]);
        var expected = new[] { _specification.SampleCopy(logits, row), _specification.SampleCopy(Logits.Create("normal", 6000, 1), easy) };
        var results = new SampledToken[2];
        float[] batch = [.. logits, .. Logits.Create("normal", 6000, 1)];
        sampler.Sample([.. batch], [row, easy], results);
        Assert.Equal(expected, results);
        Assert.Equal(1, sampler.Overflows);

        // The same with logits on the device, where the kernels have applied the penalties and biases already.
        using var scope = sampler.Context.Enter();
        using var memory = new CudaMemory(sampler.Context, batch.Length * sizeof(float));
        using var stream = new CudaStream(sampler.Context);
        stream.CopyToDevice<float>(batch, memory.Value);
        Array.Clear(results);
        sampler.Sample(memory.Value, [row, easy], results);
        Assert.Equal(expected, results);
        Assert.Equal(2, sampler.Overflows);
    }

    [Fact]
    public void A_redraw_after_a_crowded_boundary_applies_penalties_and_biases_once()
    {
        using var sampler = EmulatedCuda.Create();
        var parameters = new SamplingParameters { TopP = 0.5f, RepetitionPenalty = 2, LogitBias = new Dictionary<int, float> { [3] = 1, [4] = -0.25f } };
        var (row, same) = (new SamplingRow(parameters, 6000), new SamplingRow(parameters, 6000));
        row.Prime([5, 6]);
        same.Prime([5, 6]);
        float[] logits = [.. Enumerable.Repeat(1f, 6000)], before = [.. logits], ofSpecification = [.. logits];
        Assert.Equal(_specification.Sample(ofSpecification, same), sampler.Sample(logits, row));
        Assert.Equal(1, sampler.Overflows);
        Assert.Equal(before, logits);

        // Few tokens are allowed now, so that what was done to each of them decides.
        var allowed = new ulong[94];
        allowed[0] = 0b111_1000;
        foreach (var again in (SamplingRow[])[row, same])
        {
            (again.IsRedraw, again.AllowedTokens) = (true, allowed);
        }

        Assert.Equal(_specification.Sample(ofSpecification, same), sampler.Sample(logits, row));
    }

    [Fact]
    public void Exactly_as_many_tokens_as_the_boundary_holds_are_no_overflow()
    {
        using var sampler = EmulatedCuda.Create();
        foreach (var (count, overflows) in new[] { (CudaBatch.BoundaryCapacity, 0L), (CudaBatch.BoundaryCapacity + 1, 1L) })
        {
            var row = new SamplingRow(new() { TopP = 0.5f, Seed = 3 }, count);
            var logits = new float[count];
            Assert.Equal(_specification.SampleCopy(logits, row), sampler.SampleCopy(logits, row));
            Assert.Equal(overflows, sampler.Overflows);
        }
    }
}

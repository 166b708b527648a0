using CsCheck;

namespace ModelRouter.Sampling.Tests;

/// <summary>The kernel, emulated, through the real driver path, gives what the specification gives, to the last bit.</summary>
public sealed class CudaEquivalenceTests
{
    [Theory]
    [InlineData(false, 400)]
    [InlineData(true, 40)]
    public void Any_batch_gives_the_specifications_results(bool traced, long batches)
    {
        using var sampler = EmulatedCuda.Create(traced);
        Batches.Gen.Sample(batch => Batches.AssertEqual(new ScalarSampler(), sampler, batch), iter: batches, threads: 1);
    }
}

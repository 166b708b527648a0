namespace ModelRouter.Sampling.Tests;

/// <summary>Errors that a kernel can have without failing every time: the emulator finds each.</summary>
[Trait("Pace", "Slow")]
public sealed class KernelMutationTests
{
    public static TheoryData<string, string, string, string> Mutations => new()
    {
        { "a barrier dropped: biases race with penalties", "sampling.cu", "    barrier(); // A bias comes", "    // A bias comes" },
        { "a barrier dropped: shared state is used before it is set", "sampling.cu", "best = next = 0;\n    barrier();", "best = next = 0;" },
        { "a barrier dropped: a sum of the block is overwritten while read", "block.h", "    barrier(); // The next call", "    // The next call" },
        { "a barrier dropped: the sort's steps overlap", "sampling.cu", "                }\n            }\n            barrier();", "                }\n            }" },
        { "a barrier that only some threads reach", "sampling.cu", "    if (isLast) {", "    if (thread() < 128) barrier();\n    if (isLast) {" },
        { "a shared atomic made plain", "sampling.cu", "atomicPlus(&count[token.bin], 1);", "count[token.bin]++;" },
        { "an atomic between blocks made plain", "sampling.cu", "atomicPlus(&view.state->mass, mass);", "view.state->mass += mass;" },
        { "a counter made plain", "sampling.cu", "at = atomicPlus(&view.state->candidates, 1);", "at = view.state->candidates++;" },
        { "bins read by another block before they are published", "sampling.cu", "    fence(); // Publish", "    // Publish" },
        { "a bound off by one: the vocabulary's end", "sampling.cu", "last = view.vocabulary - 1;", "last = view.vocabulary;" },
        { "a bound off by one: a block's last slice", "sampling.cu", "&& slice < batch.slices; slice++", "&& slice < batch.slices - 1; slice++" },
        { "a bound off by one: the row's last block", "sampling.cu", "== (batch.slices - 1) / batch.slicesPerBlock", "== batch.slices / batch.slicesPerBlock" },
        { "a bound off by one: the last slice's tokens", "sampling.cu", "if (begin + i < view.vocabulary) {", "if (begin + i <= view.vocabulary) {" },
        { "a bound off by one: top-k", "sampling.cu", "state.countBefore + i + 1 >= r.topK", "state.countBefore + i >= r.topK" },
        { "a bound off by one: the last token that is kept", "sampling.cu", "ranks[i] <= lastRank; i +=", "ranks[i] < lastRank; i +=" },
        { "a carry lost", "block.h", "< part ? 1 : 0", "< part ? 0 : 0" },
        { "a rounding that is not to nearest", "mass.h", "nearest(x * Log2E)", "(float)(i32)(x * Log2E)" },
        { "a product that is rounded once too often", "mass.h", "return {fusedMultiplyAdd(r, p, 1.0f)", "return {r * p + 1.0f" },
    };

    [Theory]
    [MemberData(nameof(Mutations))]
    public void Each_is_found(string error, string file, string text, string replacement)
    {
        using var sampler = EmulatedCuda.CreateMutant(file, text, replacement);
        sampler.HistogramBlocks = 8; // Two slices a block where a row has three.
        Assert.True(IsFound(sampler), error);
    }

    [Fact]
    public void None_is_found_in_the_kernel_as_it_is()
    {
        using var sampler = EmulatedCuda.Create(traced: true);
        sampler.HistogramBlocks = 8;
        Assert.False(IsFound(sampler));
    }

    /// <summary>Whether a few batches, the same for every mutation, end in an error or in another result than the specification's.</summary>
    private static bool IsFound(CudaSampler sampler)
    {
        try
        {
            return Rows().Chunk(4).Any(batch => !Batches.Outcomes(new ScalarSampler(), batch).SequenceEqual(Batches.Outcomes(sampler, batch)));
        }
        catch (CudaException)
        {
            return true;
        }
    }

    private static IEnumerable<RowScenario> Rows()
    {
        var bias = new Dictionary<int, float> { [1] = 2, [6] = -1 };
        int[] sizes = [777, 4103, 7]; // The end within the only slice, just after another one, and rows where one bit shows.
        for (var i = 0; i < 48; i++)
        {
            var parameters = new SamplingParameters
            {
                Temperature = 0.3f + (i % 5 * 0.4f),
                TopK = i % 3 == 0 ? 1 + (i * 7) : 0,
                TopP = i % 4 == 0 ? 1 : 0.4f + (i % 7 * 0.09f),
                MinP = i % 6 == 5 ? 0.01f : 0,
                RepetitionPenalty = 1.1f,
                PenaltyWindow = -1,
                LogitBias = bias,
                Seed = (ulong)(i * 1234567),
            };
            yield return new RowScenario(Logits.Create(Logits.Shapes[i / 4 % 5], sizes[i / 4 % 3], i), parameters, i, Masked: i % 5 == 1, Forced: false);
        }
    }
}

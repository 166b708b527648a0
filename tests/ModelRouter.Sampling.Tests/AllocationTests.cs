namespace ModelRouter.Sampling.Tests;

public sealed class AllocationTests
{
    [Theory]
    [MemberData(nameof(Samplers.All), MemberType = typeof(Samplers))]
    public void A_step_allocates_nothing(string name)
    {
        const int Vocabulary = 5000;
        var sampler = Samplers.Get(name);
        var parameters = new SamplingParameters
        {
            TopP = 0.95f,
            TopK = 1000,
            RepetitionPenalty = 1.1f,
            FrequencyPenalty = 0.1f,
            LogitBias = new Dictionary<int, float> { [4] = 1, [9] = -1 },
        };
        var allowed = new ulong[(Vocabulary + 63) / 64];
        Array.Fill(allowed, 0xFFFF_FFFF_FFFF_FFF0);
        SamplingRow[] rows =
        [
            new(parameters, Vocabulary) { AllowedTokens = allowed },
            new(SamplingParameters.DeepSeekR1, Vocabulary),
            new(SamplingParameters.Greedy, Vocabulary),
            new(new() { MinP = 0.02f }, Vocabulary),
        ];
        var source = Enumerable.Repeat(Logits.Create("normal", Vocabulary, 2), rows.Length).SelectMany(row => row).ToArray();
        var logits = new float[source.Length];
        var results = new SampledToken[rows.Length];
        Steps(100);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Steps(200);

        // The runtime may allocate something once, when it compiles anew what is used often.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 500);

        void Steps(int count)
        {
            for (; count > 0; count--)
            {
                source.CopyTo(logits.AsSpan());
                sampler.Sample(logits, rows, results);
                for (var i = 0; i < rows.Length; i++)
                {
                    rows[i].Accept(results[i].Token);
                }
            }
        }
    }
}

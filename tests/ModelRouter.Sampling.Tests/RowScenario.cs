using CsCheck;

namespace ModelRouter.Sampling.Tests;

/// <summary>A row, its parameters and its state; makes equal fresh rows for several samplers.</summary>
internal sealed record RowScenario(float[] Logits, SamplingParameters Parameters, int StateSeed, bool Masked, bool Forced)
{
    public static Gen<RowScenario> Gen { get; } =
        from logits in Tests.Logits.Gen
        from parameters in GenParameters
        from state in CsCheck.Gen.Int
        from masked in CsCheck.Gen.Int[0, 3]
        from forced in CsCheck.Gen.Int[0, 9]
        select new RowScenario(logits, WithBias(parameters, logits.Length, state), state, masked == 0, forced == 0);

    private static Gen<SamplingParameters> GenParameters =>
        from temperature in CsCheck.Gen.OneOf<float>(CsCheck.Gen.OneOf(0f, 0.01f, 0.6f, 1f, 100f), CsCheck.Gen.Float[0.05f, 3f])
        from topK in CsCheck.Gen.OneOf<int>(CsCheck.Gen.OneOf(0, 1, 40), CsCheck.Gen.Int[0, 5000])
        from topP in CsCheck.Gen.OneOf<float>(CsCheck.Gen.OneOf(0f, 0.95f, 0.999999f, 1f), CsCheck.Gen.Float[0f, 1f])
        from minP in CsCheck.Gen.OneOf<float>(CsCheck.Gen.OneOf(0f, 0f, 0.05f, 1f), CsCheck.Gen.Float[0f, 1f])
        from repetition in CsCheck.Gen.OneOf(1f, 1f, 1.1f, 0.5f)
        from presence in CsCheck.Gen.OneOf(0f, 0f, 0.7f, -1.5f)
        from frequency in CsCheck.Gen.OneOf(0f, 0f, 0.3f)
        from window in CsCheck.Gen.OneOf(0, 5, 64, -1)
        from seed in CsCheck.Gen.ULong
        select new SamplingParameters
        {
            Temperature = temperature,
            TopK = topK,
            TopP = topP,
            MinP = minP,
            RepetitionPenalty = repetition,
            PresencePenalty = presence,
            FrequencyPenalty = frequency,
            PenaltyWindow = window,
            Seed = seed,
        };

    public SamplingRow NewRow()
    {
        var random = new Random(StateSeed);

        // A bias that bans every token of a small vocabulary is refused.
        var bans = Parameters.LogitBias.Values.Count(float.IsNegativeInfinity) == Logits.Length;
        var row = new SamplingRow(bans ? Parameters with { LogitBias = new Dictionary<int, float>() } : Parameters, Logits.Length);
        row.Prime([.. Enumerable.Range(0, random.Next(20)).Select(_ => random.Next(Logits.Length))]);
        for (var step = random.Next(100); step > 0; step--)
        {
            row.Accept(random.Next(Logits.Length));
        }

        row.AllowedTokens = Masked ? Mask(random, Logits.Length) : null;
        row.ForcedToken = Forced ? random.Next(Logits.Length) : null;
        return row;
    }

    // Some words all allowed, some none, the rest half: the three ways a mask is applied.
    private static ulong[] Mask(Random random, int size) =>
        [.. Enumerable.Range(0, (size + 63) / 64)
            .Select(_ => random.Next(3) switch { 0 => 0UL, 1 => ulong.MaxValue, _ => (ulong)random.NextInt64() })];

    private static SamplingParameters WithBias(SamplingParameters parameters, int size, int state)
    {
        var random = new Random(state ^ 0x5EED);
        var bias = new Dictionary<int, float>();
        for (var count = random.Next(4) == 0 ? random.Next(6) : 0; count > 0; count--)
        {
            bias[random.Next(size)] = random.Next(3) == 0 ? float.NegativeInfinity : (random.NextSingle() * 10) - 5;
        }

        return parameters with { LogitBias = bias };
    }
}

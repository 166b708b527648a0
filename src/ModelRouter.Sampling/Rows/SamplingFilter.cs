namespace ModelRouter.Sampling;

/// <summary>Temperature, min-p, top-k and top-p of a row as the integers and floats that every device computes with.</summary>
internal sealed class SamplingFilter
{
    internal const double TwoTo32 = 4294967296.0;

    public SamplingFilter(SamplingParameters parameters, int vocabularySize)
    {
        Temperature = parameters.Temperature;
        InverseTemperature = 1f / parameters.Temperature;
        TopK = parameters.TopK == 0 ? vocabularySize : Math.Min(parameters.TopK, vocabularySize);
        LimitsCount = TopK < vocabularySize;
        LimitsMass = parameters.TopP < 1;
        LimitsRatio = parameters.MinP > 0;
        LeastMass = Math.Max(1, (ulong)Math.Ceiling(parameters.MinP * (double)IntegerMass.One));
        TopP = (ulong)(parameters.TopP * TwoTo32);
        // No token beyond this distance passes min-p. It only prunes, LeastMass decides, so it errs on the wide side.
        MinPReach = LimitsRatio ? (float)((-Math.Log(parameters.MinP) + 0.001) * 1.001 * Temperature) : float.PositiveInfinity;
    }

    public float Temperature { get; }

    /// <summary>p in units of 2⁻³² (<see cref="TwoTo32"/>).</summary>
    public ulong TopP { get; }

    public float InverseTemperature { get; }

    /// <summary>Most tokens to keep, 1 to the vocabulary's size.</summary>
    public int TopK { get; }

    /// <summary>Least mass of a token that may be drawn; at least 1, so that a mass of zero is never drawn.</summary>
    public ulong LeastMass { get; }

    public bool LimitsCount { get; }

    public bool LimitsMass { get; }

    public bool LimitsRatio { get; }

    public float MinPReach { get; }

    /// <summary>⌈p · total⌉ with p in units of 2⁻³²; the kept prefix has at least this mass.</summary>
    public ulong MassToKeep(ulong total) => (ulong)((((UInt128)total * TopP) + uint.MaxValue) >> 32);
}

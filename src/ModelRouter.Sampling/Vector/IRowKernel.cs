namespace ModelRouter.Sampling;

/// <summary>The passes over a row that an instruction set speeds up. Each is exact, so that implementations cannot differ.</summary>
/// <remarks><c>max</c> is finite and not −0; distances are <c>max − logit</c>, not yet capped.</remarks>
internal interface IRowKernel
{
    /// <summary>The largest and the second largest logit; NaN counts as −∞.</summary>
    static abstract (float Max, float RunnerUp) Extremes(ReadOnlySpan<float> logits);

    /// <summary>The lowest token id whose logit equals <paramref name="max"/>.</summary>
    static abstract int FirstIndexOf(ReadOnlySpan<float> logits, float max);

    /// <summary>Σ q and Σ h at temperature 1.</summary>
    static abstract (ulong Mass, ulong MassTimesDistance) Sum(ReadOnlySpan<float> logits, float max);

    /// <summary>Writes the tokens within <paramref name="reach"/> nats of the maximum to the scratch, by ascending id.</summary>
    /// <param name="logits">The row.</param>
    /// <param name="max">Its maximum.</param>
    /// <param name="reach">Finite distance in nats, not yet over the temperature.</param>
    /// <param name="scratch">Receives ids and distances.</param>
    /// <returns>Number of tokens written.</returns>
    static abstract int Collect(ReadOnlySpan<float> logits, float max, float reach, SamplerScratch scratch);

    /// <summary>Σ q at a temperature.</summary>
    static abstract ulong SumAt(ReadOnlySpan<float> logits, float max, float inverseTemperature);

    /// <summary>Parts the row by distance: sums q of the near tokens for each <see cref="SamplerScratch.Block"/>, and writes those of the band
    /// between to the scratch, by ascending id.</summary>
    /// <param name="logits">The row.</param>
    /// <param name="max">Its maximum.</param>
    /// <param name="inverseTemperature">1 / T, by which q is taken.</param>
    /// <param name="near">Tokens below this distance in nats are near.</param>
    /// <param name="far">The band's last distance; finite.</param>
    /// <param name="scratch">Receives the sums, ids and distances.</param>
    static abstract BandSums Split(
        ReadOnlySpan<float> logits, float max, float inverseTemperature, float near, float far, SamplerScratch scratch);

    /// <summary>Writes q of each collected token, or zero where it is below <paramref name="least"/>.</summary>
    /// <param name="scratch">Holds the distances, and infinity after them; receives the masses.</param>
    /// <param name="count">Number of collected tokens.</param>
    /// <param name="inverseTemperature">1 / T.</param>
    /// <param name="least">Least mass to keep, at least 1.</param>
    /// <returns>Σ of the masses written, and how many of them are not zero.</returns>
    static abstract (ulong Mass, int Count) Weigh(SamplerScratch scratch, int count, float inverseTemperature, ulong least);

    /// <summary>Writes the ranks of the tokens with a mass whose distance beyond <paramref name="nearest"/> times <paramref name="binsPerNat"/>
    /// truncates to the bin.</summary>
    /// <returns>Number of ranks written.</returns>
    static abstract int Gather(SamplerScratch scratch, int count, int bin, float nearest, float binsPerNat);

    /// <summary>Σ of the masses of the collected tokens whose rank is at most the boundary, over a multiple of 16 tokens.</summary>
    static abstract ulong KeptMass(SamplerScratch scratch, int start, int count, ulong boundary);
}

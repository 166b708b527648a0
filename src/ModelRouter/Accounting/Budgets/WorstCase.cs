namespace ModelRouter;

/// <summary>What an attempt can use and cost at most.</summary>
/// <param name="Tokens">Tokens read and written, those of all tries below included.</param>
/// <param name="Cost">US dollars.</param>
/// <param name="OutputLimit">The limit that the request has to be sent with for this to hold; <see langword="null"/> if it has one of its
/// own, or the model has.</param>
internal readonly record struct WorstCase(long Tokens, decimal Cost, int? OutputLimit)
{
    // An answer is rarely a multiple of what is expected of it; these multiples of the forecast, and these least limits, cut off hardly any
    // while there is money, and few where it runs out.
    private const long Ample = 8;
    private const long LeastAmple = 4_096;
    private const long Tight = 2;
    private const long LeastTight = 512;

    // No call lasts until the last of its tries begins later than that.
    private static readonly TimeSpan Latest = TimeSpan.FromDays(1);

    /// <summary>The worst case of an attempt.</summary>
    /// <param name="profile">The model.</param>
    /// <param name="prompt">The prompt.</param>
    /// <param name="inputTokens">What the conversation takes at most, by <see cref="InputBound"/>.</param>
    /// <param name="tries">How many tries its client makes at most, of which all but one end without content.</param>
    /// <param name="now">The time; tries begin from it on, and the dearest price list that may then be in force counts.</param>
    /// <param name="isTight">True to limit the answer as closely as may be, where the request has no limit of its own.</param>
    internal static WorstCase Of(ModelProfile profile, PromptProfile prompt, long inputTokens, int tries, DateTimeOffset now, bool isTight)
    {
        // A provider refuses what is beyond the window, so nothing beyond it is billed.
        var input = Math.Min(inputTokens, profile.ContextWindow);
        var output = (long)Math.Min(profile.MaxOutputTokens ?? int.MaxValue, profile.ContextWindow);
        int? limit = null;
        if (!profile.History.Unsupported.HasFlag(UnsupportedOptions.MaxOutputTokens))
        {
            if (prompt.OutputLimit is { } asked)
            {
                output = Math.Min(output, asked);
            }
            else
            {
                var forecast = TokenForecast.Of(prompt, profile).OutputTokens;
                var bound = isTight ? Math.Max(LeastTight, Tight * forecast) : Math.Max(LeastAmple, Ample * forecast);
                (output, limit) = bound < output ? (bound, (int)bound) : (output, limit);
            }
        }

        return new(
            (tries * input) + output, Most(output) + ((tries - 1) * Most(0)), limit);

        decimal Most(long written) => profile.Pricing.HighestCost(input, written, now, now + Latest);
    }

    /// <summary>True if <see cref="Of"/> has a tighter bound to offer than this one.</summary>
    internal bool CanBeTighter => OutputLimit is not null;
}

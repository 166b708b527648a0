namespace ModelRouter;

/// <summary>What an attempt can use and cost at most.</summary>
/// <param name="Tokens">Tokens read and written, those of all tries below included.</param>
/// <param name="Cost">US dollars.</param>
/// <param name="OutputLimit">The limit that the request has to be held to for this to hold; <see langword="null"/> if the model takes none.</param>
/// <param name="CanBeTighter">True if <see cref="Of"/> has a tighter bound to offer than this one.</param>
internal readonly record struct WorstCase(long Tokens, decimal Cost, int? OutputLimit, bool CanBeTighter)
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
    /// <param name="thinkBudget">How many tokens the request lets it think, if it says so.</param>
    /// <param name="isTight">True to limit the answer as closely as may be, where the request has no limit of its own.</param>
    internal static WorstCase Of(ModelProfile profile, PromptProfile prompt, long inputTokens, int tries, DateTimeOffset now, double? thinkBudget, bool isTight)
    {
        // A provider refuses what is beyond the window, so nothing beyond it is billed.
        var input = Math.Min(inputTokens, profile.ContextWindow);
        var output = (long)Math.Min(profile.MaxOutputTokens ?? int.MaxValue, profile.ContextWindow);
        var takesLimit = !profile.History.Unsupported.HasFlag(UnsupportedOptions.MaxOutputTokens);
        var canBeTighter = false;
        if (takesLimit && prompt.OutputLimit is { } asked)
        {
            output = Math.Min(output, asked);
        }
        else if (takesLimit)
        {
            var forecast = TokenForecast.Of(prompt, profile);
            var tight = Math.Max(LeastTight, Tight * forecast.OutputTokens);
            var ample = Math.Max(LeastAmple, Ample * forecast.OutputTokens);

            // Who pays for a long thought wants the answer behind it, too.
            ample = thinkBudget > 0 && PolicyThinking.Thinks(profile)
                ? Math.Max(ample, (long)Math.Min(thinkBudget.Value, output) + Math.Max(LeastTight, Ample * (forecast.OutputTokens - forecast.ReasoningTokens)))
                : ample;
            output = Math.Min(output, isTight ? tight : ample);
            canBeTighter = tight < output;
        }

        return new((tries * input) + output, Most(output) + ((tries - 1) * Most(0)), takesLimit ? (int)output : null, canBeTighter);

        decimal Most(long written) => profile.Pricing.HighestCost(input, written, now, now + Latest);
    }
}

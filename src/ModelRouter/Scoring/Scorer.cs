namespace ModelRouter;

/// <summary>Stage 3: ranks the permitted models by value = worth × P(success) − cost − price of the wait.</summary>
/// <remarks>Ties fall to the likelier, then the cheaper, then the faster model, then to the id's ordinal order, so that equal
/// input always gives the same ranking.</remarks>
internal sealed class Scorer
{
    private readonly ISuccessPredictor _predictor;
    private readonly LearnedForecasts? _forecasts;
    private readonly decimal[] _worth;
    private readonly decimal _waitPricePerSecond;

    internal Scorer(ISuccessPredictor predictor, ModelRouterOptions options, LearnedForecasts? forecasts = null)
    {
        (_predictor, _forecasts) = (predictor, forecasts);
        _waitPricePerSecond = options.WaitPricePerSecond;
        _worth = new decimal[Enum.GetValues<PromptTask>().Length];
        Array.Fill(_worth, options.Worth);
        foreach (var (task, worth) in options.TaskWorth)
        {
            _worth[(int)task] = worth;
        }
    }

    internal decimal WorthOf(PromptTask task) => _worth[(int)task];

    /// <summary>The tokens that a prompt is expected to take on a model, by what its calls have taught.</summary>
    internal TokenUsage TokensOf(PromptProfile prompt, ModelProfile model) => TokensOf(prompt, model, _forecasts?.Find(model));

    /// <summary>Ranks the models; sorts <paramref name="endpoints"/> the same way.</summary>
    /// <param name="prompt">What stage 1 understood.</param>
    /// <param name="endpoints">The permitted models.</param>
    /// <param name="worth">US dollars that a right answer is worth.</param>
    /// <param name="at">The time whose prices count; attempts are billed by the same lists, at the time at which each begins.</param>
    /// <param name="isBatch">Whether batch prices count.</param>
    internal RankedModel[] Rank(PromptProfile prompt, ModelEndpoint[] endpoints, decimal worth, DateTimeOffset at, bool isBatch)
    {
        var ranking = new RankedModel[endpoints.Length];

        // Insertion sort: the models are few, and nothing is allocated for a comparer.
        for (var i = 0; i < endpoints.Length; i++)
        {
            var endpoint = endpoints[i];
            var ranked = Score(prompt, endpoint.Profile, worth, at, isBatch);
            var place = i;
            for (; place > 0 && IsBefore(ranked, ranking[place - 1]); place--)
            {
                ranking[place] = ranking[place - 1];
                endpoints[place] = endpoints[place - 1];
            }

            ranking[place] = ranked;
            endpoints[place] = endpoint;
        }

        return ranking;
    }

    private RankedModel Score(PromptProfile prompt, ModelProfile model, decimal worth, DateTimeOffset at, bool isBatch)
    {
        var success = _predictor.Predict(prompt, model);
        if (!(success is >= 0 and <= 1))
        {
            throw new InvalidOperationException(
                $"{_predictor.GetType()} predicted {success} for the model '{model.Id}'; a chance must be from 0 to 1.");
        }

        var learned = _forecasts?.Find(model);
        var tokens = TokensOf(prompt, model, learned);
        var cost = model.Pricing.CostOf(tokens, at, isBatch);
        var latency = learned?.Latency(tokens.OutputTokens) ?? model.FirstTokenLatency + TimeSpan.FromSeconds(tokens.OutputTokens / model.TokensPerSecond);
        var wait = _waitPricePerSecond * (decimal)latency.TotalSeconds;
        return new(model.Id, model.Tier, success, cost, latency, (worth * (decimal)success) - cost - wait) { OutputTokens = tokens.OutputTokens };
    }

    private static TokenUsage TokensOf(PromptProfile prompt, ModelProfile model, ModelForecast? learned) =>
        TokenForecast.Of(prompt, model, learned?.OutputFactor(prompt.Task, prompt.ExpectsThinking) ?? 1);

    private static bool IsBefore(RankedModel a, RankedModel b)
    {
        var order = b.Value.CompareTo(a.Value);
        order = order != 0 ? order : b.SuccessProbability.CompareTo(a.SuccessProbability);
        order = order != 0 ? order : a.Cost.CompareTo(b.Cost);
        order = order != 0 ? order : a.Latency.CompareTo(b.Latency);
        return (order != 0 ? order : string.CompareOrdinal(a.Model, b.Model)) < 0;
    }
}

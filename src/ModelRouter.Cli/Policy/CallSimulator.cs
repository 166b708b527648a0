namespace ModelRouter.Cli;

/// <summary>Decides calls of a ledger anew, as a configuration would have: from the recorded profile, account, time and selection.</summary>
/// <remarks>The models are taken to be well. The ledger has no text, so a model with a scope is considered only for calls that reached it.</remarks>
internal sealed class CallSimulator : IDisposable
{
    private readonly PolicyRouter _router;
    private readonly PolicyPrediction _prediction;
    private readonly Scorer _scorer;
    private readonly ModelEndpoint[] _endpoints;
    private readonly HashSet<string> _scoped;
    private readonly Dictionary<string, ModelProfile> _models;

    /// <summary>A simulator of a valid file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="prediction">What it predicts by, not disposed.</param>
    internal CallSimulator(PolicyFile file, PolicyPrediction prediction)
    {
        _prediction = prediction;
        _router = new(file, TimeProvider.System, prediction);
        _scorer = new(prediction.Corrected, file.Options, prediction.Learner?.Forecasts);
        var models = _router.State.Endpoints.Select(static endpoint => endpoint.Profile).ToList();
        _scoped = models.Where(static model => model.Scope is not null).Select(static model => model.Id).ToHashSet(StringComparer.Ordinal);
        _models = models.ToDictionary(static model => model.Id, StringComparer.OrdinalIgnoreCase);
        _endpoints = [.. models.Select(static model => new ModelEndpoint(model with { Scope = null }, new AbsentClient()))];
    }

    internal IReadOnlyCollection<string> Scoped => _scoped;

    internal bool Knows(string model) => _models.ContainsKey(model);

    /// <summary>What would have come of a call.</summary>
    /// <param name="call">The call.</param>
    /// <param name="prompt">What its prompt was understood to be.</param>
    internal SimulatedCall Simulate(LedgerCall call, PromptProfile prompt)
    {
        var before = (call.Answer ?? call.First).Model;
        var verdict = _router.State.Policy.Judge(prompt, call.First.Attribution, new FixedTime(call.At));
        prompt = PolicyThinking.Expect(prompt, verdict) with { Vector = _prediction.Prompts.GetValueOrDefault(call.First.CallId) };
        var candidates = _scoped.Count == 0 ? _endpoints : Array.FindAll(_endpoints, e => !_scoped.Contains(e.Profile.Id) || IsTried(call, e.Profile.Id));
        var eligible = EligibilityPolicy.Permit(new(prompt, call.First.Attribution, Selection(call.First), [], null, verdict), candidates);
        var shortlist = Shortlist.Of(prompt, eligible, verdict, _scorer, call.At, call.First.IsBatch);
        if (shortlist.Ranking.Length == 0)
        {
            return new(before, null, IsChanged: true, call.Cost, 0, CostBasis.Recorded, null, null, RefusedBy(shortlist.Excluded));
        }

        var ranking = Lead(call.First, [.. shortlist.Ranking.Select(static ranked => ranked.Model)]);
        var isChanged = !Is(ranking[0], call.First.Model) || call.Attempts.Any(attempt => !ranking.Exists(model => Is(model, attempt.Model)));
        if (!isChanged)
        {
            var quality = call.Answer is null ? null : Quality(prompt, before);
            return new(before, before, IsChanged: false, call.Cost, call.Cost, CostBasis.Recorded, quality, quality);
        }

        var (after, cost, basis) = Answer(call, prompt, ranking);
        return new(
            before, after ?? ranking[0], IsChanged: after is null || !Is(after, before), call.Cost, cost, basis,
            call.Answer is null ? null : Quality(prompt, before), after is null ? null : Quality(prompt, after), Fails: after is null);
    }

    public void Dispose() => _router.Dispose();

    /// <summary>Goes down the ranking: who failed in this call fails again, who answered answers again, and who wasn't asked answers.</summary>
    private (string? Model, decimal Cost, CostBasis Basis) Answer(LedgerCall call, PromptProfile prompt, List<string> ranking)
    {
        var cost = 0m;
        foreach (var model in ranking)
        {
            if (call.Answer is { } answer && Is(answer.Model, model))
            {
                return (answer.Model, cost + CostOf(call, model), CostBasis.Recorded);
            }

            if (!call.Attempts.Any(attempt => Is(attempt.Model, model) && attempt.Outcome == AttemptOutcome.Failed))
            {
                var profile = _models[model];
                return (model, cost + profile.Pricing.CostOf(Tokens(call, prompt, profile), call.At, call.First.IsBatch), call.Answer is null ? CostBasis.Forecast : CostBasis.OtherModel);
            }

            cost += CostOf(call, model);
        }

        return (null, cost, CostBasis.Recorded);
    }

    /// <summary>What was read, the answer that was written, and the thinking that is usual for the model.</summary>
    private TokenUsage Tokens(LedgerCall call, PromptProfile prompt, ModelProfile model)
    {
        var forecast = _scorer.TokensOf(prompt, model);
        if (call.Answer is not { Usage: var usage })
        {
            return forecast;
        }

        var limit = Math.Min(prompt.OutputLimit ?? long.MaxValue, model.MaxOutputTokens ?? long.MaxValue);
        var output = Math.Min(usage.OutputTokens - usage.ReasoningTokens + forecast.ReasoningTokens, limit);
        return usage with { OutputTokens = output, ReasoningTokens = forecast.ReasoningTokens, IsEstimated = true };
    }

    /// <summary>What the caller asked for. Of a conversation that stayed with its model, that isn't recorded.</summary>
    private static ModelSelection Selection(SpendEntry first) => first.Selection switch
    {
        "pinned" => new("pinned", null, first.Model),
        var virtualId when ModelSelection.IsVirtual(virtualId) => ModelSelection.Parse(virtualId, []),
        _ => ModelSelection.Auto,
    };

    /// <summary>A conversation that stayed with its model stays, and a model that was explored leads, as long as it may serve.</summary>
    private static List<string> Lead(SpendEntry first, List<string> ranking)
    {
        if (first.Selection is "tool-loop" or "conversation" or "exploration" && ranking.Find(model => Is(model, first.Model)) is { } leader)
        {
            ranking.Remove(leader);
            ranking.Insert(0, leader);
        }

        return ranking;
    }

    /// <summary>That the models nobody asked for weren't asked for explains nothing.</summary>
    private static string RefusedBy(IReadOnlyList<ModelExclusion> excluded)
    {
        var rules = excluded.Select(static e => e.Rule).Where(static rule => rule != "pinned").Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        return rules.Count > 0 ? string.Join(", ", rules) : "unknown-model";
    }

    private double? Quality(PromptProfile prompt, string model) => _models.TryGetValue(model, out var profile) ? _prediction.Corrected.Predict(prompt, profile) : null;

    private static decimal CostOf(LedgerCall call, string model) => call.Attempts.Where(attempt => Is(attempt.Model, model)).Aggregate(default(MoneySum), static (sum, attempt) => sum + attempt.Cost).ToDecimal();

    private static bool IsTried(LedgerCall call, string model) => call.Attempts.Any(attempt => Is(attempt.Model, model));

    private static bool Is(string a, string b) => a.Equals(b, StringComparison.OrdinalIgnoreCase);
}

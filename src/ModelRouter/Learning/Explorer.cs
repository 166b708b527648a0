namespace ModelRouter;

/// <summary>Decides when a model is asked that is not the best by what is known, to learn about it: a contextual bandit, within bounds.</summary>
/// <remarks>
/// <para>With the share ε a request is decided much as Thompson sampling would (Chapelle and Li 2011): a model is drawn with twice its chance to be worth more
/// than the best one, so with all of ε where that is a half, and together no more than ε. A prediction's logit is taken to be off by a normal error with the
/// deviation 1/√(1 + labels near the prompt), so whom labels have shown to be worse is asked no more.</para>
/// <para>At any time at most ε of the requests that could be explored have been, and a day's losses keep within the budget. Safe for concurrent use.</para>
/// </remarks>
internal sealed class Explorer(ExplorationOptions options, CorrectedPredictor predictor, TimeProvider time, int seed)
{
    /// <summary>Chances below are no reason to ask.</summary>
    internal const double LeastChance = 0.05;

    // A normal distribution's tail by a logistic: off by 0.01 at most (Bowling et al. 2009).
    private const double NormalAsLogistic = 1.702;

    private readonly Lock _lock = new();
    private readonly Random _random = new(seed);
    private long _requests;
    private long _explored;
    private DateOnly _day;
    private decimal _spent;

    /// <summary>US dollars of today's budget that are used.</summary>
    internal decimal Spent
    {
        get
        {
            lock (_lock)
            {
                BeginDay();
                return _spent;
            }
        }
    }

    /// <summary>What is explored of a request; <see langword="null"/> if nothing may be.</summary>
    /// <param name="prompt">The prompt.</param>
    /// <param name="ranking">The permitted models in the order of trying.</param>
    /// <param name="verdict">What the policy says; only models that it prefers as much as the first are asked in its place.</param>
    /// <param name="worth">US dollars that a right answer is worth.</param>
    /// <param name="isDraw">False to tell only what is drawn while the share lets it.</param>
    internal Exploration? Explore(PromptProfile prompt, RankedModel[] ranking, PolicyVerdict verdict, decimal worth, bool isDraw) =>
        prompt.Vector is { } vector && Candidates(vector, ranking, verdict, worth) is { } candidates ? Decide(ranking[0].Model, candidates, isDraw) : null;

    /// <summary>Counts what an explored model cost beyond what was expected.</summary>
    internal void Count(decimal overrun)
    {
        lock (_lock)
        {
            BeginDay();
            _spent += overrun;
        }
    }

    private List<ExplorationCandidate>? Candidates(PromptVector prompt, RankedModel[] ranking, PolicyVerdict verdict, decimal worth)
    {
        List<ExplorationCandidate>? candidates = null;
        var learned = predictor.Learner.Current;
        double? ofBest = null;
        for (var i = 1; i < ranking.Length; i++)
        {
            var (best, model) = (ranking[0], ranking[i]);
            var extra = Math.Max(0, Math.Max(best.Value - model.Value, model.Cost - best.Cost));

            // Labels make chances smaller, so they are counted only where the chance without them is large enough.
            if (extra > options.MaxExtraCost || (verdict.HasPreference && verdict.Preference(best.Model) != verdict.Preference(model.Model))
                || Chance(best, model, worth, 2) < LeastChance)
            {
                continue;
            }

            ofBest ??= Variance(learned, prompt, best.Model);
            var chance = Chance(best, model, worth, ofBest.Value + Variance(learned, prompt, model.Model));
            if (chance >= LeastChance)
            {
                (candidates ??= []).Add(new(model.Model, 0, chance, extra));
            }
        }

        return candidates;
    }

    private Exploration? Decide(string best, List<ExplorationCandidate> candidates, bool isDraw)
    {
        lock (_lock)
        {
            BeginDay();
            var requests = _requests + 1;
            _requests = isDraw ? requests : _requests;
            candidates.RemoveAll(candidate => _spent + candidate.ExtraCost > options.DailyBudget);
            if (candidates.Count == 0 || (isDraw && _explored + 1 > options.Share * requests))
            {
                return null;
            }

            var all = options.Share / Math.Max(1, candidates.Sum(static candidate => 2 * candidate.ChanceToBeBetter));
            ExplorationCandidate[] drawn =
            [
                .. candidates.Select(candidate => candidate with { Probability = all * 2 * candidate.ChanceToBeBetter })
                    .OrderByDescending(static candidate => candidate.Probability),
            ];
            var explored = isDraw ? Draw(drawn) : null;
            if (explored is not null)
            {
                _explored++;
                _spent += explored.ExtraCost;
            }

            return new() { Best = best, Candidates = drawn, Explored = explored };
        }
    }

    private ExplorationCandidate? Draw(ExplorationCandidate[] candidates)
    {
        var lot = _random.NextDouble();
        foreach (var candidate in candidates)
        {
            lot -= candidate.Probability;
            if (lot < 0)
            {
                return candidate;
            }
        }

        return null;
    }

    private void BeginDay()
    {
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);

        // Not "later": a clock that was ahead is set back.
        if (today != _day)
        {
            (_day, _spent) = (today, 0);
        }
    }

    /// <summary>The chance that a model is worth more than the best: that its own chance of success is above the one at which both are worth the same.</summary>
    private static double Chance(RankedModel best, RankedModel model, decimal worth, double variance)
    {
        var needed = model.SuccessProbability + ((double)(best.Value - model.Value) / (double)worth);

        // Not "at least 1": what is no number is no chance either.
        return needed < 1
            ? LogisticFit.Sigmoid(-NormalAsLogistic * (LearnedOutcomes.Logit(needed) - LearnedOutcomes.Logit(model.SuccessProbability)) / Math.Sqrt(variance))
            : 0;
    }

    private static double Variance(LearnedOutcomes? learned, PromptVector prompt, string model) => 1 / (1 + (learned?.Support(prompt, model) ?? 0));
}

using Microsoft.Extensions.AI;

namespace ModelRouter;

/// <summary>Decides whether two models after one another, with a check between them, are worth more than the best single one.</summary>
/// <remarks>
/// With a and b the chances that the first and the second model are right, both = ab + ρ√(a(1−a)b(1−b)) the chance that both are (ρ is their
/// correlation), and a check that fails wrong answers with the sensitivity s and passes right ones with the specificity c:
/// P(escalation) = a(1−c) + (1−a)s, P(success) = ac + (1−c)·both + s·(b − both), and value = worth × P(success) − cost of the first (as often as it
/// answers) − P(escalation) × cost of the second − price of the waits. Votes are asked for together, so they take as long as a second answer.
/// Immutable, so safe for concurrent use.
/// </remarks>
internal sealed class CascadeScorer(AnswerChecks checks, decimal waitPricePerSecond)
{
    /// <summary>The cascade of the highest value that is planned for a request; <see langword="null"/> if a single model is to answer.</summary>
    /// <param name="prompt">What stage 1 understood.</param>
    /// <param name="options">The caller's options.</param>
    /// <param name="ranking">The permitted models in the order of trying.</param>
    /// <param name="endpoints">The same models in the same order.</param>
    /// <param name="verdict">What the policy says. A call that escalates costs and takes what both models do, and has to keep within its figures.</param>
    /// <param name="worth">US dollars that a right answer is worth.</param>
    internal CascadeForecast? Plan(
        PromptProfile prompt, ChatOptions? options, RankedModel[] ranking, ModelEndpoint[] endpoints, PolicyVerdict verdict, decimal worth)
    {
        var mode = verdict.Cascade ?? checks.Options.Mode;
        if (mode == CascadeMode.Off || ranking.Length < 2 || AnswerChecks.IsRunning || checks.For(prompt, options) is not { Any: true } available)
        {
            return null;
        }

        Pair? best = null;
        for (var i = 0; i < ranking.Length; i++)
        {
            // Whom the policy prefers is asked first, here as well.
            if (!IsPreferredAs(ranking[0], ranking[i], verdict) || available.ForecastFor(endpoints[i]) is not { } check)
            {
                continue;
            }

            foreach (var second in ranking)
            {
                if (second.SuccessProbability > ranking[i].SuccessProbability
                    && Of(i, ranking[i], second, check, worth, verdict) is { } pair
                    && !(pair.Value <= best?.Value))
                {
                    best = pair;
                }
            }
        }

        return best is { } chosen && (mode == CascadeMode.Always || best?.Value > ranking[0].Value)
            ? new(
                ranking[chosen.First].Model, chosen.Second, available.NamesFor(endpoints[chosen.First]), chosen.Escalation, chosen.Success, chosen.Cost,
                chosen.Latency, chosen.Value)
            : null;
    }

    private Pair? Of(int place, RankedModel first, RankedModel second, in CheckForecast check, decimal worth, PolicyVerdict verdict)
    {
        var (a, b) = (first.SuccessProbability, second.SuccessProbability);

        // No correlation makes two right together more often than the weaker one is right.
        var both = Math.Min((a * b) + (checks.Options.Correlation * Math.Sqrt(a * (1 - a) * b * (1 - b))), Math.Min(a, b));
        var escalation = (a * (1 - check.Specificity)) + ((1 - a) * check.Sensitivity);
        var success = Math.Clamp((a * check.Specificity) + ((1 - check.Specificity) * both) + (check.Sensitivity * (b - both)), 0, 1);

        var answers = first.Cost * check.Answers;
        var time = check.Answers > 1 ? first.Latency * 2 : first.Latency;
        if (verdict.HasLimits
            && verdict.Exclude(first with { SuccessProbability = success, Cost = answers + second.Cost, Latency = time + second.Latency }) is not null)
        {
            return null;
        }

        var cost = answers + ((decimal)escalation * second.Cost);
        var latency = time + (second.Latency * escalation);
        return new(
            place, second.Model, escalation, success, cost, latency, (worth * (decimal)success) - cost - (waitPricePerSecond * (decimal)latency.TotalSeconds));
    }

    private static bool IsPreferredAs(RankedModel leader, RankedModel model, PolicyVerdict verdict) =>
        !verdict.HasPreference || verdict.Preference(leader.Model) == verdict.Preference(model.Model);

    // Many are compared, and only the best becomes a forecast.
    private readonly record struct Pair(int First, string Second, double Escalation, double Success, decimal Cost, TimeSpan Latency, decimal Value);
}

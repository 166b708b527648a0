using System.Globalization;

namespace ModelRouter.Cli;

/// <summary>Why a model answered, in one sentence.</summary>
internal static class DecisionReason
{
    internal static string Of(RoutingReceipt receipt)
    {
        var decision = receipt.Decision;
        var failed = receipt.Attempts.Where(a => a.Outcome == AttemptOutcome.Failed).Select(a => a.Model).Distinct(StringComparer.Ordinal).ToList();
        return failed.Count > 0
            ? $"It took over because {string.Join(" and ", failed)} failed."
            : Of(decision, receipt.Model);
    }

    private static string Of(RoutingDecision decision, string model)
    {
        if (decision.Selection == "pinned")
        {
            return "It is the model that was asked for.";
        }

        if (decision.Ranking.Count == 1)
        {
            return decision.Excluded.Count == 0
                ? "It is the only model."
                : $"It is the only model that may serve this prompt ({decision.Excluded.Count} excluded by rules).";
        }

        var chosen = decision.Ranking.First(r => r.Model == model);
        var next = decision.Ranking.First(r => r.Model != model);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"Best expected value for a {Names.Words(decision.Profile.Task)} prompt: {chosen.Value:0.####} dollars ({chosen.SuccessProbability:P0} chance of a right answer), next {next.Model} with {next.Value:0.####} ({next.SuccessProbability:P0}).");
    }
}

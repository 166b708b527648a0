using System.Globalization;

namespace ModelRouter.Cli;

/// <summary>Why a model answered, in one sentence.</summary>
internal static class DecisionReason
{
    internal static string Of(RoutingReceipt receipt)
    {
        var decision = receipt.Decision;
        if (receipt.Attempts.LastOrDefault(static a => a.Outcome == AttemptOutcome.Escalated) is { Checks: [.., var check] } escalated)
        {
            return $"{escalated.Model} answered first, and its answer failed a check ({check.Name}: {check.Reason})";
        }

        if (receipt.Decision.Cascade?.First == receipt.Model && receipt.Checks is [.., { Outcome: AnswerCheckOutcome.Failed } last])
        {
            return $"Its answer failed a check ({last.Name}: {last.Reason}), and no better model could answer.";
        }

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

        if (decision.Cascade is { } cascade && cascade.First == model)
        {
            return string.Create(
                CultureInfo.InvariantCulture,
                $"It answers first; if its answer had failed a check ({string.Join(", ", cascade.Checks)}), {cascade.Second} would have been asked. Together they are worth {cascade.Value:0.####} dollars.");
        }

        if (decision.Exploration is { Explored: { } explored } exploration && explored.Model == model)
        {
            return exploration.Explain();
        }

        var chosen = decision.Ranking.First(r => r.Model == model);
        var next = decision.Ranking.First(r => r.Model != model);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"Best expected value for a {Names.Words(decision.Profile.Task)} prompt: {chosen.Value:0.####} dollars ({chosen.SuccessProbability:P0} chance of a right answer), next {next.Model} with {next.Value:0.####} ({next.SuccessProbability:P0}).");
    }
}

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

        var ahead = decision.Ranking.Select(static ranked => ranked.Model).TakeWhile(model => model != receipt.Model).ToList();
        var failed = Ahead(AttemptOutcome.Failed);
        List<string> others =
        [
            .. failed.Count > 0 ? (string[])[$"It took over because {string.Join(" and ", failed)} failed."] : [],
            .. Ahead(AttemptOutcome.Superseded).Select(static model => $"It was asked beside {model}, and answered first."),
            .. receipt.Skipped.Where(skip => ahead.Contains(skip.Model)).Select(static skip => $"{skip.Model} was passed over: {skip.Reason}"),
        ];
        return others.Count > 0 ? string.Join(' ', others) : Of(decision, receipt.Model);

        List<string> Ahead(AttemptOutcome outcome) =>
            [.. receipt.Attempts.Where(a => a.Outcome == outcome && ahead.Contains(a.Model)).Select(static a => a.Model).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>Why a model leads that is not worth most.</summary>
    private static string Leads(RoutingDecision decision) => decision.Selection switch
    {
        "tool-loop" => "It leads because it asked for the tool whose result it gets.",
        "conversation" => "It leads because it answered last in this conversation.",
        _ when decision.Cascade is { } cascade => $"It leads as a part of the cascade of {cascade.First} and {cascade.Second}.",
        _ when decision.PolicyRules is { Count: > 0 } rules => $"The policy prefers it ({(rules.Count == 1 ? "rule" : "one of the rules")} {string.Join(", ", rules)}).",
        _ => "It leads the ranking.",
    };

    private static string Of(RoutingDecision decision, string model)
    {
        if (decision.Selection == "pinned")
        {
            return "It is the model that was asked for.";
        }

        if (decision.IsForcedProbe)
        {
            return "All models that may serve cooled down after failures, and its cooldown was the first to end.";
        }

        if (decision.Ranking.Count == 1)
        {
            return decision.Excluded.Count == 0
                ? "It is the only model."
                : $"It is the only model that may serve this prompt ({decision.Excluded.Count} excluded by rules).";
        }

        if (decision.Cascade is { } cascade && cascade.First == model)
        {
            var single = decision.Ranking.MaxBy(static ranked => ranked.Value)!;
            return string.Create(
                CultureInfo.InvariantCulture,
                $"It answers first; if its answer had failed a check ({string.Join(", ", cascade.Checks)}), {cascade.Second} would have been asked. Together they are worth {cascade.Value:0.######} dollars, {single.Model} alone {single.Value:0.######}.");
        }

        if (decision.Exploration is { Explored: { } explored } exploration && explored.Model == model)
        {
            return exploration.Explain();
        }

        var chosen = decision.Ranking.First(r => r.Model == model);
        var next = decision.Ranking.First(r => r.Model != model);
        if (decision.Ranking.MaxBy(static ranked => ranked.Value) is { } best && best.Value > chosen.Value)
        {
            return string.Create(
                CultureInfo.InvariantCulture,
                $"{Leads(decision)} Its expected value is {chosen.Value:0.######} dollars ({Percent.Whole(chosen.SuccessProbability)} chance of a right answer); {best.Model} has {best.Value:0.######} ({Percent.Whole(best.SuccessProbability)}).");
        }

        return string.Create(
            CultureInfo.InvariantCulture,
            $"Best expected value for a {Names.Words(decision.Profile.Task)} prompt: {chosen.Value:0.######} dollars ({Percent.Whole(chosen.SuccessProbability)} chance of a right answer), next {next.Model} with {next.Value:0.######} ({Percent.Whole(next.SuccessProbability)}).");
    }
}

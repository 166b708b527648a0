using System.Globalization;
using System.Text;

namespace ModelRouter;

/// <summary>Writes a decision out for people.</summary>
internal static class DecisionExplainer
{
    internal static string Explain(RoutingDecision decision)
    {
        var prompt = decision.Profile;
        var text = new StringBuilder();
        text.Append(
            CultureInfo.InvariantCulture,
            $"{prompt.Task} in {prompt.Domain}, language {prompt.Language}, difficulty {prompt.Difficulty:0.00}, {prompt.DataClass} data{Found(prompt)}, ")
            .Append(
                CultureInfo.InvariantCulture,
                $"about {prompt.InputTokens} tokens in and {prompt.ExpectedOutputTokens} out; selection {decision.Selection}, ")
            .Append(CultureInfo.InvariantCulture, $"a right answer is worth ${decision.Worth:0.######}{(decision.IsBatch ? ", at batch prices" : "")}.");
        if (prompt.InjectionSuspicion > 0)
        {
            text.AppendLine().Append(CultureInfo.InvariantCulture, $"Suspicion of prompt injection {prompt.InjectionSuspicion:0.00}: {prompt.InjectionSignals}.");
        }

        if (decision.PolicyRules.Count > 0)
        {
            text.AppendLine().Append("Policy rules that apply: ").AppendJoin(", ", decision.PolicyRules).Append('.');
        }

        if (decision.IsForcedProbe)
        {
            text.AppendLine().Append("All models that may serve cool down after failures; the one whose cooldown ends first is tried all the same.");
        }

        if (decision.Cascade is { } cascade)
        {
            text.AppendLine().Append(
                CultureInfo.InvariantCulture,
                $"Cascade: {cascade.First} answers first, checked by {string.Join(" and ", cascade.Checks)}; if that fails ({Percent.Of(cascade.EscalationProbability)}), ")
                .Append(
                    CultureInfo.InvariantCulture,
                    $"{cascade.Second} answers. Together they succeed with {Percent.Of(cascade.SuccessProbability)}, cost ${cascade.Cost:0.########}, ")
                .Append(
                    CultureInfo.InvariantCulture,
                    $"take {cascade.Latency.TotalSeconds:0.0} s: value ${cascade.Value:0.########}, the best single model's is ${decision.Ranking.Max(static m => m.Value):0.########}.");
        }

        if (decision.Exploration is { } exploration)
        {
            text.AppendLine().Append(exploration.Explain());
        }

        for (var i = 0; i < decision.Ranking.Count; i++)
        {
            var model = decision.Ranking[i];
            text.AppendLine().Append(
                CultureInfo.InvariantCulture,
                $"{i + 1}. {model.Model} ({model.Tier}) succeeds with {Percent.Of(model.SuccessProbability)}, costs ${model.Cost:0.########}, ")
                .Append(
                    CultureInfo.InvariantCulture,
                    $"takes {model.Latency.TotalSeconds:0.0} s: value ${model.Value:0.########}.");
        }

        foreach (var excluded in decision.Excluded)
        {
            text.AppendLine().Append(CultureInfo.InvariantCulture, $"-  {excluded.Model} is excluded by {excluded.Rule}: {excluded.Reason}");
        }

        return text.ToString();
    }

    private static string Found(PromptProfile prompt) =>
        (prompt.SensitiveData == SensitiveData.None ? "" : $" ({prompt.SensitiveData})")
        + (prompt.Modalities is PromptModalities.Text or PromptModalities.None ? "" : $" with {prompt.Modalities}");
}

using System.Globalization;
using Spectre.Console;

namespace ModelRouter.Cli;

/// <summary>A decision as tables for people.</summary>
internal static class DecisionTable
{
    internal static void Write(Terminal terminal, RoutingDecision decision)
    {
        var profile = decision.Profile;
        Tables.Write(terminal, Tables.Create("Prompt", "task", "domain", "language", "difficulty", "data", "injection", "tokens")
            .AddRow(
                Names.Words(profile.Task),
                Names.Words(profile.Domain),
                Markup.Escape(profile.Language),
                profile.Difficulty.ToString("0.00", CultureInfo.InvariantCulture),
                Names.Words(profile.DataClass) + (profile.SensitiveData == SensitiveData.None ? "" : $" ({profile.SensitiveData})"),
                profile.InjectionSuspicion.ToString("0.00", CultureInfo.InvariantCulture),
                $"{profile.InputTokens} in, {profile.ExpectedOutputTokens} out"));

        var ranking = Tables.Create("Ranking, in the order of trying", "#", "model", "tier", "P(success)", "cost", "latency", "value");
        for (var i = 0; i < decision.Ranking.Count; i++)
        {
            var model = decision.Ranking[i];
            ranking.AddRow(
                $"{i + 1}",
                Markup.Escape(model.Model),
                Names.Kebab(model.Tier),
                Percent.Of(model.SuccessProbability),
                ReportText.Dollars(model.Cost),
                string.Create(CultureInfo.InvariantCulture, $"{model.Latency.TotalSeconds:0.0} s"),
                ReportText.Dollars(decimal.Round(model.Value, 6)));
        }

        var probe = decision.IsForcedProbe ? "; all models cool down, and its cooldown ends first" : "";
        ranking.Caption = new TableTitle(Markup.Escape($"selection {decision.Selection}; a right answer is worth {ReportText.Dollars(decision.Worth)}{probe}"));
        if (decision.Ranking.Count > 0)
        {
            Tables.Write(terminal, ranking);
        }

        if (decision.Cascade is { } cascade)
        {
            Tables.Write(terminal, Tables.Create("Cascade", "first", "checked by", "then", "P(escalation)", "P(success)", "cost", "latency", "value")
                .AddRow(
                    Markup.Escape(cascade.First),
                    Markup.Escape(string.Join(", ", cascade.Checks)),
                    Markup.Escape(cascade.Second),
                    Percent.Of(cascade.EscalationProbability),
                    Percent.Of(cascade.SuccessProbability),
                    ReportText.Dollars(decimal.Round(cascade.Cost, 8)),
                    string.Create(CultureInfo.InvariantCulture, $"{cascade.Latency.TotalSeconds:0.0} s"),
                    ReportText.Dollars(decimal.Round(cascade.Value, 6))));
        }

        if (decision.Exploration is { } exploration)
        {
            var explored = Tables.Create("Exploration", "model", "probability", "P(worth more)", "extra cost");
            explored.AddRow(Markup.Escape($"{exploration.Best} (best)"), Percent.Of(1 - exploration.Candidates.Sum(static c => c.Probability)), "", "");
            foreach (var candidate in exploration.Candidates)
            {
                explored.AddRow(Markup.Escape(candidate.Model), Percent.Of(candidate.Probability), Percent.Of(candidate.ChanceToBeBetter), ReportText.Dollars(decimal.Round(candidate.ExtraCost, 6)));
            }

            explored.Caption = new TableTitle("asked in place of the best now and then, to learn about them");
            Tables.Write(terminal, explored);
        }

        if (decision.Excluded.Count == 0)
        {
            return;
        }

        var excluded = Tables.Create("Excluded", "model", "rule", "reason");
        foreach (var exclusion in decision.Excluded)
        {
            excluded.AddRow(Markup.Escape(exclusion.Model), Markup.Escape(exclusion.Rule), Markup.Escape(exclusion.Reason));
        }

        Tables.Write(terminal, excluded);
    }
}

using Spectre.Console;

namespace ModelRouter.Cli;

/// <summary>A day of self-hosting as tables for people.</summary>
internal static class CostTable
{
    internal static void Write(Terminal terminal, SelfHostedCostModel model, SelfHostedCost cost)
    {
        var day = Tables.Create("A day of self-hosting", "", "").HideHeaders();
        day.AddRow("nodes", Markup.Escape($"{cost.Nodes:#,0.##} of {CostText.Node(model.Node)}"));
        day.AddRow("utilization", $"{cost.Utilization * 100:0.00}% (the tokens take {cost.RequiredNodes:#,0.00} nodes around the clock)");
        day.AddRow("cost", CostText.Dollars(cost.DailyCost));
        if (cost.DailyRevenue is { } revenue)
        {
            day.AddRow("revenue", $"{CostText.Dollars(revenue)} at the API's prices");
            day.AddRow("margin", cost.MarginPercent is { } margin ? $"{CostText.Percent(margin)} = (revenue - cost) / cost" : "none: it costs nothing");
        }

        Tables.Write(terminal, day);

        var kinds = Tables.Create("By kind of token, US$ per million", "tokens", "a day", "node hours", "marginal", "full", "API");
        Add("input, uncached", cost.Input);
        Add("input, cached", cost.CachedInput);
        Add("output", cost.Output);
        kinds.Caption = new TableTitle($"marginal: {(model.Node.Cost is OwnedGpus ? "energy" : "GPU time")} of one more million; full: with idle time");
        Tables.Write(terminal, kinds);

        void Add(string name, SelfHostedTokenCost kind) => kinds.AddRow(
            name,
            CostText.Tokens(kind.Tokens),
            $"{kind.NodeSeconds / 3_600:#,0.0}",
            CostText.PerMillion(kind.MarginalPerMillion),
            cost.FullPricing is null ? "no work" : CostText.PerMillion(kind.FullPerMillion),
            CostText.PerMillion(kind.ApiPerMillion));
    }
}

using Spectre.Console;

namespace ModelRouter.Cli;

/// <summary>A break-even as tables for people.</summary>
internal static class BreakEvenTable
{
    internal static void Write(Terminal terminal, BreakEvenModel model, BreakEven result)
    {
        terminal.Out.WriteLine($"{BreakEvenText.Headline(result)}{(BreakEvenText.Obstacle(result) is { } why ? $": {why}." : ".")}");
        if (BreakEvenText.Lasting(result) is { } lasting)
        {
            terminal.Out.WriteLine($"But {lasting}.");
        }

        var facts = Tables.Create("A month (730 hours)", "", "").HideHeaders();
        facts.AddRow("a node", Markup.Escape($"{CostText.Dollars(result.NodeCost)} for {CostText.Node(model.Node)}, busy or not"));
        facts.AddRow("does", $"{CostText.Tokens(result.TokensPerNode)} tokens, {model.MaxUtilization * 100:0.##}% busy");
        facts.AddRow(
            "tokens", $"{Share(model.Mix.Input)} uncached input, {Share(model.Mix.CachedInput)} cached input, {Share(model.Mix.Output)} output");
        facts.AddRow("API", $"{CostText.PerMillion(result.ApiPerMillion)} per million such tokens");
        facts.AddRow(
            "self-hosted",
            $"{CostText.PerMillion(result.MarginalPerMillion)} per million more: {(model.Node.Cost is OwnedGpus ? "energy" : "GPU time")}");
        if (result.FirstVolume is { } first)
        {
            facts.AddRow("break-even", $"{first:#,0} tokens, {CostText.Dollars(result.ApiCost(first))}");
        }

        Tables.Write(terminal, facts);

        var table = Tables.Create("US$ a month", "tokens a month", "nodes", "self-hosted", "API", "cheaper");
        foreach (var tokens in Volumes(result))
        {
            var (hosted, api) = (result.SelfHostedCost(tokens), result.ApiCost(tokens));

            // What one token more than a full node costs is the point of that row.
            table.AddRow(
                tokens == result.TokensPerNode + 1 ? $"{CostText.Tokens(result.TokensPerNode)} + 1" : CostText.Tokens(tokens),
                $"{result.NodesFor(tokens):#,0}",
                CostText.Dollars(hosted),
                CostText.Dollars(api),
                hosted < api ? "self-hosted" : "API");
        }

        Tables.Write(terminal, table);

        string Share(decimal part) => $"{part / (model.Mix.Input + model.Mix.CachedInput + model.Mix.Output) * 100:0.#}%";
    }

    /// <summary>Around the break-even, or around a full node if there is none; beyond one node where that is further.</summary>
    private static IEnumerable<long> Volumes(BreakEven result)
    {
        var middle = result.FirstVolume ?? result.TokensPerNode;
        long[] volumes =
        [
            middle / 4, middle / 2, middle, 2 * middle, 4 * middle, result.TokensPerNode, result.TokensPerNode + 1, result.LastingVolume ?? middle,
        ];
        return volumes.Where(v => v > 0).Distinct().Order();
    }
}

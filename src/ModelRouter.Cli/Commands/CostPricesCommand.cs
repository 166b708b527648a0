using System.CommandLine;

namespace ModelRouter.Cli;

/// <summary><c>cost prices</c>: the price lists that models may name, and those of configured models.</summary>
internal sealed class CostPricesCommand : Command
{
    private readonly Option<string?> _model = new("--model", "-m")
    {
        Description = "Only this price, or this configured model's, with all that is known of it.",
        HelpName = "id",
    };

    private readonly Option<bool> _json = new("--json") { Description = "Print one JSON object instead: prices, each with its dated versions." };
    private readonly ConfigOption _config = new();
    private readonly Terminal _terminal;

    public CostPricesCommand(Terminal terminal)
        : base("prices", "Lists the price lists that a model's Price may name, with currency, date and source, and those of the configuration.")
    {
        _terminal = terminal;
        Options.Add(_model);
        Options.Add(_config);
        Options.Add(_json);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        var (all, currencies) = KnownPrices.Read(parsed.GetValue(_config));
        var id = parsed.GetValue(_model);
        var shown = id is null ? all : [Find(all, id)];
        var now = TimeProvider.System.GetUtcNow();
        if (parsed.GetValue(_json))
        {
            JsonOutput.Write(_terminal, json => PriceJson.WriteList(json, shown, currencies, now));
        }
        else if (id is null)
        {
            PriceTables.WriteList(_terminal, shown, now);
        }
        else
        {
            PriceTables.WriteOne(_terminal, shown[0], currencies, now);
        }

        return ExitCode.Success;
    }

    private static KnownPrice Find(IReadOnlyList<KnownPrice> all, string id) =>
        all.FirstOrDefault(price => price.Models.Contains(id, StringComparer.OrdinalIgnoreCase))
        ?? all.FirstOrDefault(price => price.Id.Equals(id, StringComparison.OrdinalIgnoreCase))
        ?? throw new UsageException(
            $"there is no price '{id}', and no configured model that has one.{Spelling.DidYouMean(id, all.SelectMany(price => price.Models.Append(price.Id)))} "
            + "'modelrouter cost prices' lists all.");
}

using Spectre.Console;

namespace ModelRouter.Cli;

/// <summary>Price lists as tables for people.</summary>
internal static class PriceTables
{
    /// <summary>One line for each, as it is in force.</summary>
    internal static void WriteList(Terminal terminal, IReadOnlyList<KnownPrice> prices, DateTimeOffset now)
    {
        var table = Tables.Create("Prices per million tokens", "price", "since", "", "in", "cached", "out", "source");
        table.Border = TableBorder.Simple;
        foreach (var price in prices)
        {
            var list = price.Listed.At(now);
            AddRow(
                table,
                price.Place == "model" ? $"{price.Id} (model)" : price.Id,
                PriceText.Since(list),
                list.Origin?.Currency ?? CurrencyTable.Dollar,
                PriceText.Amount(list.InputPerMillion),
                PriceText.Amount(list.CachedInputPerMillion ?? list.InputPerMillion),
                PriceText.Amount(list.OutputPerMillion),
                PriceText.Source(list));
        }

        Tables.Write(terminal, table);
        terminal.WriteNote("cache writes, sound, long prompts and discounts are not shown; 'modelrouter cost prices --model ID' tells all of one.");
    }

    /// <summary>All of one: its versions as columns.</summary>
    internal static void WriteOne(Terminal terminal, KnownPrice price, CurrencyTable currencies, DateTimeOffset now)
    {
        var versions = price.Versions;
        var table = Tables.Create($"{price.Id} ({price.Place})", ["", .. versions.Select(v => ReferenceEquals(v, price.Listed.At(now)) ? "in force" : "")]);
        Add("since", PriceText.Since);
        Add("currency", p => PriceText.Currency(p.Origin?.Currency ?? CurrencyTable.Dollar, currencies));
        AddAmount("input", static p => p.InputPerMillion);
        AddAmount("cached input", static p => p.CachedInputPerMillion);
        AddAmount("cache write", static p => p.CacheWritePerMillion);
        AddAmount("cache write, long", static p => p.LongCacheWritePerMillion);
        AddAmount("image input", static p => p.ImageInputPerMillion);
        AddAmount("audio input", static p => p.AudioInputPerMillion);
        AddAmount("output", static p => p.OutputPerMillion);
        AddAmount("reasoning", static p => p.ReasoningPerMillion);
        AddAmount("audio output", static p => p.AudioOutputPerMillion);
        AddAmount("a request", static p => p.PerRequest == 0 ? null : p.PerRequest);
        AddAmount("batch factor", static p => p.BatchFactor == 1 ? null : p.BatchFactor);
        Add("off-peak", static p => string.Join('\n', p.OffPeak.Select(PriceText.Of)));
        Add("long prompts", static p => p.LongPrompt is { } longer
            ? $"above {p.LongPromptAbove} tokens: {PriceText.Amount(longer.InputPerMillion)} in, {PriceText.Amount(longer.OutputPerMillion)} out" : "");
        Add("source", PriceText.Source);
        Add("note", static p => p.Origin?.Note ?? "");
        if (price.Models.Count > 0)
        {
            table.Caption = new TableTitle(Markup.Escape(TerminalText.Clean($"charged by it: {string.Join(", ", price.Models)}")));
        }

        Tables.Write(terminal, table);

        void AddAmount(string name, Func<ModelPricing, decimal?> amount) => Add(name, p => amount(p) is { } known ? PriceText.Amount(known) : "");

        // What no version says needs no line.
        void Add(string name, Func<ModelPricing, string> text)
        {
            string[] texts = [.. versions.Select(text)];
            if (Array.Exists(texts, static t => t.Length > 0))
            {
                AddRow(table, [name, .. texts]);
            }
        }
    }

    private static void AddRow(Table table, params string[] cells) =>
        table.AddRow([.. cells.Select(static cell => Markup.Escape(TerminalText.Clean(cell)))]);
}

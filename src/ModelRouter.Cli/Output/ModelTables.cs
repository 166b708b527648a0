using System.Globalization;
using Microsoft.Extensions.AI;
using ModelRouter.LlamaCpp;
using Spectre.Console;

namespace ModelRouter.Cli;

/// <summary>Models as tables for people.</summary>
internal static class ModelTables
{
    internal static void WriteList(Terminal terminal, IReadOnlyList<ModelEndpoint> endpoints)
    {
        var table = Tables.Create("Models", "id", "tier", "provider", "US$/M in/out", "window", "can do", "clearance", "health");

        // Eight columns fit an ordinary terminal only without lines between them.
        table.Border = TableBorder.Simple;
        foreach (var column in table.Columns)
        {
            column.Padding = new Padding(0);
        }

        foreach (var endpoint in endpoints)
        {
            table.AddRow([.. Facts(endpoint).Select(fact => Markup.Escape(TerminalText.Clean(fact.Value)))]);
        }

        Tables.Write(terminal, table);
    }

    internal static void WriteInfo(Terminal terminal, ModelEndpoint? endpoint, LlamaModelInfo? file, LlamaRuntimeInfo? natives)
    {
        WritePairs(terminal, "Model", endpoint is null ? [] : [.. Facts(endpoint), .. PriceFacts(endpoint.Profile.Pricing)]);
        WritePairs(terminal, "File", file is null ? [] : Facts(file));
        WritePairs(terminal, "llama.cpp", natives is null ? [] :
        [
            ("version", natives.Version),
            ("folder", natives.Directory.Length > 0 ? natives.Directory : "the system's library path"),
            ("devices", string.Join('\n', natives.Devices)),
            ("sampler", natives.Sampler),
        ]);
    }

    private static void WritePairs(Terminal terminal, string title, (string Name, string Value)[] facts)
    {
        if (facts.Length == 0)
        {
            return;
        }

        var table = Tables.Create(title, "", "").HideHeaders();
        foreach (var (name, value) in facts)
        {
            table.AddRow(name, Markup.Escape(TerminalText.Clean(value)));
        }

        Tables.Write(terminal, table);
    }

    private static (string Name, string Value)[] Facts(ModelEndpoint endpoint)
    {
        var profile = endpoint.Profile;
        return
        [
            ("id", profile.Id),
            ("tier", Names.Kebab(profile.Tier)),
            ("provider", endpoint.Client.GetService<ChatClientMetadata>()?.ProviderName ?? "?"),
            ("price", Price(profile.Pricing)),
            ("window", Count(profile.ContextWindow)),
            ("capabilities", string.Join(", ", Names.Of(profile.Capabilities).DefaultIfEmpty("text only"))),
            ("clearance", Names.Words(profile.Clearance)),
            ("health", endpoint.Health.State == HealthState.Closed ? "ok" : Names.Words(endpoint.Health.State)),
        ];
    }

    /// <summary>Where the price is from, and in which currency; nothing of one that stands at the model in dollars.</summary>
    private static (string Name, string Value)[] PriceFacts(ModelPricing pricing) =>
        pricing.At(TimeProvider.System.GetUtcNow()) is { Origin: { } origin } price
            ? [("price list", $"{origin.Id ?? "at the model"}: {PriceText.Source(price)}"), ("list currency", PriceText.Currency(origin))]
            : [];

    private static (string Name, string Value)[] Facts(LlamaModelInfo file) =>
    [
        ("path", file.Path),
        ("kind", file.IsModel ? file.Kind : $"{file.Kind}: it can't be asked itself"),
        ("name", file.Name ?? "not given"),
        ("architecture", file.Architecture),
        ("parameters", Count(file.ParameterCount)),
        ("quantization", file.Quantization),
        ("size", $"{Count(file.FileBytes)} bytes"),
        .. file.IsModel ? ModelFacts(file) : [],
    ];

    private static (string Name, string Value)[] ModelFacts(LlamaModelInfo file) =>
    [
        ("trained context", file.TrainedContext > 0 ? $"{Count(file.TrainedContext)} tokens" : "not given"),
        ("vocabulary", $"{Count(file.VocabularySize)} tokens"),
        ("chat template", file.HasChatTemplate ? "yes" : "no: it continues text and can't chat"),
        ("thinks", file.Thinks ? "yes" : "no"),
    ];

    private static string Price(ModelPricing pricing) => pricing == ModelPricing.Free
        ? "unpriced"
        : pricing.At(TimeProvider.System.GetUtcNow()) is var price
            ? string.Create(CultureInfo.InvariantCulture, $"{price.InputPerMillion:0.####} / {price.OutputPerMillion:0.####}")
            : "";

    private static string Count(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}

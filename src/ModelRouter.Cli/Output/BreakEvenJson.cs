using System.Text.Json;

namespace ModelRouter.Cli;

/// <summary>A break-even as JSON; US dollars.</summary>
internal static class BreakEvenJson
{
    internal static void WriteMembers(Utf8JsonWriter json, string? preset, BreakEvenModel model, BreakEven result, string? plot)
    {
        json.WriteString("preset", preset);
        json.WriteString("currency", "USD");
        WriteTokens(json, "break_even_tokens_per_month", result.FirstVolume);
        WriteTokens(json, "lasting_tokens_per_month", result.LastingVolume);
        json.WriteString("never_because", BreakEvenText.Obstacle(result));
        CostJson.WriteNumber(json, "break_even_dollars_per_month", result.FirstVolume is { } first ? result.ApiCost(first) : null, 2);
        json.WriteNumber("node_dollars_per_month", decimal.Round(result.NodeCost, 2));
        json.WriteNumber("node_tokens_per_month", result.TokensPerNode);
        json.WriteNumber("max_utilization", model.MaxUtilization);
        json.WriteNumber("marginal_per_million", decimal.Round(result.MarginalPerMillion, 8));
        json.WriteNumber("api_per_million", decimal.Round(result.ApiPerMillion, 8));
        json.WriteStartObject("mix");
        var sum = model.Mix.Input + model.Mix.CachedInput + model.Mix.Output;
        json.WriteNumber("input", decimal.Round(model.Mix.Input / sum, 6));
        json.WriteNumber("cached_input", decimal.Round(model.Mix.CachedInput / sum, 6));
        json.WriteNumber("output", decimal.Round(model.Mix.Output / sum, 6));
        json.WriteEndObject();
        json.WriteString("plot", plot);
    }

    private static void WriteTokens(Utf8JsonWriter json, string name, long? tokens)
    {
        if (tokens is { } count)
        {
            json.WriteNumber(name, count);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}

using System.Globalization;
using System.Text.Json;
using Spectre.Console;

namespace ModelRouter.Cli;

/// <summary>What calls took beside what profiles say, for people and as JSON.</summary>
internal static class ForecastView
{
    internal static void WriteTable(Terminal terminal, IReadOnlyList<(ModelProfile Model, ModelForecast Forecast)> forecasts)
    {
        if (forecasts.Count == 0)
        {
            return;
        }

        var table = Tables.Create("What calls take (in brackets what the profile says)", "model", "calls", "output", "by task", "first token", "tokens/s");
        foreach (var (model, forecast) in forecasts)
        {
            string[] cells =
            [
                TerminalText.Clean(model.Id), $"{forecast.Calls}", Output(forecast), string.Join(", ", ByTask(forecast, thinks: true).Concat(ByTask(forecast, thinks: false))),
                string.Create(CultureInfo.InvariantCulture, $"{FirstToken(model, forecast).TotalSeconds:0.00} s ({model.FirstTokenLatency.TotalSeconds:0.##} s)"),
                string.Create(CultureInfo.InvariantCulture, $"{model.TokensPerSecond / forecast.PaceFactor:0.#} ({model.TokensPerSecond:0.#})"),
            ];
            table.AddRow([.. cells.Select(Markup.Escape)]);
        }

        table.Caption = new TableTitle("output: times what the profile lets expect");
        Tables.Write(terminal, table);
    }

    internal static void WriteJson(Utf8JsonWriter json, IReadOnlyList<(ModelProfile Model, ModelForecast Forecast)> forecasts)
    {
        json.WriteStartArray("forecasts");
        foreach (var (model, forecast) in forecasts)
        {
            json.WriteStartObject();
            json.WriteString("model", model.Id);
            json.WriteNumber("calls", forecast.Calls);
            WriteOutput(json, "output_factor", forecast, thinks: true);
            WriteOutput(json, "output_factor_without_thinking", forecast, thinks: false);
            json.WriteNumber("first_token_ms", Math.Round(FirstToken(model, forecast).TotalMilliseconds, 3));
            json.WriteNumber("tokens_per_second", model.TokensPerSecond / forecast.PaceFactor);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteOutput(Utf8JsonWriter json, string name, ModelForecast forecast, bool thinks)
    {
        json.WriteNumber(name, forecast.OutputFactor(thinks));
        json.WriteStartObject($"{name}_by_task");
        foreach (var task in forecast.TasksSeen(thinks))
        {
            json.WriteNumber(Names.Snake(task), forecast.OutputFactor(task, thinks));
        }

        json.WriteEndObject();
    }

    private static string Output(ModelForecast forecast) => string.Join(
        ", ",
        ((bool[])[true, false]).Where(thinks => forecast.TasksSeen(thinks).Count > 0).DefaultIfEmpty(true).Select(thinks => $"{Times(forecast.OutputFactor(thinks))}{Way(thinks)}"));

    private static IEnumerable<string> ByTask(ModelForecast forecast, bool thinks) =>
        forecast.TasksSeen(thinks).Select(task => $"{Names.Words(task)} {Times(forecast.OutputFactor(task, thinks))}{Way(thinks)}");

    private static string Way(bool thinks) => thinks ? "" : " without thinking";

    private static TimeSpan FirstToken(ModelProfile model, ModelForecast forecast) => model.FirstTokenLatency * forecast.WaitFactor;

    private static string Times(double factor) => string.Create(CultureInfo.InvariantCulture, $"×{factor:0.00}");
}

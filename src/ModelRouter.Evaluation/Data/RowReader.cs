using System.Text.Json;

namespace ModelRouter.Evaluation;

/// <summary>Reads one row or model, and says what is wrong with it.</summary>
internal static class RowReader
{
    // As many tokens as there can be of it, and rows, still make a sum that a decimal holds.
    private const decimal MostDollars = 1_000_000_000;

    /// <exception cref="JsonException">It is no JSON.</exception>
    /// <exception cref="FormatException">A member is missing or wrong.</exception>
    internal static RoutingRow Read(string line, int models)
    {
        using var json = JsonDocument.Parse(line);
        var row = json.RootElement;
        if (row.ValueKind != JsonValueKind.Object)
        {
            throw new FormatException("A row must be a JSON object.");
        }

        return new(Text(row, "id"), Text(row, "benchmark"), Text(row, "prompt"), List(row, "q", models, Outcome)!)
        {
            Subset = OptionalText(row, "subset"),
            Language = OptionalText(row, "lang") ?? "und",
            Costs = IsThere(row, "cost") ? List(row, "cost", models, Cost) : null,
            OutputCharacters = IsThere(row, "out_chars") ? List(row, "out_chars", models, Length) : null,
        };
    }

    /// <exception cref="FormatException">It is no object, or a member is missing or wrong.</exception>
    internal static EvaluatedModel ReadModel(JsonElement model)
    {
        if (model.ValueKind != JsonValueKind.Object)
        {
            throw new FormatException("A model must be a JSON object.");
        }

        var (input, output) = (Price(model, "input_per_million_usd"), Price(model, "output_per_million_usd"));
        return (input is null) == (output is null)
            ? new(Text(model, "name"), input, output, Find(model, "assumed_mean_output_tokens", out var mean) && mean.ValueKind != JsonValueKind.Null ? Length(mean) : null)
            : throw new FormatException($"'{Text(model, "name")}' has one of 'input_per_million_usd' and 'output_per_million_usd'; it must have both or none.");
    }

    /// <exception cref="JsonException">It is no JSON.</exception>
    /// <exception cref="FormatException">A member is missing or wrong.</exception>
    internal static (string? Id, string Prompt, string? Task, string Language) ReadTask(string line)
    {
        using var json = JsonDocument.Parse(line);
        var row = json.RootElement;
        return row.ValueKind == JsonValueKind.Object
            ? (OptionalText(row, "id"), Text(row, "prompt"), OptionalText(row, "task"), OptionalText(row, "lang") ?? "und")
            : throw new FormatException("A row must be a JSON object.");
    }

    /// <exception cref="FormatException">It is missing, empty, or no text.</exception>
    internal static string Text(JsonElement row, string name) =>
        OptionalText(row, name) is { Length: > 0 } text ? text : throw new FormatException($"'{name}' is missing or empty.");

    private static string? OptionalText(JsonElement row, string name) =>
        !Find(row, name, out var value) || value.ValueKind == JsonValueKind.Null ? null
        : value.ValueKind == JsonValueKind.String ? Whole(value, name)
        : throw new FormatException($"'{name}' must be a text.");

    private static bool Find(JsonElement row, string name, out JsonElement value)
    {
        try
        {
            return row.TryGetProperty(name, out value);
        }
        catch (InvalidOperationException half) when (row.ValueKind == JsonValueKind.Object)
        {
            throw new FormatException("The name of a member has half of a character, such as \\ud83d alone.", half);
        }
    }

    private static string? Whole(JsonElement value, string name)
    {
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException half)
        {
            throw new FormatException($"'{name}' has half of a character, such as \\ud83d alone.", half);
        }
    }

    private static bool IsThere(JsonElement row, string name) => Find(row, name, out var value) && value.ValueKind != JsonValueKind.Null;

    private static decimal? Price(JsonElement model, string name) =>
        IsThere(model, name) ? Cost(model.GetProperty(name)) : null;

    private static T?[] List<T>(JsonElement row, string name, int count, Func<JsonElement, T> read)
        where T : struct
    {
        if (!Find(row, name, out var list) || list.ValueKind != JsonValueKind.Array)
        {
            throw new FormatException($"'{name}' must be a list.");
        }

        return list.GetArrayLength() == count
            ? [.. list.EnumerateArray().Select(item => item.ValueKind == JsonValueKind.Null ? (T?)null : read(item))]
            : throw new FormatException($"'{name}' has {list.GetArrayLength()} values for {count} models.");
    }

    private static double Outcome(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && number is >= 0 and <= 1
            ? number
            : throw new FormatException($"An outcome must be a number from 0 to 1 or null, not {value.GetRawText()}.");

    private static decimal Cost(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out var number) && number is >= 0 and <= MostDollars
            ? number
            : throw new FormatException($"A price must be a number from 0 to {MostDollars:#,0}, not {value.GetRawText()}.");

    private static int Length(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number >= 0
            ? number
            : throw new FormatException($"A length must be a whole number from 0, not {value.GetRawText()}.");
}

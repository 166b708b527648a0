using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace ModelRouter;

/// <summary>Validates JSON against a schema: the part of JSON Schema 2020-12 (https://json-schema.org/draft/2020-12/json-schema-validation) that structured
/// outputs are made of, <see cref="SchemaCheckOptions"/> says which. Other keywords are not checked.</summary>
/// <remarks>Of our own, since the core depends on Microsoft's packages only and is compiled ahead of time. What can't be decided (a reference to elsewhere, a
/// pattern that .NET doesn't know) passes. Problems name places by the schema's property names, never by the answer's. Not safe for concurrent use.</remarks>
internal sealed class JsonSchemaValidator(JsonElement root)
{
    // Deeper than any answer that System.Text.Json reads, times a few references at each step.
    private const int MostSteps = 512;

    // Long enough for a machine that has no time for us just then.
    private static readonly TimeSpan PatternTime = TimeSpan.FromSeconds(2);

    private int _steps;

    /// <summary>The first problem; <see langword="null"/> if there is none.</summary>
    internal string? Problem(JsonElement value) => Check(value, root, "$");

    private string? Check(JsonElement value, JsonElement schema, string path)
    {
        if (schema.ValueKind != JsonValueKind.Object)
        {
            return schema.ValueKind == JsonValueKind.False ? $"{path} is not allowed." : null;
        }

        if (_steps >= MostSteps)
        {
            return null;
        }

        _steps++;
        try
        {
            return Kind(value, schema, path)
                ?? Combined(value, schema, path)
                ?? value.ValueKind switch
                {
                    JsonValueKind.Object => Object(value, schema, path),
                    JsonValueKind.Array => Array(value, schema, path),
                    JsonValueKind.String => Text(value.GetString()!, schema, path),
                    JsonValueKind.Number => Number(value, schema, path),
                    _ => null,
                };
        }
        finally
        {
            _steps--;
        }
    }

    private static string? Kind(JsonElement value, JsonElement schema, string path)
    {
        if (schema.TryGetProperty("type", out var type)
            && !(type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Any(t => IsOf(value, t)) : IsOf(value, type)))
        {
            return $"{path} is not of the type that it must be.";
        }

        if (schema.TryGetProperty("const", out var only) && !JsonElement.DeepEquals(value, only))
        {
            return $"{path} is not the value that it must be.";
        }

        return Items(schema, "enum") is { } values && !values.Any(v => JsonElement.DeepEquals(value, v)) ? $"{path} is none of the values that it may be." : null;
    }

    private static bool IsOf(JsonElement value, JsonElement type) => type.ValueKind != JsonValueKind.String || type.GetString() switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "number" => value.ValueKind == JsonValueKind.Number,
        "integer" => value.ValueKind == JsonValueKind.Number && IsWhole(value),
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "null" => value.ValueKind == JsonValueKind.Null,
        _ => true,
    };

    private static bool IsWhole(JsonElement value) =>
        value.TryGetDecimal(out var exact) ? decimal.Truncate(exact) == exact : value.TryGetDouble(out var number) && Math.Truncate(number) == number;

    private string? Combined(JsonElement value, JsonElement schema, string path)
    {
        if (schema.TryGetProperty("$ref", out var reference) && Find(reference) is { } found && Check(value, found, path) is { } problem)
        {
            return problem;
        }

        foreach (var each in Items(schema, "allOf") ?? [])
        {
            if (Check(value, each, path) is { } first)
            {
                return first;
            }
        }

        if (Items(schema, "anyOf") is { } any && !any.Any(each => Check(value, each, path) is null))
        {
            return $"{path} fits none of the forms that it may have.";
        }

        if (Items(schema, "oneOf") is { } one && one.Count(each => Check(value, each, path) is null) != 1)
        {
            return $"{path} doesn't fit exactly one of the forms that it may have.";
        }

        return schema.TryGetProperty("not", out var not) && Check(value, not, path) is null ? $"{path} has a form that it must not have." : null;
    }

    private string? Object(JsonElement value, JsonElement schema, string path)
    {
        foreach (var name in Items(schema, "required") ?? [])
        {
            if (name.ValueKind == JsonValueKind.String && !value.TryGetProperty(name.GetString()!, out _))
            {
                return $"{path} lacks '{name.GetString()}'.";
            }
        }

        var known = schema.TryGetProperty("properties", out var properties) && properties.ValueKind == JsonValueKind.Object;
        var patterns = schema.TryGetProperty("patternProperties", out var byPattern) && byPattern.ValueKind == JsonValueKind.Object;
        var hasOthers = schema.TryGetProperty("additionalProperties", out var others);
        var count = 0;
        foreach (var property in value.EnumerateObject())
        {
            count++;
            var isKnown = known && properties.TryGetProperty(property.Name, out var own);
            if (isKnown && properties.TryGetProperty(property.Name, out own) && Check(property.Value, own, $"{path}.{property.Name}") is { } problem)
            {
                return problem;
            }

            foreach (var pattern in patterns ? byPattern.EnumerateObject() : default)
            {
                var matches = Matches(property.Name, pattern.Name);
                isKnown |= matches is not false;
                if (matches is true && Check(property.Value, pattern.Value, $"{path}.*") is { } matched)
                {
                    return matched;
                }
            }

            if (!isKnown && hasOthers && Check(property.Value, others, $"{path}.*") is { } other)
            {
                return others.ValueKind == JsonValueKind.False ? $"{path} has a property that it may not have." : other;
            }
        }

        return Bounds(count, schema, "minProperties", "maxProperties", path, "properties");
    }

    private string? Array(JsonElement value, JsonElement schema, string path)
    {
        var first = Items(schema, "prefixItems") ?? [];
        var hasRest = schema.TryGetProperty("items", out var rest);
        var items = value.EnumerateArray().ToList();
        for (var i = 0; i < items.Count; i++)
        {
            if ((i < first.Count ? Check(items[i], first[i], $"{path}[{i}]") : hasRest ? Check(items[i], rest, $"{path}[{i}]") : null) is { } problem)
            {
                return problem;
            }
        }

        if (schema.TryGetProperty("uniqueItems", out var unique) && unique.ValueKind == JsonValueKind.True
            && items.Where((item, i) => items.Take(i).Any(earlier => JsonElement.DeepEquals(earlier, item))).Any())
        {
            return $"{path} has an item twice.";
        }

        return Bounds(items.Count, schema, "minItems", "maxItems", path, "items");
    }

    private static string? Text(string value, JsonElement schema, string path)
    {
        if (schema.TryGetProperty("pattern", out var pattern) && pattern.ValueKind == JsonValueKind.String && Matches(value, pattern.GetString()!) is false)
        {
            return $"{path} doesn't have the pattern that it must have.";
        }

        // Length counts characters as Unicode does.
        return Bounds(value.EnumerateRunes().Count(), schema, "minLength", "maxLength", path, "characters");
    }

    private static string? Number(JsonElement value, JsonElement schema, string path)
    {
        if ((Figure(schema, "minimum") is { } min && Compare(value, min) < 0) || (Figure(schema, "exclusiveMinimum") is { } above && Compare(value, above) <= 0))
        {
            return $"{path} is too small.";
        }

        if ((Figure(schema, "maximum") is { } max && Compare(value, max) > 0) || (Figure(schema, "exclusiveMaximum") is { } below && Compare(value, below) >= 0))
        {
            return $"{path} is too large.";
        }

        return Figure(schema, "multipleOf") is { } step && step.TryGetDecimal(out var by) && by > 0 && value.TryGetDecimal(out var number) && number % by != 0
            ? $"{path} is no multiple of {by.ToString(CultureInfo.InvariantCulture)}."
            : null;
    }

    private static int Compare(JsonElement a, JsonElement b) =>
        a.TryGetDecimal(out var x) && b.TryGetDecimal(out var y) ? x.CompareTo(y) : a.GetDouble().CompareTo(b.GetDouble());

    private static JsonElement? Figure(JsonElement schema, string key) =>
        schema.TryGetProperty(key, out var figure) && figure.ValueKind == JsonValueKind.Number ? figure : null;

    private static string? Bounds(int count, JsonElement schema, string min, string max, string path, string what) =>
        Figure(schema, min) is { } least && count < least.GetDouble() ? $"{path} has too few {what}."
        : Figure(schema, max) is { } most && count > most.GetDouble() ? $"{path} has too many {what}."
        : null;

    /// <summary>Whether a text has a pattern; <see langword="null"/> if that can't be told.</summary>
    private static bool? Matches(string text, string pattern)
    {
        try
        {
            return IsMatch(RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
        }
        catch (NotSupportedException)
        {
            // It looks around or back, which can take for ever.
        }
        catch (ArgumentException)
        {
            return null;
        }

        try
        {
            return IsMatch(RegexOptions.CultureInvariant);
        }
        catch (RegexMatchTimeoutException)
        {
            return null;
        }

        bool IsMatch(RegexOptions options) => Regex.IsMatch(text, pattern, options, PatternTime);
    }

    private static List<JsonElement>? Items(JsonElement schema, string key) =>
        schema.TryGetProperty(key, out var list) && list.ValueKind == JsonValueKind.Array ? [.. list.EnumerateArray()] : null;

    /// <summary>What a reference within the schema points at (RFC 6901); <see langword="null"/> for any other.</summary>
    private JsonElement? Find(JsonElement reference)
    {
        if (reference.ValueKind != JsonValueKind.String || reference.GetString() is not { } pointer || !(pointer == "#" || pointer.StartsWith("#/", StringComparison.Ordinal)))
        {
            return null;
        }

        var found = root;
        foreach (var part in pointer.Split('/').Skip(1))
        {
            var key = Uri.UnescapeDataString(part).Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            if (found.ValueKind == JsonValueKind.Array && int.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < found.GetArrayLength())
            {
                found = found[index];
            }
            else if (found.ValueKind != JsonValueKind.Object || !found.TryGetProperty(key, out found))
            {
                return null;
            }
        }

        return found;
    }
}

using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace ModelRouter;

/// <summary>Validates JSON against a schema: the part of JSON Schema 2020-12 (https://json-schema.org/draft/2020-12/json-schema-validation) that structured
/// outputs are made of, <see cref="SchemaCheckOptions"/> says which. Other keywords are not checked.</summary>
/// <remarks>Of our own, since the core depends on Microsoft's packages only and is compiled ahead of time. What can't be decided (a reference to elsewhere, a
/// pattern that .NET doesn't know, what would take too long) passes. Problems name places by the schema's property names, never by the answer's. Not safe for concurrent use.</remarks>
internal sealed class JsonSchemaValidator(JsonElement root)
{
    // Deeper than any answer that System.Text.Json reads, times a few references at each step.
    private const int MostSteps = 512;

    // In steps of some tens of nanoseconds, so less than a second in all; schemas come from callers, and references make a few lines the work of ages.
    private const long MostWork = 10_000_000;
    private const int WorkOfCheck = 100;
    private const int WorkOfComparison = 5;

    // Of all patterns together; long enough for a machine that has no time for us just then.
    private static readonly TimeSpan PatternTime = TimeSpan.FromSeconds(2);

    private int _steps;
    private long _work;
    private TimeSpan _matching;

    private bool IsTooMuch => _work > MostWork;

    /// <summary>The first problem; <see langword="null"/> if there is none.</summary>
    internal string? Problem(JsonElement value)
    {
        // Once it is too much nothing more is looked at, and what "not" and "oneOf" make of that is no problem of the value's.
        var problem = Check(value, root, "$");
        return IsTooMuch ? null : problem;
    }

    private string? Check(JsonElement value, JsonElement schema, string path)
    {
        if (schema.ValueKind != JsonValueKind.Object)
        {
            return schema.ValueKind == JsonValueKind.False ? $"{path} is not allowed." : null;
        }

        // Each keyword is searched for among all; what a text or a number is, is read to its end.
        _work += WorkOfCheck + (4L * schema.GetPropertyCount()) + (value.ValueKind is JsonValueKind.String or JsonValueKind.Number ? Length(value) : 0);
        if (_steps >= MostSteps || IsTooMuch)
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

    private string? Kind(JsonElement value, JsonElement schema, string path)
    {
        if (schema.TryGetProperty("type", out var type) && !(Items(schema, "type")?.Exists(t => IsOf(value, t)) ?? IsOf(value, type)))
        {
            return $"{path} is not of the type that it must be.";
        }

        if (schema.TryGetProperty("const", out var only) && !Same(value, only))
        {
            return $"{path} is not the value that it must be.";
        }

        return Items(schema, "enum") is { } values && !values.Any(v => Same(value, v)) ? $"{path} is none of the values that it may be." : null;
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
        var count = value.GetPropertyCount();
        foreach (var name in Items(schema, "required") ?? [])
        {
            _work += Length(name) + (count / 4);
            if (IsTooMuch)
            {
                return null;
            }

            if (name.ValueKind == JsonValueKind.String && !value.TryGetProperty(name.GetString()!, out _))
            {
                return $"{path} lacks '{name.GetString()}'.";
            }
        }

        var known = schema.TryGetProperty("properties", out var properties) && properties.ValueKind == JsonValueKind.Object;
        var patterns = schema.TryGetProperty("patternProperties", out var byPattern) && byPattern.ValueKind == JsonValueKind.Object;
        var hasOthers = schema.TryGetProperty("additionalProperties", out var others);
        var declared = known ? properties.GetPropertyCount() : 0;
        foreach (var property in value.EnumerateObject())
        {
            _work += 1 + property.Name.Length + (declared / 2);
            if (IsTooMuch)
            {
                return null;
            }

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
        _work += items.Count;
        for (var i = 0; i < items.Count; i++)
        {
            if ((i < first.Count ? Check(items[i], first[i], $"{path}[{i}]") : hasRest ? Check(items[i], rest, $"{path}[{i}]") : null) is { } problem)
            {
                return problem;
            }
        }

        if (schema.TryGetProperty("uniqueItems", out var unique) && unique.ValueKind == JsonValueKind.True && HasTwice(value, items))
        {
            return $"{path} has an item twice.";
        }

        return Bounds(items.Count, schema, "minItems", "maxItems", path, "items");
    }

    private bool HasTwice(JsonElement array, List<JsonElement> items)
    {
        _work += Length(array);
        var known = new HashSet<JsonElement>(items.Count, EqualityComparer<JsonElement>.Create(Same, Hash));
        return items.Exists(item => !IsTooMuch && !known.Add(item));
    }

    private bool Same(JsonElement a, JsonElement b)
    {
        _work += WorkOfComparison + (a.ValueKind == b.ValueKind ? Math.Min(Length(a), Length(b)) / 2 : 0);
        return !IsTooMuch && JsonElement.DeepEquals(a, b);
    }

    /// <summary>The same for the same value: an object's properties may be in any order, and a number written in any way.</summary>
    private static int Hash(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().Aggregate(0, static (sum, property) => unchecked(sum + HashCode.Combine(property.Name, Hash(property.Value)))),
        JsonValueKind.Array => value.EnumerateArray().Aggregate(1, static (all, item) => HashCode.Combine(all, Hash(item))),
        JsonValueKind.String => value.GetString()!.GetHashCode(StringComparison.Ordinal),
        JsonValueKind.Number => value.GetDouble().GetHashCode(),
        var kind => (int)kind,
    };

    private static int Length(JsonElement value) => JsonMarshal.GetRawUtf8Value(value).Length;

    private string? Text(string value, JsonElement schema, string path)
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
    private bool? Matches(string text, string pattern)
    {
        _work += WorkOfCheck + text.Length;
        if (IsTooMuch || _matching > PatternTime)
        {
            return null;
        }

        var began = Stopwatch.GetTimestamp();
        try
        {
            pattern = SchemaPattern.ToNet(pattern);
            return IsMatch(RegexOptions.CultureInvariant | RegexOptions.NonBacktracking) ?? IsMatch(RegexOptions.CultureInvariant);
        }
        catch (Exception exception) when (exception is ArgumentException or RegexMatchTimeoutException)
        {
            return null;
        }
        finally
        {
            _matching += Stopwatch.GetElapsedTime(began);
        }

        // Null if it looks around or back, which can take for ever.
        bool? IsMatch(RegexOptions options)
        {
            try
            {
                return Regex.IsMatch(text, pattern, options, PatternTime);
            }
            catch (NotSupportedException)
            {
                return null;
            }
        }
    }

    private List<JsonElement>? Items(JsonElement schema, string key)
    {
        if (!schema.TryGetProperty(key, out var list) || list.ValueKind != JsonValueKind.Array)
        {
            return null;
        }

        _work += list.GetArrayLength();
        return [.. list.EnumerateArray()];
    }

    /// <summary>What a reference within the schema points at (RFC 6901); <see langword="null"/> for any other.</summary>
    private JsonElement? Find(JsonElement reference)
    {
        if (reference.ValueKind != JsonValueKind.String || reference.GetString() is not { } pointer || !(pointer == "#" || pointer.StartsWith("#/", StringComparison.Ordinal)))
        {
            return null;
        }

        // Each part is searched for among all that stand beside it.
        _work += pointer.Length;
        var found = root;
        foreach (var part in pointer.Split('/').Skip(1))
        {
            var key = Uri.UnescapeDataString(part).Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            _work += found.ValueKind switch { JsonValueKind.Object => found.GetPropertyCount() / 4, JsonValueKind.Array => found.GetArrayLength() / 4, _ => 0 };
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

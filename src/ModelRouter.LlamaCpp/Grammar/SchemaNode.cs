using System.Text.Json;

namespace ModelRouter.LlamaCpp;

/// <summary>A place in a JSON schema.</summary>
/// <param name="Schema">What stands there.</param>
/// <param name="Pointer">Where that is, as a JSON pointer in a fragment.</param>
internal readonly record struct SchemaNode(JsonElement Schema, string Pointer)
{
    /// <summary>Keywords that say something about a schema and nothing about what fits it.</summary>
    private static readonly HashSet<string> Annotations = new(StringComparer.Ordinal)
    {
        "$schema", "$id", "$comment", "$defs", "definitions", "title", "description", "default", "examples", "deprecated", "readOnly", "writeOnly",
        "contentEncoding", "contentMediaType",
    };

    public bool IsObject => Schema.ValueKind == JsonValueKind.Object;

    /// <summary>The place below a keyword.</summary>
    public SchemaNode At(string keyword) => new(Schema.GetProperty(keyword), Below(keyword));

    /// <summary>The place below a keyword; <see langword="null"/> if it isn't there.</summary>
    public SchemaNode? Find(string keyword) =>
        IsObject && Schema.TryGetProperty(keyword, out var value) ? new(value, Below(keyword)) : null;

    /// <summary>The entries of an object.</summary>
    public List<(string Name, SchemaNode Node)> Entries()
    {
        var here = Expect(JsonValueKind.Object, "an object");
        return [.. Schema.EnumerateObject().Select(entry => (entry.Name, new SchemaNode(entry.Value, here.Below(entry.Name))))];
    }

    /// <summary>The elements of an array.</summary>
    public List<SchemaNode> Elements()
    {
        var here = Expect(JsonValueKind.Array, "a list");
        return [.. Schema.EnumerateArray().Select((element, i) => new SchemaNode(element, $"{here.Pointer}/{i}"))];
    }

    /// <summary>The string that stands here.</summary>
    public string Text() => Expect(JsonValueKind.String, "a string").Schema.GetString()!;

    /// <summary>The strings that stand here: a list, or a single one.</summary>
    public List<string> Texts() => Schema.ValueKind == JsonValueKind.String ? [Text()] : [.. Elements().Select(element => element.Text())];

    /// <summary>A limit that a keyword sets, a whole number from 0.</summary>
    public int? Limit(string keyword)
    {
        if (Find(keyword) is not { } place)
        {
            return null;
        }

        return place.Schema.ValueKind == JsonValueKind.Number && place.Schema.TryGetDouble(out var limit) && limit >= 0 && limit == Math.Floor(limit)
            ? limit <= Gbnf.MostRepetitions ? (int)limit : throw place.Unsupported($"is {limit}; the grammar counts to {Gbnf.MostRepetitions} at most")
            : throw place.Unsupported("must be a whole number from 0");
    }

    /// <summary>A number's bound that a keyword sets.</summary>
    public NumberBound? Bound(string keyword, bool isExclusive)
    {
        if (Find(keyword) is not { } place)
        {
            return null;
        }

        return place.Schema.ValueKind != JsonValueKind.Number ? throw place.Unsupported("must be a number")
            : place.Schema.TryGetDecimal(out var bound) && NumberRange.CanHold(bound) ? new(bound, isExclusive)
            : throw place.Unsupported("is a bound of more than 16 digits before the point or 12 behind it");
    }

    /// <summary>Refuses keywords that are neither among <paramref name="known"/> nor mere annotations: none is passed over in silence.</summary>
    /// <exception cref="UnsupportedSchemaException">There is one.</exception>
    public void Only(string why, params ReadOnlySpan<string> known)
    {
        foreach (var (keyword, place) in Entries())
        {
            if (!known.Contains(keyword) && !Annotations.Contains(keyword) && !keyword.StartsWith("x-", StringComparison.Ordinal))
            {
                throw place.Unsupported($"is the keyword '{keyword}', which {why}");
            }
        }
    }

    public UnsupportedSchemaException Unsupported(string problem) => new(Pointer, problem);

    private string Below(string keyword) =>
        $"{Pointer}/{keyword.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}";

    private SchemaNode Expect(JsonValueKind kind, string what) => Schema.ValueKind == kind ? this : throw Unsupported($"must be {what}");
}

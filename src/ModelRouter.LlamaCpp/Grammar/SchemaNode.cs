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

    /// <summary>The place whose <c>type</c> and <c>required</c> have been added to the schema; <see langword="null"/> if it is as it stands there.</summary>
    public string? Added { get; init; }

    public bool IsObject => Schema.ValueKind == JsonValueKind.Object;

    /// <summary>The place below a keyword.</summary>
    public SchemaNode At(string keyword) => new(Schema.GetProperty(keyword), Below(keyword));

    /// <summary>The place below a keyword; <see langword="null"/> if it isn't there.</summary>
    public SchemaNode? Find(string keyword)
    {
        try
        {
            return IsObject && Schema.TryGetProperty(keyword, out var value) ? new(value, Below(keyword)) : null;
        }
        catch (InvalidOperationException)
        {
            throw Halved("a name");
        }
    }

    /// <summary>The entries of an object.</summary>
    public List<(string Name, SchemaNode Node)> Entries()
    {
        var here = Expect(JsonValueKind.Object, "an object");
        try
        {
            return [.. Schema.EnumerateObject().Select(entry => (entry.Name, new SchemaNode(entry.Value, here.Below(entry.Name))))];
        }
        catch (InvalidOperationException)
        {
            throw Halved("a name");
        }
    }

    /// <summary>The elements of an array.</summary>
    public List<SchemaNode> Elements()
    {
        var here = Expect(JsonValueKind.Array, "a list");
        return [.. Schema.EnumerateArray().Select((element, i) => new SchemaNode(element, $"{here.Pointer}/{i}"))];
    }

    /// <summary>The string that stands here.</summary>
    public string Text()
    {
        Expect(JsonValueKind.String, "a string");
        try
        {
            return Schema.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw Halved("a text");
        }
    }

    /// <summary>The strings that stand here: a list, or a single one.</summary>
    public List<string> Texts() => Schema.ValueKind == JsonValueKind.String ? [Text()] : [.. Elements().Select(element => element.Text())];

    /// <summary>The value that stands here, of which every text and name can be written.</summary>
    public JsonElement Value()
    {
        switch (Schema.ValueKind)
        {
            case JsonValueKind.Object:
                Entries().ForEach(static entry => entry.Node.Value());
                break;
            case JsonValueKind.Array:
                Elements().ForEach(static element => element.Value());
                break;
            case JsonValueKind.String:
                Text();
                break;
            default:
                break;
        }

        return Schema;
    }

    /// <summary>A limit that a keyword sets, a whole number from 0.</summary>
    public int? Limit(string keyword, int most = Gbnf.MostRepetitions)
    {
        if (Find(keyword) is not { } place)
        {
            return null;
        }

        return place.Schema.ValueKind == JsonValueKind.Number && place.Schema.TryGetDouble(out var limit) && limit >= 0 && limit == Math.Floor(limit)
            ? limit <= most ? (int)limit : throw place.Unsupported($"is {limit}; the grammar counts to {most} at most")
            : throw place.Unsupported("must be a whole number from 0");
    }

    /// <summary>A number's bound that a keyword sets.</summary>
    /// <param name="keyword">The keyword.</param>
    /// <param name="sign">1 for an upper bound, -1 for a lower one.</param>
    /// <param name="isInteger">Whether the number is a whole one, which has no exponent.</param>
    public NumberBound? Bound(string keyword, int sign, bool isInteger)
    {
        if (Find(keyword) is not { } place)
        {
            return null;
        }

        if (place.Schema.ValueKind != JsonValueKind.Number)
        {
            throw place.Unsupported("must be a number");
        }

        var text = place.Schema.GetRawText();
        var side = text[0] == '-' ? -1 : 1;
        if (place.Schema.TryGetDecimal(out var bound) && IsExact(text, bound) && NumberRange.CanHold(bound))
        {
            return new(bound, IsExclusive: keyword.StartsWith("exclusive", StringComparison.Ordinal));
        }

        // What is beyond all numbers that can be written keeps none of them out, and what is nearer to zero than any keeps out what is on zero's other side.
        return Math.Abs(place.Schema.GetDouble()) switch
        {
            var size when side == sign && size >= (isInteger ? (double)NumberRange.Beyond : NumberRange.Huge) => null,
            < NumberRange.Tiny => new(0, IsExclusive: side != sign),
            _ => throw place.Unsupported("is a bound of more than 20 digits before the point or behind it"),
        };
    }

    /// <summary>With the <c>type</c> and <c>required</c> of the place whose alternative this is; <see langword="null"/> if no type is of both.</summary>
    public SchemaNode? With(SchemaNode outer)
    {
        var required = outer.Find("required")?.Texts() ?? [];
        var types = SchemaReferences.Types(outer);
        var isAnything = Schema.ValueKind == JsonValueKind.True;
        if (!IsObject && !isAnything)
        {
            return this;
        }

        if (SchemaReferences.Types(this) is { } own)
        {
            var outerTypes = types ?? own;
            types = [.. own.Where(type => Includes(outerTypes, type)).Union(outerTypes.Where(type => Includes(own, type)), StringComparer.Ordinal)];
            if (types.Count == 0)
            {
                return null;
            }
        }

        var entries = (isAnything ? [] : Entries()).Where(static entry => entry.Name is not ("type" or "required"))
            .Select(static entry => $"{JsonText.Of(entry.Name)}:{entry.Node.Schema.GetRawText()}").ToList();
        if (types is not null)
        {
            entries.Add($"\"type\":[{string.Join(',', types.Select(JsonText.Of))}]");
        }

        required = [.. required.Union(Find("required")?.Texts() ?? [], StringComparer.Ordinal)];
        if (required.Count > 0)
        {
            entries.Add($"\"required\":[{string.Join(',', required.Select(JsonText.Of))}]");
        }

        return new(JsonElement.Parse($"{{{string.Join(',', entries)}}}"), Pointer) { Added = $"{outer.Pointer}\n{outer.Added}" };
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

    /// <summary>Whether reading a number as a decimal has rounded nothing away that counts here.</summary>
    private static bool IsExact(string text, decimal read)
    {
        const int MostDigits = 28;
        var digits = string.Concat(text.TakeWhile(static c => c is not ('e' or 'E')).Where(char.IsAsciiDigit)).Trim('0');
        return digits.Length <= MostDigits && (read != 0 || digits.Length == 0);
    }

    private static bool Includes(List<string> types, string type) => types.Contains(type) || (type == "integer" && types.Contains("number"));

    private string Below(string keyword) =>
        $"{Pointer}/{keyword.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}";

    /// <summary>JSON can escape half of a character (RFC 8259, 8.2), which no text can hold.</summary>
    private UnsupportedSchemaException Halved(string what) => Unsupported($"{what} holds half of a character");

    private SchemaNode Expect(JsonValueKind kind, string what) => Schema.ValueKind == kind ? this : throw Unsupported($"must be {what}");
}

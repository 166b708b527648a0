using System.Globalization;
using System.Text.Json;

namespace ModelRouter.LlamaCpp;

/// <summary>Follows references within a schema, and tells what can be known of a place without building its grammar.</summary>
internal sealed class SchemaReferences(JsonElement root)
{
    /// <summary>The place that a reference points to.</summary>
    /// <exception cref="UnsupportedSchemaException">It points elsewhere, to nothing, or in a circle.</exception>
    public SchemaNode Resolve(SchemaNode reference)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (true)
        {
            var found = Follow(reference);
            if (!seen.Add(found.Pointer))
            {
                throw reference.Unsupported("references go in a circle");
            }

            if (found.Find("$ref") is not { } next)
            {
                return found;
            }

            found.Only("can't stand beside $ref", "$ref");
            reference = next;
        }
    }

    /// <summary>Refuses alternatives of which a value might fit two: a grammar could not keep it from that.</summary>
    public void RequireDisjoint(SchemaNode list, List<SchemaNode> alternatives)
    {
        for (var i = 0; i < alternatives.Count; i++)
        {
            for (var j = 0; j < i; j++)
            {
                if (!AreDisjoint(alternatives[i], alternatives[j], depth: 0))
                {
                    throw list.Unsupported($"the alternatives {j} and {i} of oneOf are not seen to exclude each other; anyOf would do");
                }
            }
        }
    }

    /// <summary>The types that a place names; <see langword="null"/> if it names none.</summary>
    public static List<string>? Types(SchemaNode node) => node.Find("type")?.Texts();

    /// <summary>The values that a place lists; <see langword="null"/> if it lists none.</summary>
    public static List<JsonElement>? Constants(SchemaNode node)
    {
        var only = node.Find("const");
        var list = node.Find("enum");
        if (only is null && list is null)
        {
            return null;
        }

        var constant = only?.Value();
        var values = list?.Elements().Select(place => place.Value()) ?? [constant!.Value];
        var types = Types(node);
        return [.. values.Where(value => (constant is null || JsonElement.DeepEquals(value, constant.Value)) && (types is null || types.Any(type => IsOf(value, type))))];
    }

    private bool AreDisjoint(SchemaNode a, SchemaNode b, int depth)
    {
        (a, b) = (Target(a), Target(b));
        if (!a.IsObject || !b.IsObject || depth > 8)
        {
            return false;
        }

        if (Constants(a) is { } some && Constants(b) is { } others)
        {
            return !some.Exists(value => others.Exists(other => JsonElement.DeepEquals(value, other)));
        }

        if (TypesOf(a) is { } types && TypesOf(b) is { } otherTypes && !types.Exists(type => otherTypes.Exists(other => Overlap(type, other))))
        {
            return true;
        }

        // Objects that tell themselves apart by a property which both must have.
        return RequiredOf(a).Intersect(RequiredOf(b), StringComparer.Ordinal).Any(name =>
            a.Find("properties")?.Find(name) is { } mine && b.Find("properties")?.Find(name) is { } theirs && AreDisjoint(mine, theirs, depth + 1));
    }

    private SchemaNode Target(SchemaNode node) => node.Find("$ref") is { } reference ? Resolve(reference) : node;

    private static List<string>? TypesOf(SchemaNode node) => Types(node) ?? Constants(node)?.ConvertAll(TypeOf);

    private static List<string> RequiredOf(SchemaNode node) => node.Find("required")?.Texts() ?? [];

    private static bool Overlap(string a, string b) => a == b || (a, b) is ("integer", "number") or ("number", "integer");

    private static bool IsOf(JsonElement value, string type) =>
        TypeOf(value) == type || (type == "integer" && value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && Math.Floor(number) == number);

    private static string TypeOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.Number => "number",
        JsonValueKind.Null => "null",
        _ => "boolean",
    };

    private SchemaNode Follow(SchemaNode reference)
    {
        var text = reference.Text();
        if (text != "#" && !text.StartsWith("#/", StringComparison.Ordinal))
        {
            throw reference.Unsupported($"'{text}' points out of the schema, which is not followed");
        }

        var node = new SchemaNode(root, "#");
        foreach (var segment in text.Split('/').Skip(1))
        {
            var name = Uri.UnescapeDataString(segment).Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            node = node.Find(name)
                ?? (node.Schema.ValueKind == JsonValueKind.Array && int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
                    && index < node.Schema.GetArrayLength() ? node.Elements()[index] : throw reference.Unsupported($"'{text}' points to nothing"));
        }

        return node;
    }
}

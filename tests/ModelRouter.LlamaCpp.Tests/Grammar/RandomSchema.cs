using System.Text;
using System.Text.Json.Nodes;

namespace ModelRouter.LlamaCpp.Tests;

/// <summary>Random JSON schemas of the keywords that the engine understands. The same seed gives the same schema.</summary>
internal sealed class RandomSchema
{
    private static readonly string[] Keys = ["a", "name", "größe", "a/b", "q\"uote", "back\\slash", "日本", "x y", "~", "line\nend"];
    private static readonly string[] Formats = ["date", "date-time", "duration", "hostname", "ipv4", "uri", "uuid"];
    private readonly Random _random;

    private RandomSchema(int seed) => _random = new Random(seed);

    /// <summary>Whether a character stands in one of the property names.</summary>
    public static bool Uses(Rune rune) => Keys.Any(key => key.Contains(rune.ToString(), StringComparison.Ordinal));

    public static JsonObject Create(int seed)
    {
        var maker = new RandomSchema(seed);
        var schema = maker.Node(3);
        schema["$schema"] = "https://json-schema.org/draft/2020-12/schema";
        schema["$defs"] = new JsonObject { ["leaf"] = maker.Leaf(), ["pair"] = new JsonObject { ["type"] = "array", ["items"] = Reference("leaf"), ["maxItems"] = 2 } };
        return schema;
    }

    private JsonObject Node(int depth) => depth == 0 ? Leaf() : _random.Next(9) switch
    {
        0 or 1 or 2 => Object(depth - 1),
        3 or 4 => Array(depth - 1),
        5 => new() { ["anyOf"] = new JsonArray(Node(depth - 1), Leaf()) },
        6 => OneOf(depth - 1),
        7 => Polymorphic(depth - 1),
        _ => new() { ["description"] = "wrapped", ["allOf"] = new JsonArray(_random.Next(2) == 0 ? Reference("leaf") : Reference("pair")) },
    };

    private JsonObject Object(int depth)
    {
        var keys = Keys.OrderBy(_ => _random.Next()).Take(_random.Next(5)).ToList();
        var schema = new JsonObject { ["type"] = "object", ["properties"] = new JsonObject(keys.Select(key => KeyValuePair.Create<string, JsonNode?>(key, Node(depth)))) };
        schema["required"] = new JsonArray([.. keys.Where(_ => _random.Next(2) == 0).Select(key => (JsonNode)key)]);
        if (keys.Count == 0 || _random.Next(2) == 0)
        {
            schema["additionalProperties"] = _random.Next(3) == 0 ? Leaf() : false;
        }

        return schema;
    }

    private JsonObject Array(int depth)
    {
        var least = _random.Next(3);
        var schema = new JsonObject { ["type"] = "array", ["items"] = Node(depth), ["maxItems"] = least + _random.Next(3) };
        if (least > 0 || _random.Next(2) == 0)
        {
            schema["minItems"] = least;
        }

        return schema;
    }

    private JsonObject OneOf(int depth) => new()
    {
        ["oneOf"] = new JsonArray(
            new JsonObject
            {
                ["type"] = "object", ["required"] = new JsonArray("kind"),
                ["properties"] = new JsonObject { ["kind"] = new JsonObject { ["const"] = "one" }, ["value"] = Node(depth) },
            },
            new JsonObject
            {
                ["type"] = "object", ["required"] = new JsonArray("kind"),
                ["properties"] = new JsonObject { ["kind"] = new JsonObject { ["enum"] = new JsonArray("two", "three") } },
            },
            new JsonObject { ["type"] = new JsonArray("null", "boolean") }),
    };

    private JsonObject Polymorphic(int depth) => new()
    {
        ["type"] = _random.Next(2) == 0 ? "object" : new JsonArray("object", "null"), ["required"] = new JsonArray("$type"),
        ["anyOf"] = new JsonArray(
            new JsonObject { ["properties"] = new JsonObject { ["$type"] = new JsonObject { ["const"] = "one" }, ["value"] = Node(depth) }, ["required"] = new JsonArray("value") },
            new JsonObject { ["properties"] = new JsonObject { ["$type"] = new JsonObject { ["const"] = "other" }, ["value"] = Leaf() } }),
    };

    private JsonObject Leaf()
    {
        var length = _random.Next(6);
        return _random.Next(10) switch
        {
            0 => length == 0 ? new() { ["type"] = "integer" } : new() { ["type"] = "integer", ["minimum"] = length - 4, ["maximum"] = length * 40 },
            1 => length == 0 ? new() { ["type"] = "number" } : new() { ["type"] = "number", ["exclusiveMinimum"] = -length - 0.5, ["maximum"] = length + 0.25 },
            2 => new() { ["type"] = "boolean" },
            3 => new() { ["type"] = "null" },
            4 => new() { ["enum"] = new JsonArray("red", 1, 2.5, null, true, "a \"b\"", new JsonArray(1, "x")) },
            5 => new() { ["const"] = new JsonObject { ["k"] = "v\n" } },
            6 => new() { ["type"] = "string", ["format"] = Formats[_random.Next(Formats.Length)] },
            7 => new() { ["type"] = new JsonArray("integer", "null") },
            _ => new() { ["type"] = "string", ["minLength"] = length, ["maxLength"] = length + _random.Next(6) },
        };
    }

    private static JsonObject Reference(string name) => new() { ["$ref"] = "#/$defs/" + name };
}

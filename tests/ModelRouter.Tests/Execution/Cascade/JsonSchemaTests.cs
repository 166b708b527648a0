using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using Json.Schema;

namespace ModelRouter.Tests;

/// <summary>Holds the validator to JsonSchema.Net, which the core can't depend on.</summary>
public class JsonSchemaTests
{
    private static readonly Gen<string> Names = Gen.OneOf("a", "b", "c");

    private static readonly Gen<JsonNode?> Scalars = Gen.OneOf<JsonNode?>(
        Gen.Int[-3, 6].Select(static i => (JsonNode?)JsonValue.Create(i)),
        Gen.OneOf("0.5", "1.0", "2e0", "-1.50").Select(static t => JsonNode.Parse(t)),
        Gen.OneOf("", "a", "ab", "\U0001F600", "x1").Select(static s => (JsonNode?)JsonValue.Create(s)),
        Gen.Bool.Select(static b => (JsonNode?)JsonValue.Create(b)),
        Gen.Const((JsonNode?)null));

    private static readonly Gen<JsonNode?> Values = Gen.Recursive<JsonNode?>((depth, self) => depth > 2 ? Scalars : Gen.OneOf<JsonNode?>(
        Scalars,
        self.Array[0, 3].Select(static items => (JsonNode?)new JsonArray([.. items.Select(static i => i?.DeepClone())])),
        Gen.Select(Names, self).Array[0, 3].Select(static items => (JsonNode?)Object(items))));

    private static readonly Gen<JsonNode> Schemas = Gen.Recursive<JsonNode>((depth, self) => depth > 2
        ? Gen.OneOf<JsonNode>(Gen.Bool.Select(static b => (JsonNode)JsonValue.Create(b)!), Types())
        : Gen.OneOf<JsonNode>(
            Types(),
            Pair("const", Values),
            Pair("enum", Values.Array[1, 3].Select(static v => (JsonNode?)new JsonArray([.. v.Select(static i => i?.DeepClone())]))),
            Bound("minimum"), Bound("maximum"), Bound("exclusiveMinimum"), Bound("exclusiveMaximum"), Size("multipleOf", 1),
            Size("minLength"), Size("maxLength"), Size("minItems"), Size("maxItems"), Size("minProperties"), Size("maxProperties"),
            Pair("uniqueItems", Gen.Bool.Select(static b => (JsonNode?)JsonValue.Create(b))),
            Pair("pattern", Gen.OneOf("^a", "b$", "[0-9]").Select(static s => (JsonNode?)JsonValue.Create(s))),
            Pair("required", Names.Array[0, 2].Select(static n => (JsonNode?)new JsonArray([.. n.Distinct().Select(static s => (JsonNode?)JsonValue.Create(s))]))),
            Pair("items", self), Pair("additionalProperties", self), Pair("not", self),
            List("prefixItems", self), List("allOf", self), List("anyOf", self), List("oneOf", self),
            Pair("properties", Gen.Select(Names, self).Array[0, 3].Select(static p => (JsonNode?)Object([.. p.Select(static x => (x.Item1, (JsonNode?)x.Item2))]))),
            Pair("patternProperties", Gen.Select(Gen.OneOf("^a", "b"), self).Array[0, 2].Select(p => (JsonNode?)Object([.. p.Select(static x => (x.Item1, (JsonNode?)x.Item2))]))),
            Gen.Const((JsonNode)new JsonObject { ["$ref"] = "#/$defs/named" }),
            Gen.Select(self, self).Select(static pair => Merge(pair.Item1, pair.Item2))));

    [Fact]
    public void It_agrees_with_another_implementation() =>
        Gen.Select(Schemas, Schemas, Values).Sample(
            (schema, named, value) =>
            {
                // The named one has no reference, which might lead back to itself.
                var root = (schema.DeepClone() as JsonObject) ?? new JsonObject { ["allOf"] = new JsonArray(schema.DeepClone()) };
                root["$defs"] = new JsonObject { ["named"] = JsonNode.Parse(named.ToJsonString().Replace("#/$defs/named", "#/$defs/other", StringComparison.Ordinal)), ["other"] = true };
                using var instance = JsonDocument.Parse(value?.ToJsonString() ?? "null");
                var theirs = JsonSchema.FromText(root.ToJsonString()).Evaluate(instance.RootElement).IsValid;
                using var ours = JsonDocument.Parse(root.ToJsonString());

                var problem = new JsonSchemaValidator(ours.RootElement).Problem(instance.RootElement);

                Assert.True(theirs == problem is null, $"{root.ToJsonString()} and {instance.RootElement.GetRawText()}: {problem ?? "none"}");
            },
            iter: 20_000,
            threads: 1); // The other implementation keeps its schemas in one registry, where those of several threads get in each other's way.

    [Theory]
    [InlineData("""{ "$ref": "#" }""", "1")]
    [InlineData("""{ "$ref": "#/$defs/a", "$defs": { "a": { "$ref": "#/$defs/a" } } }""", "{}")]
    [InlineData("""{ "$ref": "https://example.com/schema" }""", "1")]
    [InlineData("""{ "pattern": "([" }""", "\"x\"")]
    [InlineData("""{ "pattern": "^(a+)+\\1$" }""", "\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!\"")]
    [InlineData("""{ "patternProperties": { "([": false }, "additionalProperties": false }""", """{ "x": 1 }""")]
    [InlineData("""{ "type": 5, "enum": 3, "required": 1, "properties": [], "items": "x", "minimum": "1", "multipleOf": 0 }""", "{}")]
    public void What_it_cant_decide_passes(string schema, string value)
    {
        using var json = JsonDocument.Parse(schema);
        using var instance = JsonDocument.Parse(value);

        Assert.Null(new JsonSchemaValidator(json.RootElement).Problem(instance.RootElement));
    }

    [Theory]
    [InlineData("^[a-z]+$", "abc", true)]
    [InlineData("^[a-z]+$", "abc\n", false)]
    [InlineData(@"^\d+$", "12", true)]
    [InlineData(@"^\d+$", "\u0663\u0664", false)]
    [InlineData(@"^[\w-]{3}$", "é-a", false)]
    [InlineData(@"^[\w-]{3}$", "_-a", true)]
    [InlineData(@"^[^\d]\D\W$", "aé-", true)]
    [InlineData(@"^\w$", "é", false)]
    [InlineData(@"^[+-\d]+$", "+-059", true)]
    [InlineData(@"^[+-\d]+$", "1,5", false)]
    [InlineData(@"^[+\-\d]+$", "+-059", true)]
    [InlineData(@"^[\d-x]+$", "0-x", true)]
    [InlineData(@"^[\\-\d]+$", @"\-5", true)]
    [InlineData(@"^[$]\$\\d$", @"$$\d", true)]
    [InlineData(@"^(?!x)\S\s$", "a\u00a0", true)]
    [InlineData(@"^\p{L}+$", "한é", true)]
    public void A_pattern_means_what_it_means_in_json_schemas(string pattern, string text, bool matches)
    {
        var schema = JsonSerializer.SerializeToElement(new { pattern });

        Assert.Equal(matches, new JsonSchemaValidator(schema).Problem(JsonSerializer.SerializeToElement(text)) is null);
    }

    /// <summary>Without a bound each of them takes minutes at least, most of them ages.</summary>
    [Theory]
    [InlineData("""{ "allOf": [{ "$ref": "#" }, { "$ref": "#" }] }""", "1")]
    [InlineData("""{ "not": { "allOf": [{ "$ref": "#/not" }, { "$ref": "#/not" }] } }""", "1")]
    [InlineData("""{ "oneOf": [{ "anyOf": [{ "$ref": "#" }, { "$ref": "#" }] }, { "$ref": "#" }] }""", "{}")]
    [InlineData("""{ "uniqueItems": true }""", "[numbers]")]
    [InlineData("""{ "items": { "enum": [strings, 1] } }""", "[ones]")]
    [InlineData("""{ "items": { "required": [names] } }""", "[objects]")]
    [InlineData("""{ "items": { "pattern": "^(a+)+\\1$" } }""", "[strings]")]
    public void What_would_take_for_ever_passes(string schema, string value)
    {
        using var json = JsonDocument.Parse(Filled(schema));
        using var instance = JsonDocument.Parse(Filled(value));

        Assert.Null(new JsonSchemaValidator(json.RootElement).Problem(instance.RootElement));

        // Numbers so large that all are the same to a double, and texts that backtracking is slow with.
        static string Filled(string text) => text
            .Replace("numbers", string.Join(',', Enumerable.Range(1_000, 100_000).Select(static i => $"1e{i}")), StringComparison.Ordinal)
            .Replace("ones", string.Join(',', Enumerable.Repeat(1, 100_000)), StringComparison.Ordinal)
            .Replace("strings", string.Join(',', Enumerable.Range(0, 100_000).Select(static i => $"\"{(i < 1_000 ? new string('a', 40) : "")}!{i}\"")), StringComparison.Ordinal)
            .Replace("names", string.Join(',', Enumerable.Range(0, 100_000).Select(static i => $"\"p{i % 200}\"")), StringComparison.Ordinal)
            .Replace("objects", string.Join(',', Enumerable.Repeat($"{{{string.Join(',', Enumerable.Range(0, 200).Select(static i => $"\"p{i}\":1"))}}}", 1_000)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(2, true)]
    [InlineData(1_000, false)]
    [InlineData(1_001, false)]
    public void Long_lists_are_searched_for_what_stands_twice(int last, bool isTwice)
    {
        string Text(int i) => (i % 3) switch { 0 => $"{i}", 1 => $"\"{i}\"", _ => $$"""{ "a": [{{i}}], "b": null }""" };
        var items = Enumerable.Range(0, 1_000).Select(Text).Append((last % 3) switch { 0 => $"{last}.0", 1 => Text(last), _ => $$"""{ "b": null, "a": [{{last}}.0] }""" });

        var problem = new JsonSchemaValidator(JsonElement.Parse("""{ "uniqueItems": true }""")).Problem(JsonElement.Parse($"[{string.Join(',', items)}]"));

        Assert.Equal(isTwice ? "$ has an item twice." : null, problem);
    }

    [Fact]
    public void A_problem_names_no_property_that_the_answer_invented()
    {
        var schema = JsonElement.Parse("""{ "properties": { "known": { "items": { "type": "string" } } }, "additionalProperties": { "type": "string" } }""");

        Assert.Equal("$.known[1] is not of the type that it must be.", new JsonSchemaValidator(schema).Problem(JsonElement.Parse("""{ "known": ["a", 1] }""")));
        Assert.Equal("$.* is not of the type that it must be.", new JsonSchemaValidator(schema).Problem(JsonElement.Parse("""{ "sk-canary": 1 }""")));
    }

    private static Gen<JsonNode> Types() =>
        Gen.OneOf("object", "array", "string", "number", "integer", "boolean", "null").Array[1, 2].Select(
            static t => (JsonNode)new JsonObject { ["type"] = t.Length == 1 ? t[0] : new JsonArray([.. t.Distinct().Select(static s => (JsonNode?)JsonValue.Create(s))]) });

    private static Gen<JsonNode> Pair<T>(string key, Gen<T> value)
        where T : JsonNode? => value.Select(v => (JsonNode)new JsonObject { [key] = v?.DeepClone() });

    private static Gen<JsonNode> List(string key, Gen<JsonNode> item) =>
        item.Array[1, 3].Select(items => (JsonNode)new JsonObject { [key] = new JsonArray([.. items.Select(static i => i.DeepClone())]) });

    private static Gen<JsonNode> Bound(string key) => Pair(key, Gen.Int[-2, 4].Select(static i => (JsonNode?)JsonValue.Create(i)));

    private static Gen<JsonNode> Size(string key, int least = 0) => Pair(key, Gen.Int[least, 3].Select(static i => (JsonNode?)JsonValue.Create(i)));

    private static JsonObject Object((string, JsonNode?)[] items)
    {
        var made = new JsonObject();
        foreach (var (name, item) in items)
        {
            made[name] = item?.DeepClone();
        }

        return made;
    }

    private static JsonNode Merge(JsonNode one, JsonNode other)
    {
        if (one is not JsonObject first || other is not JsonObject second)
        {
            return one.DeepClone();
        }

        var merged = (JsonObject)first.DeepClone();
        foreach (var (key, value) in second)
        {
            merged[key] = value?.DeepClone();
        }

        return merged;
    }
}

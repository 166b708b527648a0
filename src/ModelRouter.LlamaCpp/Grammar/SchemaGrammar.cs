using System.Text.Json;

namespace ModelRouter.LlamaCpp;

/// <summary>Turns a JSON schema into a grammar of which every text fits the schema.</summary>
/// <remarks>
/// Understood: <c>type</c>, <c>enum</c>, <c>const</c>, <c>anyOf</c>, <c>oneOf</c> (of alternatives that exclude each other), <c>allOf</c> of one, <c>type</c> and
/// <c>required</c> beside these, <c>$ref</c> within the schema, recursion included; objects with <c>properties</c>, <c>required</c>, <c>additionalProperties</c>;
/// arrays with <c>items</c>, <c>minItems</c>, <c>maxItems</c>; strings with <c>minLength</c>, <c>maxLength</c>, or else a <c>pattern</c> (<see cref="StringPattern"/>)
/// or format (<see cref="StringFormat"/>); numbers with <c>minimum</c>, <c>maximum</c>, <c>exclusiveMinimum</c>, <c>exclusiveMaximum</c>. Any other keyword is refused
/// with its place. The grammar may allow less than the schema: properties come in the order of the schema, an object with properties gets no others, numbers with
/// bounds have one digit before the point if they have an exponent, and strings with a limit have at most 50,000 characters more than they must.
/// </remarks>
internal sealed class SchemaGrammar
{
    private const string Unknown = "the engine does not know";
    private const string Beside = "can't stand beside";

    private static readonly string[] ObjectKeywords = ["properties", "required", "additionalProperties"];
    private static readonly string[] ArrayKeywords = ["items", "minItems", "maxItems"];
    private static readonly string[] StringKeywords = ["minLength", "maxLength", "pattern", "format"];
    private static readonly string[] NumberKeywords = ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"];
    private static readonly string[] Choosing = ["const", "enum", "anyOf", "oneOf", "allOf"];
    private static readonly string[] AllTypes = ["object", "array", "string", "integer", "number", "boolean", "null"];

    /// <summary>More schemas within each other than anybody writes by hand; each takes room on the stack.</summary>
    private const int MostNested = 200;

    private static readonly JsonElement True = JsonDocument.Parse("true").RootElement;

    private readonly SchemaReferences _references;
    private readonly JsonRules _rules = new();
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);
    private int _nested;
    private int _tails;

    private SchemaGrammar(JsonElement root) => _references = new SchemaReferences(root);

    /// <summary>The grammar of a schema, in GBNF.</summary>
    /// <exception cref="UnsupportedSchemaException">The schema asks for what a grammar can't hold answers to, or is none.</exception>
    public static string Convert(JsonElement schema)
    {
        var grammar = new SchemaGrammar(schema);
        return grammar._rules.ToText(grammar.Rule(new SchemaNode(schema, "#")));
    }

    /// <summary>The grammar of any JSON object, in GBNF.</summary>
    public static string AnyObject()
    {
        var rules = new JsonRules();
        return rules.ToText(rules.Use(JsonRules.Object));
    }

    /// <summary>The name of a place's rule.</summary>
    private string Rule(SchemaNode node)
    {
        var key = node.Added is null ? node.Pointer : $"{node.Pointer}\n{node.Added}";
        if (!_names.TryGetValue(key, out var name))
        {
            name = $"s{_names.Count}";
            _names.Add(key, name);
            if (_names.Count + _rules.Count > Gbnf.MostRules)
            {
                throw node.Unsupported($"the schema has grown beyond {Gbnf.MostRules} rules");
            }

            if (++_nested > MostNested)
            {
                throw node.Unsupported($"the schema is nested more than {MostNested} deep");
            }

            _rules.Add(name, Body(node, name));
            _nested--;
        }

        return name;
    }

    private string Body(SchemaNode node, string name)
    {
        if (node.Schema.ValueKind == JsonValueKind.True)
        {
            return _rules.Use(JsonRules.Value);
        }

        if (node.Schema.ValueKind == JsonValueKind.False)
        {
            throw node.Unsupported("nothing is allowed");
        }

        if (!node.IsObject)
        {
            throw node.Unsupported("must be a schema");
        }

        if (node.Find("$ref") is not null)
        {
            return Rule(Target(node));
        }

        if ((node.Find("const") ?? node.Find("enum")) is not null)
        {
            return Constants(node);
        }

        foreach (var keyword in (ReadOnlySpan<string>)["anyOf", "oneOf", "allOf"])
        {
            if (node.Find(keyword) is { } combined)
            {
                node.Only($"{Beside} {keyword}", keyword, "type", "required");
                return Alternatives(node, combined, keyword);
            }
        }

        return string.Join(" | ", TypesOf(node).Select(type => OfType(node, type, name)));
    }

    /// <summary>The place itself, or the one that it refers to.</summary>
    private SchemaNode Target(SchemaNode node)
    {
        if (node.Find("$ref") is not { } reference)
        {
            return node;
        }

        node.Only($"{Beside} $ref", "$ref");
        return _references.Resolve(reference);
    }

    private static string Constants(SchemaNode node)
    {
        node.Only($"{Beside} enum and const", "enum", "const", "type");
        var values = SchemaReferences.Constants(node)!;
        return values.Count > 0
            ? TextTree.Of(values.Select(JsonText.Of))
            : throw node.Unsupported("no value is left to choose from");
    }

    private string Alternatives(SchemaNode node, SchemaNode list, string keyword)
    {
        var alternatives = list.Elements();
        if (alternatives.Count == 0)
        {
            throw list.Unsupported("must hold a schema");
        }

        if (keyword == "allOf" && alternatives.Count > 1)
        {
            throw list.Unsupported("is allOf with several schemas, which the engine can't merge");
        }

        if (node.Find("type") is not null || node.Find("required") is not null)
        {
            // As schemas of polymorphic types are written: what all alternatives have in common stands beside them.
            alternatives = [.. alternatives.Select(place => Target(place).With(node)).OfType<SchemaNode>().DistinctBy(static place => place.Pointer, StringComparer.Ordinal)];
            if (alternatives.Count == 0)
            {
                throw list.Unsupported("no alternative is of the type beside it");
            }
        }

        if (keyword == "oneOf")
        {
            _references.RequireDisjoint(list, alternatives);
        }

        // llama.cpp follows all alternatives at a time, and where objects that begin alike contain each other, their number would double with each:
        // so these are written once up to where they part.
        return string.Join(" | ", alternatives.Select(place => (Place: place, Members: BeginningOf(place))).GroupBy(static one => one.Members?.KeyAt(0) ?? one.Place.Pointer, StringComparer.Ordinal).Select(
            group => group.Count() == 1 ? Rule(group.First().Place) : Alike([.. group.Select(static one => one.Members!)])));
    }

    /// <summary>The members of a place's object; <see langword="null"/> if it may be anything else.</summary>
    private SchemaMembers? BeginningOf(SchemaNode place)
    {
        var node = Target(place);
        return node.IsObject && !Choosing.Any(keyword => node.Find(keyword) is not null) && TypesOf(node) is ["object"] ? MembersOf(node) : null;
    }

    /// <summary>Objects of which each begins with the same property.</summary>
    private string Alike(List<SchemaMembers> objects)
    {
        var ws = _rules.Use(JsonRules.Space);
        return $"\"{{\" {ws} {Pair(objects[0].Properties[0], ws)} ({Rest(objects, 1, ws)}) {ws} \"}}\"";
    }

    /// <summary>What may follow the properties before a place of the order, which these objects share.</summary>
    private string Rest(List<SchemaMembers> objects, int place, string ws) => string.Join(" | ", objects
        .GroupBy(members => members.KeyAt(place) ?? $"{_tails++}", StringComparer.Ordinal)
        .Select(group => group.Count() == 1
            ? Members(group.First().From(place), $"t{_tails++}", ws).More ?? "\"\""
            : $"\",\" {ws} {Pair(group.First().Properties[place], ws)} ({Rest([.. group], place + 1, ws)})")
        .Distinct(StringComparer.Ordinal));

    private static List<string> TypesOf(SchemaNode node)
    {
        node.Only(Unknown, ["type", .. ObjectKeywords, .. ArrayKeywords, .. StringKeywords, .. NumberKeywords]);
        var types = SchemaReferences.Types(node);
        if (types is not null)
        {
            return types.Find(type => !AllTypes.Contains(type)) is { } strange ? throw node.At("type").Unsupported($"'{strange}' is no type")
                : types.Count > 0 ? types : throw node.At("type").Unsupported("must name a type");
        }

        // What no type limits may be anything; keywords of one type mean a value of it.
        return ObjectKeywords.Any(keyword => node.Find(keyword) is not null) ? ["object"]
            : ArrayKeywords.Any(keyword => node.Find(keyword) is not null) ? ["array"]
            : StringKeywords.Any(keyword => node.Find(keyword) is not null) ? ["string"]
            : NumberKeywords.Any(keyword => node.Find(keyword) is not null) ? ["number"]
            : ["any"];
    }

    private string OfType(SchemaNode node, string type, string name) => type switch
    {
        "object" => Object(node, name),
        "array" => Array(node, name),
        "string" => String(node),
        "boolean" => "\"true\" | \"false\"",
        "null" => "\"null\"",
        "any" => _rules.Use(JsonRules.Value),
        _ => Number(node, type),
    };

    private string Object(SchemaNode node, string name)
    {
        var ws = _rules.Use(JsonRules.Space);
        var members = MembersOf(node);
        if (members.Properties.Count > 0)
        {
            return $"\"{{\" {ws} {Members(members, name, ws).First ?? "\"\""} {ws} \"}}\"";
        }

        return OthersOf(node) is { } others ? Dictionary(others, name, ws) : $"\"{{\" {ws} \"}}\"";
    }

    private static SchemaMembers MembersOf(SchemaNode node)
    {
        var required = node.Find("required")?.Elements() ?? [];
        var properties = node.Find("properties")?.Entries() ?? [];
        foreach (var place in required.Where(place => !properties.Any(property => property.Name == place.Text())))
        {
            properties.Add((place.Text(), OthersOf(node) ?? throw place.Unsupported("a property is required that is not allowed")));
        }

        return new(properties, [.. required.Select(place => place.Text())]);
    }

    /// <summary>What properties beside the named ones must be; <see langword="null"/> if there may be none.</summary>
    private static SchemaNode? OthersOf(SchemaNode node) => node.Find("additionalProperties") is not { } others ? Anything(node)
        : others.Schema.ValueKind == JsonValueKind.False ? null : others;

    /// <summary>The properties in their order: two rules for each place in it, for when nothing has been written yet and for when something has.</summary>
    private (string? First, string? More) Members(SchemaMembers members, string name, string ws)
    {
        string? first = null;
        string? more = null;
        for (var i = members.Properties.Count - 1; i >= 0; i--)
        {
            var (key, node) = members.Properties[i];
            var isRequired = members.Required.Contains(key);
            if (node.Schema.ValueKind == JsonValueKind.False && !isRequired)
            {
                continue;
            }

            var pair = $"{Pair((key, node), ws)} {more}";
            var (skipped, skippedMore) = isRequired ? ("", "") : ($" | {first ?? "\"\""}", $" | {more ?? "\"\""}");
            (first, more) = (
                _rules.Add($"{name}-first-{i}", pair + skipped),
                _rules.Add($"{name}-more-{i}", $"\",\" {ws} {pair}{skippedMore}"));
        }

        return (first, more);
    }

    private string Pair((string Name, SchemaNode Node) property, string ws) => $"{Gbnf.Literal(JsonText.Of(property.Name))} \":\" {ws} {Rule(property.Node)}";

    private string Dictionary(SchemaNode values, string name, string ws)
    {
        var pair = _rules.Add($"{name}-pair", $"{_rules.Use(JsonRules.String)} \":\" {ws} {Rule(values)}");
        return $"\"{{\" {ws} ({pair} (\",\" {ws} {pair})* {ws})? \"}}\"";
    }

    private string Array(SchemaNode node, string name)
    {
        var (least, most) = Limits(node, "minItems", "maxItems");
        var ws = _rules.Use(JsonRules.Space);
        if (most == 0)
        {
            return $"\"[\" {ws} \"]\"";
        }

        var item = Rule(node.Find("items") ?? Anything(node));
        var more = _rules.Add($"{name}-item", $"\",\" {ws} {item}");
        var items = $"{item} {more}{Times(Math.Max(least - 1, 0), most - 1)} {ws}";
        return least > 0 ? $"\"[\" {ws} {items} \"]\"" : $"\"[\" {ws} ({items})? \"]\"";
    }

    private string String(SchemaNode node)
    {
        if (node.Find("pattern") is { } pattern)
        {
            node.Only($"{Beside} a pattern", ["pattern", "type", .. ObjectKeywords, .. ArrayKeywords, .. NumberKeywords]);
            return $"\"\\\"\" {Pattern(pattern)} \"\\\"\"";
        }

        var (least, most) = Limits(node, "minLength", "maxLength", int.MaxValue);
        return node.Find("format") is { } format ? $"\"\\\"\" {Format(node, format, least, most)} \"\\\"\""
            : least == 0 && most is null ? _rules.Use(JsonRules.String)
            : $"\"\\\"\" {_rules.Characters(least, most)} \"\\\"\"";
    }

    private string Format(SchemaNode node, SchemaNode format, int least, int? most)
    {
        if (!StringFormat.Lengths.TryGetValue(format.Text(), out var length))
        {
            throw format.Unsupported($"the format '{format.Text()}' is none of those known: {string.Join(", ", StringFormat.Lengths.Keys)}");
        }

        return least > length.Shortest ? throw node.At("minLength").Unsupported($"{Beside} the format '{format.Text()}', which can be shorter")
            : most < length.Longest ? throw node.At("maxLength").Unsupported($"{Beside} the format '{format.Text()}', which can be longer")
            : _rules.Use(format.Text());
    }

    private string Pattern(SchemaNode pattern)
    {
        try
        {
            return StringPattern.Convert(pattern.Text(), _rules.Use(JsonRules.Character));
        }
        catch (FormatException exception)
        {
            throw pattern.Unsupported($"is a pattern that it can't follow: {exception.Message}");
        }
    }

    private string Number(SchemaNode node, string type)
    {
        var isInteger = type == JsonRules.Integer;
        var least = NumberBound.Narrower(node.Bound("minimum", -1, isInteger), node.Bound("exclusiveMinimum", -1, isInteger), -1);
        var most = NumberBound.Narrower(node.Bound("maximum", 1, isInteger), node.Bound("exclusiveMaximum", 1, isInteger), 1);
        return least is null && most is null ? _rules.Use(type)
            : NumberRange.Of(least, most, isInteger) ?? throw node.Unsupported("no number lies between the bounds");
    }

    private static (int Least, int? Most) Limits(SchemaNode node, string min, string max, int highest = Gbnf.MostRepetitions)
    {
        var (least, most) = (node.Limit(min) ?? 0, node.Limit(max, highest));
        return most < least ? throw node.At(max).Unsupported($"is below {min}") : (least, most);
    }

    private static string Times(int least, int? most) => $"{{{least},{most}}}";

    private static SchemaNode Anything(SchemaNode node) => new(True, node.Pointer + "/*");
}

using System.Collections;
using System.Globalization;
using System.Text.Json;

namespace ModelRouter.Integration.Tests.Configuration;

/// <summary>Walks the schema from its root and tells each key once, with what the option types say of it.</summary>
internal sealed class SchemaWalk
{
    private const string NextCall = "next call";
    private const string Restart = "restart";

    // Read by whoever uses them: the command line when it runs, agents when they are made.
    private const string AtStart = "start";

    private static readonly string[] Scalars = ["duration", "wait", "timeout", "time-of-day"];
    private static readonly string[] OfRouter = (string[])OptionSource.Static("ModelRouter.RestartKeys.OfRouter")!;
    private static readonly string[] OfModels = (string[])OptionSource.Static("ModelRouter.RestartKeys.OfModels")!;
    private readonly JsonElement _definitions;
    private readonly HashSet<string> _told = new(StringComparer.Ordinal);
    private readonly List<ConfigurationGroup> _groups = [];

    private SchemaWalk(JsonElement root) => _definitions = root.GetProperty("$defs");

    internal static IReadOnlyList<ConfigurationGroup> Run(JsonElement root)
    {
        var walk = new SchemaWalk(root);
        walk.Tell("The file", "", root, AtStart);
        return walk._groups;
    }

    private void Tell(string title, string place, JsonElement schema, string change)
    {
        var required = schema.TryGetProperty("required", out var names) ? names.EnumerateArray().Select(static n => n.GetString()!).ToHashSet(StringComparer.Ordinal) : [];
        var source = ConfigurationSources.All.GetValueOrDefault(place) ?? new OptionSource();
        var below = new List<Action>();
        var keys = schema.GetProperty("properties").EnumerateObject().Where(static p => p.Name[0] != '$').Select(key =>
        {
            var itsChange = Change(place, key.Name, change);
            below.Add(() => TellBelow(title, place, key.Name, key.Value, itsChange));
            return new ConfigurationKey(
                key.Name,
                Type(title, key.Name, key.Value),
                required.Contains(key.Name) ? "required" : Text(source.Default(key.Name)),
                Allowed(key.Value),
                itsChange,
                Meaning(source, key.Name, key.Value));
        }).ToList();
        _groups.Add(new(title, Description(schema), keys));
        below.ForEach(static tell => tell());
    }

    /// <summary>The objects that a key leads to, each of them once.</summary>
    private void TellBelow(string title, string place, string key, JsonElement schema, string change)
    {
        foreach (var (name, target) in Objects(schema))
        {
            if (name is null)
            {
                Tell(Under(title, key), place.Length == 0 ? key : $"{place}/{key}", target, change);
            }
            else if (_told.Add(name))
            {
                Tell(TitleOf(name), name, target, change);
            }
        }
    }

    /// <summary>The settings of all providers stand under one key, by the provider's name.</summary>
    private IEnumerable<(string? Name, JsonElement Schema)> Objects(JsonElement schema)
    {
        if (Reference(schema) is { } name)
        {
            var target = _definitions.GetProperty(name);
            return target.TryGetProperty("properties", out _) ? [(name, target)] : [];
        }

        if (schema.TryGetProperty("properties", out _))
        {
            return IsTable(schema) ? [] : [(null, schema)];
        }

        return schema.TryGetProperty("anyOf", out var any) ? any.EnumerateArray().SelectMany(Objects)
            : schema.TryGetProperty("items", out var items) ? Objects(items)
            : schema.TryGetProperty("additionalProperties", out var others) && others.ValueKind == JsonValueKind.Object ? Objects(others)
            : IsSettings(schema) ? _definitions.EnumerateObject().Where(static d => d.Name.StartsWith("settings-", StringComparison.Ordinal)).Select(static d => ((string?)d.Name, d.Value))
            : [];
    }

    private string Type(string title, string key, JsonElement schema)
    {
        if (Reference(schema) is { } name)
        {
            return Scalars.Contains(name) ? name.Replace('-', ' ')
                : _definitions.GetProperty(name).TryGetProperty("properties", out _) ? $"[{name}](#{ConfigurationGroup.Link(TitleOf(name))})"
                : Type(title, key, _definitions.GetProperty(name));
        }

        if (schema.TryGetProperty("anyOf", out var any))
        {
            // A list may be one text with commas everywhere; the introduction says so.
            var kinds = any.EnumerateArray().ToList();
            var isList = kinds.Count == 2 && kinds[0].TryGetProperty("items", out var listed) && !listed.TryGetProperty("$ref", out _) && Kind(kinds[1]) is "string" or "text or number";
            isList |= kinds.Count == 2 && kinds[0].TryGetProperty("items", out listed) && listed.TryGetProperty("$ref", out _) && !Objects(listed).Any();
            return isList ? Type(title, key, kinds[0]) : string.Join(" or ", kinds.Select(kind => Type(title, key, kind)).Distinct());
        }

        return schema.TryGetProperty("enum", out _) ? "name"
            : schema.TryGetProperty("items", out var items) ? $"list of {Type(title, key, items)}"
            : IsTable(schema) ? $"{Type(title, key, schema.GetProperty("properties").EnumerateObject().First().Value)} by name"
            : schema.TryGetProperty("properties", out _) ? $"[object](#{ConfigurationGroup.Link(Under(title, key))})"
            : schema.TryGetProperty("patternProperties", out var patterns) ? $"{Type(title, key, patterns.EnumerateObject().First().Value)} by name"
            : schema.TryGetProperty("additionalProperties", out var others) && others.ValueKind == JsonValueKind.Object ? $"{Type(title, key, others)} by name"
            : IsSettings(schema) ? "the provider's object"
            : Kind(schema) switch { "integer" => "whole number", "boolean" => "true or false", "string" => "text", var kind => kind };
    }

    private static string Kind(JsonElement schema) => !schema.TryGetProperty("type", out var type) ? "any"
        : type.ValueKind == JsonValueKind.String ? type.GetString()!
        : string.Join(" or ", type.EnumerateArray().Select(static t => t.GetString()!).Where(static t => t != "null").Select(static t => t == "boolean" ? "true or false" : t)) is var kinds && kinds.Contains(" or ", StringComparison.Ordinal)
            ? kinds.Replace("string", "text", StringComparison.Ordinal)
            : kinds;

    private string Allowed(JsonElement schema)
    {
        if (Reference(schema) is { } name)
        {
            return Allowed(_definitions.GetProperty(name));
        }

        if (schema.TryGetProperty("enum", out var names))
        {
            return string.Join(", ", names.EnumerateArray().Select(static n => $"`{n.GetString()}`"));
        }

        if (schema.TryGetProperty("anyOf", out var any))
        {
            return string.Join("; ", any.EnumerateArray().Select(Allowed).Where(static text => text.Length > 0).Distinct());
        }

        if (schema.TryGetProperty("items", out var items))
        {
            return Objects(items).Any() ? "" : Allowed(items);
        }

        if (IsTable(schema))
        {
            var entries = schema.GetProperty("properties").EnumerateObject().ToList();
            return $"{Allowed(entries[0].Value)} for {string.Join(", ", entries.Select(static e => $"`{e.Name}`"))}";
        }

        return schema.TryGetProperty("patternProperties", out var patterns) ? Allowed(patterns.EnumerateObject().First().Value) : Range(schema);
    }

    private static string Range(JsonElement schema)
    {
        var least = Number(schema, "minimum") is { } minimum ? $"≥ {minimum}" : Number(schema, "exclusiveMinimum") is { } above ? $"> {above}" : null;
        var most = Number(schema, "maximum") is { } maximum ? $"≤ {maximum}" : Number(schema, "maxLength") is { } length ? $"at most {length} characters" : null;
        return string.Join(", ", new[] { least, most }.OfType<string>());
    }

    private static string? Number(JsonElement schema, string name) =>
        schema.TryGetProperty(name, out var value) ? value.GetDecimal().ToString("0.############", CultureInfo.InvariantCulture) : null;

    private string Meaning(OptionSource source, string key, JsonElement schema) =>
        (source.Property(key) is { } property && !source.Told.Contains(key) ? XmlDocs.Summary(property) : null)
        ?? (Description(schema) is { Length: > 0 } own ? own : Reference(schema) is { } name && Description(_definitions.GetProperty(name)) is { Length: > 0 } shared ? shared : null)
        ?? throw new InvalidOperationException(
            $"Nothing says what the key '{key}' means: it is no property with a summary of {string.Join(", ", source.Types.Select(static t => t.Name))}, and the schema has no description.");

    private static string Description(JsonElement schema) => schema.TryGetProperty("description", out var text) ? text.GetString()!.Replace("|", "\\|", StringComparison.Ordinal) : "";

    private static string Change(string place, string key, string outer) => place switch
    {
        "" => key == "ModelRouter" ? "by key" : AtStart,
        "router" => key == "Registry" ? AtStart : OfRouter.Contains(key) ? Restart : NextCall,
        "model" => OfModels.Contains(key) ? Restart : NextCall,
        _ => outer,
    };

    /// <summary>An object whose keys are the names of an enumeration.</summary>
    private static bool IsTable(JsonElement schema) =>
        schema.TryGetProperty("properties", out var properties) && properties.EnumerateObject().ToList() is { Count: > 3 } entries
        && entries.TrueForAll(entry => entry.Value.GetRawText() == entries[0].Value.GetRawText() && !entry.Value.TryGetProperty("description", out _));

    private static bool IsSettings(JsonElement schema) => Kind(schema) == "object" && schema.EnumerateObject().All(static p => p.Name is "type" or "description");

    private static string? Reference(JsonElement schema) => schema.TryGetProperty("$ref", out var reference) ? reference.GetString()!["#/$defs/".Length..] : null;

    private static string Under(string title, string key) => title is "The file" ? key : $"{title}:{key}";

    private static string TitleOf(string definition) => definition switch
    {
        "router" => "ModelRouter",
        "model" => "ModelRouter:Models:{id}",
        "budget" => "ModelRouter:Budgets:{name}",
        "budget-store" => "ModelRouter:BudgetStore",
        "ledger" => "ModelRouter:Ledger",
        "learning" => "ModelRouter:Learning",
        "rule" => "ModelRouter:Policy:Rules:{n}",
        "agent" => "Agents:{name}",
        "price" => "A price",
        "off-peak" => "A price: off-peak hours",
        "long-prompt" => "A price: long prompts",
        "self-hosted" => "A price: self-hosted",
        "condition" => "A rule's condition",
        "selector" => "A rule's models",
        "pool-node" => "Settings of pool: a node",
        _ when definition.StartsWith("settings-", StringComparison.Ordinal) => $"Settings of {definition["settings-".Length..]}",
        _ => throw new InvalidOperationException($"The definition '{definition}' has no title yet."),
    };

    private static string Text(object? value) => value switch
    {
        null => "",
        bool flag => flag ? "`true`" : "`false`",
        TimeSpan { Ticks: < 0 } => "`none`",
        TimeSpan span => $"`{(span.Ticks % TimeSpan.TicksPerSecond == 0 ? $"{span:c}" : $"{span:c}".TrimEnd('0'))}`",
        TimeZoneInfo zone => $"`{zone.Id}`",
        string text => text.Length == 0 ? "" : $"`{text}`",
        Enum or Uri => $"`{value}`",
        IFormattable number when value.GetType().IsPrimitive || value is decimal => $"`{number.ToString(null, CultureInfo.InvariantCulture)}`",
        IEnumerable list => string.Join(", ", list.Cast<object>().Select(Text)),
        _ => "",
    };
}

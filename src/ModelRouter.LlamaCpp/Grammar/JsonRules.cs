using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace ModelRouter.LlamaCpp;

/// <summary>GBNF rules of JSON's own forms, added to a grammar as they are used.</summary>
/// <remarks>Numbers and white space are bounded so that a model that has lost its way can't write them for ever; escapes of lone surrogates are left out.</remarks>
internal sealed class JsonRules
{
    public const string Space = "ws";
    public const string Value = "value";
    public const string Object = "object";
    public const string Array = "array";
    public const string String = "string";
    public const string Character = "char";
    public const string Number = "number";
    public const string Integer = "integer";

    // Raw characters where JSON allows them: models write them so.
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Each rule with the rules that it uses.</summary>
    private static readonly Dictionary<string, (string Body, string[] Uses)> Known = new(StringComparer.Ordinal)
    {
        [Space] = ("(\" \" | \"\\n\" [ \\t]{0,20})?", []),
        [Value] = ($"{Object} | {Array} | {String} | {Number} | \"true\" | \"false\" | \"null\"", [Object, Array, String, Number]),
        [Object] = ($"\"{{\" {Space} ({String} \":\" {Space} {Value} (\",\" {Space} {String} \":\" {Space} {Value})* {Space})? \"}}\"", [Space, String, Value]),
        [Array] = ($"\"[\" {Space} ({Value} (\",\" {Space} {Value})* {Space})? \"]\"", [Space, Value]),
        [String] = ($"\"\\\"\" {Character}* \"\\\"\"", [Character]),
        [Character] = (@"[^""\\\x00-\x1F\x7F] | ""\\"" ([""\\/bfnrt] | ""u"" ([0-9a-cA-Ce-fE-F] [0-9a-fA-F] | [dD] [0-7]) [0-9a-fA-F] [0-9a-fA-F])", []),
        [Number] = ($"{Integer} (\".\" [0-9]{{1,20}})? ([eE] [-+]? ([0-9]{{1,2}} | [0-2] [0-9] [0-9] | \"30\" [0-7]))?", [Integer]),
        [Integer] = ("\"-\"? (\"0\" | [1-9] [0-9]{0,19})", []),
        ["date"] = (
            "[1-9] [0-9] [0-9] [0-9] \"-\" ((\"01\" | \"03\" | \"05\" | \"07\" | \"08\" | \"10\" | \"12\") \"-\" (\"0\" [1-9] | [12] [0-9] | \"3\" [01]) | " +
            "(\"04\" | \"06\" | \"09\" | \"11\") \"-\" (\"0\" [1-9] | [12] [0-9] | \"30\") | \"02-\" (\"0\" [1-9] | \"1\" [0-9] | \"2\" [0-8]))", []),
        ["date-time"] = (
            "date \"T\" time", ["date", "time"]),
        ["time"] = (
            "([01] [0-9] | \"2\" [0-3]) \":\" [0-5] [0-9] \":\" [0-5] [0-9] (\".\" [0-9]{1,7})? " +
            "(\"Z\" | [-+] (\"0\" [0-9] | \"1\" [0-3]) \":\" [0-5] [0-9])", []),
        ["duration"] = (
            "\"P\" ([0-9]{1,4} \"W\" | (durdays durtime? | durtime))", ["durdays", "durtime"]),
        ["durdays"] = ("[0-9]{1,4} (\"Y\" ([0-9]{1,4} \"M\" ([0-9]{1,4} \"D\")?)? | \"M\" ([0-9]{1,4} \"D\")? | \"D\")", []),
        ["durtime"] = ("\"T\" [0-9]{1,4} (\"H\" ([0-9]{1,4} \"M\" ([0-9]{1,4} \"S\")?)? | \"M\" ([0-9]{1,4} \"S\")? | \"S\")", []),
        ["email"] = ("[a-zA-Z0-9_+-]{1,32} (\".\" [a-zA-Z0-9_+-]{1,32}){0,8} \"@\" label (\".\" label){1,8}", ["label"]),
        ["hostname"] = ("label (\".\" label){0,8}", ["label"]),
        ["label"] = ("[a-zA-Z0-9] ([a-zA-Z0-9-]{0,30} [a-zA-Z0-9])?", []),
        ["ipv4"] = ("octet \".\" octet \".\" octet \".\" octet", ["octet"]),
        ["octet"] = ("[0-9] | [1-9] [0-9] | \"1\" [0-9] [0-9] | \"2\" ([0-4] [0-9] | \"5\" [0-5])", []),
        ["uri"] = (
            "([a-z] [a-z0-9+.-]{1,15} \":\" (\"//\" label (\".\" label){0,8} (\":\" [0-9]{1,4})? ([/?] urichar{0,256})? | \"/\"? [a-zA-Z0-9?:@!$&'()*+,;=._~-] urichar{0,255}) | " +
            "\"file:///\" urichar{0,256}) (\"#\" urichar{0,256})?", ["label", "urichar"]),
        ["urichar"] = ("[a-zA-Z0-9/?:@!$&'()*+,;=._~-]", []),
        ["uuid"] = ("hex{8} \"-\" hex{4} \"-\" hex{4} \"-\" hex{4} \"-\" hex{12}", ["hex"]),
        ["hex"] = ("[0-9a-fA-F]", []),
    };

    private readonly SortedDictionary<string, string> _rules = new(StringComparer.Ordinal);

    /// <summary>Formats of strings that answers can be held to.</summary>
    public static IReadOnlyList<string> Formats { get; } = ["date", "date-time", "duration", "email", "hostname", "ipv4", "time", "uri", "uuid"];

    /// <summary>Rules so far.</summary>
    public int Count => _rules.Count;

    /// <summary>The name of one of JSON's rules, which is added with all that it uses.</summary>
    public string Use(string name)
    {
        var (body, uses) = Known[name];
        if (_rules.TryAdd(name, body))
        {
            foreach (var used in uses)
            {
                Use(used);
            }
        }

        return name;
    }

    /// <summary>Adds a rule of the schema's own.</summary>
    public string Add(string name, string body)
    {
        _rules[name] = body;
        return name;
    }

    /// <summary>JSON as a GBNF literal.</summary>
    public static string Literal(JsonElement value) => Write(value.WriteTo);

    /// <summary>A string's JSON as a GBNF literal.</summary>
    public static string Literal(string text) => Write(writer => writer.WriteStringValue(text));

    /// <summary>The grammar's text.</summary>
    /// <param name="root">What an answer is.</param>
    public string ToText(string root)
    {
        var text = new StringBuilder($"{Gbnf.Root} ::= {root}\n");
        foreach (var (name, body) in _rules)
        {
            text.Append(name).Append(" ::= ").Append(body).Append('\n');
        }

        return text.ToString();
    }

    private static string Write(Action<Utf8JsonWriter> write)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes, Plain))
        {
            write(writer);
        }

        return Gbnf.Literal(Encoding.UTF8.GetString(bytes.ToArray()));
    }
}

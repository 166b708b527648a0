using System.Text;

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

    // Longer answers hardly fit into the contexts of models that run here.
    private const int Block = 1000;
    private const int MostBlocks = 50;

    /// <summary>Each rule with the rules that it uses.</summary>
    private static readonly Dictionary<string, (string Body, string[] Uses)> Known = new(StringComparer.Ordinal)
    {
        [Space] = ("(\" \" | \"\\n\" [ \\t]{0,20})?", []),
        [Value] = ($"{Object} | {Array} | {String} | {Number} | \"true\" | \"false\" | \"null\"", [Object, Array, String, Number]),
        [Object] = ($"\"{{\" {Space} ({String} \":\" {Space} {Value} (\",\" {Space} {String} \":\" {Space} {Value})* {Space})? \"}}\"", [Space, String, Value]),
        [Array] = ($"\"[\" {Space} ({Value} (\",\" {Space} {Value})* {Space})? \"]\"", [Space, Value]),
        [String] = ($"\"\\\"\" {Character}* \"\\\"\"", [Character]),
        [Character] = (
            @"[^""\\\x00-\x1F\x7F] | ""\\"" ([""\\/bfnrt] | ""u"" (([0-9a-cA-Ce-fE-F] hex | [dD] [0-7]) hex hex | [dD] [89abAB] hex hex ""\\u"" [dD] [c-fC-F] hex hex))", ["hex"]),
        [Number] = ($"{Integer} (\".\" [0-9]{{1,20}})? ([eE] [-+]? ([0-9]{{1,2}} | [0-2] [0-9] [0-9] | \"30\" [0-7]))?", [Integer]),
        [Integer] = ("\"-\"? (\"0\" | [1-9] [0-9]{0,19})", []),
        ["hex"] = ("[0-9a-fA-F]", []),
    };

    private readonly SortedDictionary<string, string> _rules = new(StringComparer.Ordinal);

    /// <summary>Rules so far.</summary>
    public int Count => _rules.Count;

    /// <summary>The name of one of JSON's rules, or of a format's, which is added with all that it uses.</summary>
    public string Use(string name)
    {
        var (body, uses) = Known.TryGetValue(name, out var known) ? known : StringFormat.Rules[name];
        if (_rules.TryAdd(name, body))
        {
            foreach (var used in uses)
            {
                Use(used);
            }
        }

        return name;
    }

    /// <summary>So many characters of a string's inside.</summary>
    public string Characters(int least, int? most)
    {
        var character = Use(Character);
        if (most is not > Gbnf.MostRepetitions)
        {
            return $"{character}{{{least},{most}}}";
        }

        // Beyond what llama.cpp counts to in blocks: each time less than one of them, or one and more.
        var more = Math.Min(most.Value - least, MostBlocks * Block);
        var (block, rest) = (Add("block", $"{character}{{{Block}}}"), Add("rest", $"{character}{{0,{Block - 1}}}"));
        var characters = $"{character}{{0,{more % Block}}}";
        for (var i = 0; i < more / Block; i++)
        {
            characters = $"({rest} | {block} {characters})";
        }

        return least == 0 ? characters : $"{character}{{{least}}} {characters}";
    }

    /// <summary>Adds a rule of the schema's own.</summary>
    public string Add(string name, string body)
    {
        _rules[name] = body;
        return name;
    }

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
}

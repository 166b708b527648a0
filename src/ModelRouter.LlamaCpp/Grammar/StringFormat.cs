namespace ModelRouter.LlamaCpp;

/// <summary>Formats of strings that answers can be held to: what RFC 3339, 3986 and 5321 allow and .NET can read.</summary>
/// <remarks>
/// Whatever has the format can be written, or else a model would be made to write another in its place: days of leap years, long labels of hosts, ports. Times of a day are
/// those of <see cref="TimeOnly"/>, which has no offset, though RFC 3339 has one there. Left out are seconds of 60, letters in lower case for T and Z, and quoted mailboxes.
/// </remarks>
internal static class StringFormat
{
    private const int LongestHost = 253;
    private const int LongestMailbox = 64;
    private const int LongestEmail = 254;
    private const int MostLabels = 40;
    private const string Atom = "a-zA-Z0-9!#$%&'*+/=?^_`{|}~-";

    /// <summary>The formats' rules, and those that they use, each with the rules that it uses itself.</summary>
    public static IReadOnlyDictionary<string, (string Body, string[] Uses)> Rules { get; } = new Dictionary<string, (string Body, string[] Uses)>(
        Enumerable.Range(1, LongestMailbox - 1).Select(MoreAtoms), StringComparer.Ordinal)
    {
        ["date"] = (
            "year \"-\" ((\"01\" | \"03\" | \"05\" | \"07\" | \"08\" | \"10\" | \"12\") \"-\" (\"0\" [1-9] | [12] [0-9] | \"3\" [01]) | " +
            "(\"04\" | \"06\" | \"09\" | \"11\") \"-\" (\"0\" [1-9] | [12] [0-9] | \"30\") | \"02-\" (\"0\" [1-9] | \"1\" [0-9] | \"2\" [0-8])) | leapyear \"-02-29\"", ["year", "leapyear"]),
        ["year"] = ("[1-9] [0-9]{3} | \"0\" ([1-9] [0-9] [0-9] | \"0\" ([1-9] [0-9] | \"0\" [1-9]))", []),
        ["leapyear"] = ("[0-9] [0-9] fourth | fourth \"00\"", ["fourth"]),
        ["fourth"] = ("\"0\" [48] | [2468] [048] | [13579] [26]", []),
        ["date-time"] = (
            "date \"T\" clock (\".\" [0-9]{1,9})? (\"Z\" | [-+] ((\"0\" [0-9] | \"1\" [0-3]) \":\" [0-5] [0-9] | \"14:00\"))", ["date", "clock"]),
        ["time"] = ("clock (\".\" [0-9]{1,7})?", ["clock"]),
        ["clock"] = ("([01] [0-9] | \"2\" [0-3]) \":\" [0-5] [0-9] \":\" [0-5] [0-9]", []),
        ["duration"] = (
            "\"P\" ([0-9]{1,10} \"W\" | (durdays durtime? | durtime))", ["durdays", "durtime"]),
        ["durdays"] = ("[0-9]{1,10} (\"Y\" ([0-9]{1,10} \"M\" ([0-9]{1,10} \"D\")?)? | \"M\" ([0-9]{1,10} \"D\")? | \"D\")", []),
        ["durtime"] = ("\"T\" [0-9]{1,10} (\"H\" ([0-9]{1,10} \"M\" ([0-9]{1,10} \"S\")?)? | \"M\" ([0-9]{1,10} \"S\")? | \"S\")", []),
        ["email"] = ($"[{Atom}] atom{LongestMailbox - 1} \"@\" label (\".\" label){{1,{MostLabels}}}", [$"atom{LongestMailbox - 1}", "label"]),
        ["hostname"] = ($"label (\".\" label){{0,{MostLabels}}}", ["label"]),
        ["label"] = ("[a-zA-Z0-9] ([a-zA-Z0-9-]{0,61} [a-zA-Z0-9])?", []),
        ["ipv4"] = ("octet \".\" octet \".\" octet \".\" octet", ["octet"]),
        ["octet"] = ("[0-9] | [1-9] [0-9] | \"1\" [0-9] [0-9] | \"2\" ([0-4] [0-9] | \"5\" [0-5])", []),
        ["uri"] = (
            "([a-zA-Z] [a-zA-Z0-9+.-]{1,31} \":\" (\"//\" (useritem+ \"@\")? host (\":\" port)? ([/?] uriitem*)? | \"/\"? ([?@] | useritem) uriitem*) | " +
            "\"file:///\" uriitem*) (\"#\" uriitem*)?", ["useritem", "host", "port", "uriitem"]),
        ["uriitem"] = ("[/?@] | useritem", ["useritem"]),
        ["useritem"] = ("[a-zA-Z0-9:!$&'()*+,;=._~-] | \"%\" hex hex", ["hex"]),
        ["host"] = ("hostitem (\".\" hostitem)* | \"[\" ipv6 \"]\"", ["hostitem", "ipv6"]),
        ["hostitem"] = ("[a-zA-Z0-9_] ([a-zA-Z0-9_-]{0,61} [a-zA-Z0-9_])?", []),
        ["port"] = (
            "[0-9]{1,4} | [1-5] [0-9]{4} | \"6\" ([0-4] [0-9]{3} | \"5\" ([0-4] [0-9]{2} | \"5\" ([0-2] [0-9] | \"3\" [0-5])))", []),
        ["ipv6"] = (
            "(hexes \":\"){6} hexend | \"::\" (hexes \":\"){5} hexend | hexes? \"::\" (hexes \":\"){4} hexend | (hexes (\":\" hexes){0,1})? \"::\" (hexes \":\"){3} hexend | " +
            "(hexes (\":\" hexes){0,2})? \"::\" (hexes \":\"){2} hexend | (hexes (\":\" hexes){0,3})? \"::\" hexes \":\" hexend | " +
            "(hexes (\":\" hexes){0,4})? \"::\" hexend | (hexes (\":\" hexes){0,5})? \"::\" hexes | (hexes (\":\" hexes){0,6})? \"::\"", ["hexes", "hexend"]),
        ["hexes"] = ("hex{1,4}", ["hex"]),
        ["hexend"] = ("hexes \":\" hexes | ipv4", ["hexes", "ipv4"]),
        ["uuid"] = ("hex{8} \"-\" hex{4} \"-\" hex{4} \"-\" hex{4} \"-\" hex{12}", ["hex"]),
    };

    /// <summary>Each format with the length of its shortest text and of its longest. Hosts and addresses that are longer can be written: to keep them out, labels would have to
    /// be cut that nobody counts.</summary>
    public static IReadOnlyDictionary<string, (int Shortest, int Longest)> Lengths { get; } = new SortedDictionary<string, (int, int)>(StringComparer.Ordinal)
    {
        ["date"] = (10, 10), ["date-time"] = (20, 35), ["duration"] = (3, 68), ["email"] = (5, LongestEmail), ["hostname"] = (1, LongestHost),
        ["ipv4"] = (7, 15), ["time"] = (8, 16), ["uri"] = (4, int.MaxValue), ["uuid"] = (36, 36),
    };

    /// <summary>What may follow a character of a mailbox of which so many are left: dots stand between others.</summary>
    private static KeyValuePair<string, (string Body, string[] Uses)> MoreAtoms(int left) => new($"atom{left}", left switch
    {
        1 => ($"[{Atom}]?", []),
        2 => ($"([{Atom}] atom1 | \".\" [{Atom}])?", ["atom1"]),
        _ => ($"([{Atom}] atom{left - 1} | \".\" [{Atom}] atom{left - 2})?", [$"atom{left - 1}"]),
    });
}

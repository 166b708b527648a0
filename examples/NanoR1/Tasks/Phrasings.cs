namespace NanoR1;

/// <summary>The phrasings of the families, which are data: files of sections, <c>## addition</c>, with one phrasing a line. Blank lines and those
/// that begin with <c># </c> are remarks.</summary>
/// <remarks>What stands in a <c>…-held-out.txt</c> was written by somebody who had not seen training's phrasings; only evaluation uses it.</remarks>
internal static class Phrasings
{
    private static readonly Dictionary<string, Dictionary<string, string[]>> Files =
        new[] { "english", "english-held-out", "korean", "korean-held-out" }.ToDictionary(static file => file, Read, StringComparer.Ordinal);

    /// <summary>A family's phrasings.</summary>
    /// <exception cref="KeyNotFoundException">There is no such file, or it has no such section.</exception>
    /// <exception cref="FormatException">A phrasing is not well formed.</exception>
    public static Phrasebook Of(string language, string section) => new(Lines(language, section), HeldOut(language, section));

    /// <summary>What training, too, uses.</summary>
    /// <exception cref="KeyNotFoundException">There is no such file, or it has no such section.</exception>
    public static string[] Lines(string language, string section) => Files[language][section];

    /// <summary>What only evaluation uses.</summary>
    /// <exception cref="KeyNotFoundException">There is no such file, or it has no such section.</exception>
    public static string[] HeldOut(string language, string section) => Files[language + "-held-out"][section];

    private static Dictionary<string, string[]> Read(string file)
    {
        using var stream = typeof(Phrasings).Assembly.GetManifestResourceStream($"{file}.txt")
            ?? throw new InvalidOperationException($"{file}.txt isn't in the assembly.");
        using var reader = new StreamReader(stream);
        var sections = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        List<string>? section = null;
        for (var number = 1; reader.ReadLine() is { } line; number++)
        {
            if (line.StartsWith("## ", StringComparison.Ordinal))
            {
                section = [];
                sections.Add(line[3..], section);
            }
            else if (line.Length > 0 && !line.StartsWith("# ", StringComparison.Ordinal))
            {
                (section ?? throw new FormatException($"{file}.txt, line {number}: a phrasing stands before the first section.")).Add(line);
            }
        }

        return sections.ToDictionary(static pair => pair.Key, static pair => pair.Value.ToArray(), StringComparer.Ordinal);
    }
}

using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace ModelRouter.Tests;

/// <summary>Holds the READMEs, the repository's and the examples', to the examples that they quote: what is read there has been compiled.</summary>
public partial class ReadmeTests
{
    private const string Begin = "// begin-readme";
    private const string End = "// end-readme";

    public static TheoryData<string> Readmes =>
        ["README.md", .. Directory.EnumerateDirectories(Path.Combine(Root(), "examples")).Select(static folder => $"examples/{Path.GetFileName(folder)}/README.md").Order(StringComparer.Ordinal)];

    [Theory, MemberData(nameof(Readmes))]
    public void Code_blocks_are_quotations_of_examples(string file)
    {
        var readme = File.ReadAllText(Path.Combine(Root(), file)).ReplaceLineEndings("\n");
        var quotations = Quotation().Matches(readme);

        Assert.True(quotations.Count > 0 || file != "README.md", "The repository's README quotes nothing.");
        Assert.Equal(Regex.Count(readme, "```csharp"), quotations.Count);
        Assert.All(quotations, quotation => Assert.Equal(Region(quotation.Groups["file"].Value), quotation.Groups["code"].Value.TrimEnd()));
    }

    private static string Region(string file)
    {
        var lines = File.ReadAllLines(Path.Combine(Root(), file))
            .SkipWhile(line => line.Trim() != Begin)
            .Skip(1)
            .TakeWhile(line => line.Trim() != End)
            .ToList();
        Assert.True(lines.Count > 0, $"{file} has no region between '{Begin}' and '{End}'.");
        var indent = lines.Where(line => line.Length > 0).Min(line => line.Length - line.TrimStart().Length);
        return string.Join('\n', lines.Select(line => line.Length > indent ? line[indent..] : line.Trim())).TrimEnd();
    }

    [GeneratedRegex("<!-- from (?<file>[^ ]+) -->\n\n?```csharp\n(?<code>.*?)```", RegexOptions.Singleline, matchTimeoutMilliseconds: 5_000)]
    private static partial Regex Quotation();

    private static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", ".."));
}

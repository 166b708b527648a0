using System.Runtime.CompilerServices;

namespace ModelRouter.Integration.Tests.Configuration;

/// <summary>Holds <c>CONFIGURATION.md</c> to the sources: a new key, a changed default and a changed comment all change it.</summary>
public class ConfigurationDocumentTests
{
    private const string Write = "MODELROUTER_WRITE_DOCS";

    [Fact]
    public async Task The_document_says_what_the_sources_say()
    {
        var path = Path.Combine(Root(), "CONFIGURATION.md");
        var now = ConfigurationDocument.Write(Schema()).ReplaceLineEndings("\n");
        if (Environment.GetEnvironmentVariable(Write) is "1")
        {
            await File.WriteAllTextAsync(path, now, TestContext.Current.CancellationToken);
        }

        var (written, made) = ((await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken)).ReplaceLineEndings("\n").Split('\n'), now.Split('\n'));
        var first = Enumerable.Range(0, Math.Max(written.Length, made.Length)).FirstOrDefault(i => written.ElementAtOrDefault(i) != made.ElementAtOrDefault(i), -1);
        Assert.True(
            first < 0,
            $"CONFIGURATION.md is not what the sources say; run this test with {Write}=1 and commit the file. Line {first + 1} is\n{written.ElementAtOrDefault(first)}\nand should be\n{made.ElementAtOrDefault(first)}");
    }

    internal static string Schema() => File.ReadAllText(Path.Combine(Root(), "src", "ModelRouter.Cli", "modelrouter.schema.json"));

    private static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", ".."));
}

using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.Extensions.AI;

namespace ModelRouter.Tests;

/// <summary>Holds the documents to what they quote: code that is read there has been compiled, files have been checked.</summary>
public partial class ReadmeTests
{
    private const string Begin = "// begin-readme";
    private const string End = "// end-readme";

    public static TheoryData<string> Documents =>
    [
        .. new[] { "README.md", "CONTRIBUTING.md", "CONFIGURATION.md" }.Concat(((string[])["src", "plugins", "prompts", "examples"])
            .SelectMany(static folder => Directory.EnumerateFiles(Path.Combine(Root(), folder), "*.md", SearchOption.AllDirectories))
            .Select(static path => Path.GetRelativePath(Root(), path).Replace('\\', '/'))
            .Where(static path => !path.Split('/').Any(static part => part is "bin" or "obj" or "models"))),
    ];

    [Fact]
    public void All_documents_are_read_and_the_readme_has_code() =>
        Assert.Superset(
            new HashSet<string>(["README.md", "plugins/README.md", "prompts/README.md"], StringComparer.Ordinal),
            Documents.Select(static row => row.Data).ToHashSet(StringComparer.Ordinal));

    [Theory, MemberData(nameof(Documents))]
    public void Code_blocks_are_quotations(string document)
    {
        foreach (Match block in Block().Matches(Read(document)))
        {
            var (source, language, code) = (block.Groups["file"].Value, block.Groups["language"].Value, block.Groups["code"].Value.TrimEnd());
            switch (language)
            {
                case "csharp" or "cs" or "c#":
                    Assert.True(source.Length > 0, $"{document} has code without '<!-- from FILE -->' above it:\n{code}");
                    Assert.Equal(Region(source), code);
                    break;

                case "json" or "jsonc" when source.Length > 0:
                    Assert.Equal(Read(source).TrimEnd(), code);
                    break;

                case "json" or "jsonc":
                    // Configurations are checked where they stand, by schema and reader (SchemaTests); whatever else is JSON is a file's.
                    Assert.True(code.Contains("\"ModelRouter\"", StringComparison.Ordinal), $"{document} has JSON that is neither a configuration nor a file's:\n{code}");
                    break;

                default:
                    Assert.DoesNotMatch(LooksLikeCode(), code);
                    break;
            }
        }
    }

    [Theory]
    [InlineData("var x = 1;", true)]
    [InlineData("modelrouter ask\nawait client.GetResponseAsync();  // yes", true)]
    [InlineData("modelrouter report --by tag; echo done", false)]
    [InlineData("modelrouter eval --data rows.jsonl    what it says", false)]
    public void Code_without_a_language_is_found(string block, bool isCode) => Assert.Equal(isCode, LooksLikeCode().IsMatch(block));

    [Fact]
    public async Task Feedback_is_given_as_the_readme_shows()
    {
        await using var learner = await OutcomeLearner.OpenAsync(cancellationToken: TestContext.Current.CancellationToken);
        using var client = FakeChatClient.Saying("Yes.");
        var endpoint = new ModelEndpoint(new() { Id = "m", Tier = ModelTier.Cloud, Pricing = ModelPricing.Free }, client);
        using var router = new ModelRouterChatClient([endpoint], learner: learner);
        var (first, second) = (await AskAsync("Is water wet?"), await AskAsync("Is fire cold?"));

        await Documentation.Feedback.GiveAsync(router, first, second.GetRoutingReceipt()!.CallId);

        Assert.Equal(2, learner.Count);

        Task<ChatResponse> AskAsync(string question) => router.GetResponseAsync([new ChatMessage(ChatRole.User, question)], cancellationToken: TestContext.Current.CancellationToken);
    }

    private static string Read(string file) => File.ReadAllText(Path.Combine(Root(), file)).ReplaceLineEndings("\n");

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

    [GeneratedRegex(
        "(?:<!-- from (?<file>[^ ]+) -->\n\n?)?^```(?<language>[a-z#]*)\n(?<code>.*?)^```$",
        RegexOptions.Singleline | RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5_000)]
    private static partial Regex Block();

    [GeneratedRegex(@"^\s*(await|var|using|return|new)\s.*;|\)\s*;\s*(//.*)?$|^\s*[{}]\s*$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5_000)]
    private static partial Regex LooksLikeCode();

    private static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", ".."));
}

using System.Runtime.CompilerServices;
using System.Xml.Linq;

namespace ModelRouter.Tests;

/// <summary>Holds the table of who may reference whom.</summary>
public class ArchitectureTests
{
    private const string TestsSuffix = ".Tests";
    private static readonly string[] Folders = ["src", "plugins", "prompts", "examples", "tests"];
    private static readonly string[] Leaves = ["ModelRouter", "ModelRouter.Sampling"];

    [Fact]
    public void Projects_reference_only_what_they_may()
    {
        var projects = Folders.SelectMany(Projects).ToList();
        Assert.Superset(
            new HashSet<string>(StringComparer.Ordinal) { "src/ModelRouter", "examples/Worker", "tests/ModelRouter.Tests" },
            projects.Select(p => $"{p.Folder}/{Path.GetFileNameWithoutExtension(p.Path)}").ToHashSet(StringComparer.Ordinal));

        foreach (var (folder, path) in projects)
        {
            var name = Path.GetFileNameWithoutExtension(path);
            var references = XDocument.Load(path).Descendants("ProjectReference")
                .Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value.Replace('\\', '/')));
            Assert.All(references, reference => Assert.True(Allowed(folder, name, reference), $"{folder}/{name} must not reference {reference}."));
        }
    }

    [Theory]
    [InlineData("src", "ModelRouter", "ModelRouter.Sampling", false)]
    [InlineData("src", "ModelRouter.LlamaCpp", "ModelRouter.Sampling", true)]
    [InlineData("src", "ModelRouter.LlamaCpp", "ModelRouter.Cli", false)]
    [InlineData("src", "ModelRouter.Cli", "ModelRouter.LlamaCpp", true)]
    [InlineData("src", "ModelRouter.Providers", "ModelRouter", true)]
    [InlineData("src", "ModelRouter.Providers", "ModelRouter.LlamaCpp", false)]
    [InlineData("src", "ModelRouter.NanoR1", "ModelRouter.LlamaCpp", true)]
    [InlineData("src", "ModelRouter.LLamaSharp", "ModelRouter.LlamaCpp", true)]
    [InlineData("src", "ModelRouter.LLamaSharp", "ModelRouter.Sampling", true)]
    [InlineData("src", "ModelRouter.LLamaSharp", "ModelRouter.NanoR1", false)]
    [InlineData("src", "ModelRouter.LlamaCpp", "ModelRouter.LLamaSharp", false)]
    [InlineData("src", "ModelRouter.NanoR1", "ModelRouter.Cli", false)]
    [InlineData("src", "ModelRouter.LlamaCpp", "ModelRouter.NanoR1", false)]
    [InlineData("src", "ModelRouter.Cli", "ModelRouter.TestModels", false)]
    [InlineData("plugins", "ModelRouter.SemanticKernel", "ModelRouter", true)]
    [InlineData("plugins", "ModelRouter.AgentFramework", "ModelRouter", true)]
    [InlineData("plugins", "ModelRouter.AgentFramework", "ModelRouter.SemanticKernel", false)]
    [InlineData("plugins", "ModelRouter.Other", "ModelRouter.LlamaCpp", false)]
    [InlineData("examples", "SemanticKernelAgent", "ModelRouter.SemanticKernel", true)]
    [InlineData("examples", "Worker", "ModelRouter.LlamaCpp", true)]
    [InlineData("examples", "Worker", "ModelRouter.TestModels", false)]
    [InlineData("tests", "ModelRouter.Cli.Tests", "ModelRouter.Cli", true)]
    [InlineData("tests", "ModelRouter.Cli.Tests", "ModelRouter.TestModels", true)]
    [InlineData("tests", "ModelRouter.Tests", "ModelRouter.LlamaCpp", false)]
    [InlineData("tests", "ModelRouter.Integration.Tests", "ModelRouter.LlamaCpp", true)]
    [InlineData("tests", "ModelRouter.Integration.Tests", "ModelRouter.Tests", false)]
    [InlineData("tests", "ModelRouter.Benchmarks", "ModelRouter.LlamaCpp", true)]
    public void The_table_says_who_may_reference_whom(string folder, string project, string reference, bool allowed) =>
        Assert.Equal(allowed, Allowed(folder, project, reference));

    [Fact]
    public void The_core_uses_nothing_beyond_Microsoft_Extensions()
    {
        var packages = XDocument.Load(Path.Combine(Root(), "src", "ModelRouter", "ModelRouter.csproj"))
            .Descendants("PackageReference").Select(p => p.Attribute("Include")!.Value);
        Assert.All(packages, p => Assert.StartsWith("Microsoft.Extensions.", p, StringComparison.Ordinal));
    }

    private static bool Allowed(string folder, string project, string reference) => (folder, project) switch
    {
        // All parts in one router; what one project's tests can show belongs there.
        ("tests", "ModelRouter.Integration.Tests") => !reference.EndsWith(TestsSuffix, StringComparison.Ordinal),
        ("tests", _) when project.EndsWith(TestsSuffix, StringComparison.Ordinal) =>
            reference is "ModelRouter.TestModels" or "ModelRouter.TestProviders" || string.Equals(reference, project[..^TestsSuffix.Length], StringComparison.Ordinal),
        ("tests", _) => true,
        _ when reference is "ModelRouter.TestModels" or "ModelRouter.TestProviders" or "ModelRouter.Benchmarks" || reference.EndsWith(TestsSuffix, StringComparison.Ordinal) => false,
        ("examples", _) or ("src", "ModelRouter.Cli") => true,
        ("src", "ModelRouter.LlamaCpp") => Leaves.Contains(reference),
        ("src", "ModelRouter.NanoR1") => reference is "ModelRouter" or "ModelRouter.LlamaCpp",
        ("src", "ModelRouter.LLamaSharp") => Leaves.Contains(reference) || reference is "ModelRouter.LlamaCpp",
        ("src", _) when Leaves.Contains(project) => false,
        _ => reference is "ModelRouter",
    };

    private static IEnumerable<(string Folder, string Path)> Projects(string folder)
    {
        var path = Path.Combine(Root(), folder);
        if (!Directory.Exists(path))
        {
            return [];
        }

        // Tools leave projects of their own in the build's folders.
        return Directory.EnumerateFiles(path, "*.csproj", SearchOption.AllDirectories)
            .Where(p => !Path.GetRelativePath(path, p).Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"))
            .Select(p => (folder, p));
    }

    private static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", ".."));
}

using System.Runtime.CompilerServices;
using System.Xml.Linq;

namespace ModelRouter.Tests;

/// <summary>Holds the table of who may reference whom.</summary>
public class ArchitectureTests
{
    private static readonly string[] Leaves = ["ModelRouter", "ModelRouter.Sampling"];
    private static readonly string[] MayUseSampling = ["ModelRouter.LlamaCpp", "ModelRouter.LLamaSharp"];

    [Fact]
    public void Projects_reference_only_what_they_may()
    {
        var projects = Directory.EnumerateFiles(Path.Combine(Root(), "src"), "*.csproj", SearchOption.AllDirectories)
            .Concat(Directory.Exists(Path.Combine(Root(), "plugins"))
                ? Directory.EnumerateFiles(Path.Combine(Root(), "plugins"), "*.csproj", SearchOption.AllDirectories)
                : [])
            .ToList();
        Assert.Contains(projects, p => Path.GetFileNameWithoutExtension(p) is "ModelRouter");

        foreach (var project in projects)
        {
            var name = Path.GetFileNameWithoutExtension(project);
            var references = XDocument.Load(project).Descendants("ProjectReference")
                .Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value.Replace('\\', '/')));
            Assert.All(references, reference => Assert.True(Allowed(name, reference), $"{name} must not reference {reference}."));
        }
    }

    [Fact]
    public void The_core_uses_nothing_beyond_Microsoft_Extensions()
    {
        var packages = XDocument.Load(Path.Combine(Root(), "src", "ModelRouter", "ModelRouter.csproj"))
            .Descendants("PackageReference").Select(p => p.Attribute("Include")!.Value);
        Assert.All(packages, p => Assert.StartsWith("Microsoft.Extensions.", p, StringComparison.Ordinal));
    }

    private static bool Allowed(string project, string reference) => project switch
    {
        _ when Leaves.Contains(project) => false,
        "ModelRouter.Cli" => true,
        _ when MayUseSampling.Contains(project) => Leaves.Contains(reference),
        _ => reference is "ModelRouter",
    };

    private static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", ".."));
}

using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using ModelRouter.Evaluation;
using ModelRouter.Sampling;

namespace ModelRouter.Integration.Tests.Configuration;

/// <summary>Holds the README's table of packages to the packages.</summary>
public partial class PackageTableTests
{
    private static readonly IReadOnlyList<Assembly> Packages = [.. ConfigurationSources.Assemblies, typeof(RoutingDataReader).Assembly, typeof(TokenSampler).Assembly];

    [Fact]
    public void Each_package_has_one_row() => Assert.Equal(
        ((string[])["src", "plugins"]).SelectMany(static folder => Directory.EnumerateDirectories(Path.Combine(Root(), folder))).Select(Path.GetFileName).Order(),
        Rows().Select(static row => row.Package).Order());

    [Fact]
    public void The_first_lines_call_what_the_packages_have()
    {
        // Neither is a library of this build: one is switched on, the other a program.
        foreach (var (package, line) in Rows().Where(static row => row.Package is not ("ModelRouter.LLamaSharp" or "ModelRouter.Cli")))
        {
            var types = Packages.Single(assembly => assembly.GetName().Name == package).GetExportedTypes();
            var members = types.SelectMany(static type => type.GetMembers()).Select(static member => member.Name).Concat(types.Select(static type => type.Name)).ToHashSet();
            var called = Names().Matches(line).Select(static m => m.Groups["name"].Value).ToList();
            Assert.NotEmpty(called);
            Assert.All(called, name => Assert.True(members.Contains(name), $"{package} has no {name}."));
        }
    }

    private static List<(string Package, string Line)> Rows()
    {
        var readme = File.ReadAllText(Path.Combine(Root(), "README.md"));
        var table = readme[readme.IndexOf("## Which package", StringComparison.Ordinal)..readme.IndexOf("## In an application", StringComparison.Ordinal)];
        return [.. Row().Matches(table).Select(static row => (row.Groups["package"].Value, row.Groups["line"].Value))];
    }

    [GeneratedRegex(@"^\|[^|]+\| `(?<package>ModelRouter[.\w]*)`[^|]*\| (?<line>[^|]+) \|$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Row();

    [GeneratedRegex(@"(\.|new |await )(?<name>[A-Z]\w+)(?=[(. {])|\b(?<name>[A-Z]\w+)\.(?=[A-Z])|\.(?<name>[A-Z]\w+)`", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Names();

    private static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", ".."));
}

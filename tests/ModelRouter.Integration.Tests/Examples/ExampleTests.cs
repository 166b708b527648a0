using System.Text.RegularExpressions;

namespace ModelRouter.Integration.Tests;

/// <summary>Every example does what its README says, as a program of its own, without a network. A new one is found by its project, and needs an expectation here.</summary>
public partial class ExampleTests
{
    private static readonly Dictionary<string, Func<Task<string>>> Expectations = new(StringComparer.Ordinal)
    {
        ["AspNetCore"] = ServedExamples.AspNetCoreAsync,
        ["BringYourOwnClient"] = EndingExamples.BringYourOwnClientAsync,
        ["CostPolicyWalkthrough"] = EndingExamples.CostPolicyWalkthroughAsync,
        ["CustomerServiceTriage"] = EndingExamples.CustomerServiceTriageAsync,
        ["EnterpriseService"] = EndingExamples.EnterpriseServiceAsync,
        ["NanoR1"] = EndingExamples.NanoR1Async,
        ["PredictiveMaintenance"] = EndingExamples.PredictiveMaintenanceAsync,
        ["ResearchWorkflow"] = EndingExamples.ResearchWorkflowAsync,
        ["SemanticKernelAgent"] = EndingExamples.SemanticKernelAgentAsync,
        ["Worker"] = ServedExamples.WorkerAsync,
    };

    public static TheoryData<string> Names => [.. Directory.EnumerateFiles(ExampleProgram.Root, "*.csproj", SearchOption.AllDirectories)
        .Where(static path => Path.GetRelativePath(ExampleProgram.Root, path).Split(Path.DirectorySeparatorChar).Length == 2)
        .Select(static path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal)];

    [Theory(Timeout = 120_000), MemberData(nameof(Names))]
    public async Task An_example_does_what_its_README_says(string name)
    {
        Assert.True(Expectations.TryGetValue(name, out var runAsync), $"examples/{name} has no expectation: say in {nameof(Expectations)} how it is run and what it prints.");
        var output = Alike(await runAsync());

        // What the README shows of the output, but for the figures, which move with the weights.
        var readme = (await File.ReadAllTextAsync(Path.Combine(ExampleProgram.Root, name, "README.md"), TestContext.Current.CancellationToken)).ReplaceLineEndings("\n");
        var shown = Output().Matches(readme).SelectMany(static block => block.Groups["lines"].Value.TrimEnd().Split('\n'));
        Assert.All(shown, line => Assert.Contains(Alike(line), output, StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(Names))]
    public void Its_README_and_that_of_the_repository_name_its_command(string name)
    {
        var command = $"dotnet run -c Release --project examples/{name}";
        Assert.Contains(command, File.ReadAllText(Path.Combine(ExampleProgram.Root, name, "README.md")), StringComparison.Ordinal);
        Assert.Contains(command, File.ReadAllText(Path.Combine(ExampleProgram.Root, "..", "README.md")), StringComparison.Ordinal);
    }

    [Fact]
    public void No_expectation_outlives_its_example() => Assert.Empty(Expectations.Keys.Except(Names.Select(static row => row.Data), StringComparer.Ordinal));

    [Fact]
    public Task A_service_of_tenants_serves_until_it_is_stopped() => ServedExamples.EnterpriseServiceAsync();

    private static string Alike(string text) => Figures().Replace(text, "#");

    [GeneratedRegex("[0-9.]*[0-9]| +|\r", RegexOptions.None, matchTimeoutMilliseconds: 5_000)]
    private static partial Regex Figures();

    [GeneratedRegex("```text\n(?<lines>.*?)```", RegexOptions.Singleline, matchTimeoutMilliseconds: 5_000)]
    private static partial Regex Output();
}

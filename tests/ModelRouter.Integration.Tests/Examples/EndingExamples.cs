using System.Globalization;
using System.Text.RegularExpressions;

namespace ModelRouter.Integration.Tests;

/// <summary>Examples that run to their end, and what has to be in their output.</summary>
internal static class EndingExamples
{
    internal static async Task<string> SemanticKernelAgentAsync()
    {
        var output = await ExampleProgram.RunAsync("SemanticKernelAgent");
        Assert.Contains("bolts: 852 by nano-r1", output, StringComparison.Ordinal);
        Assert.Contains("nuts: 200 by nano-r1", output, StringComparison.Ordinal);
        Assert.Contains("function:new_stock: 2 calls", output, StringComparison.Ordinal);
        Assert.Matches(@"the run: US\$0\.0000\d+ of US\$0\.05", output);
        return output;
    }

    internal static async Task<string> ResearchWorkflowAsync()
    {
        var output = await ExampleProgram.RunAsync("ResearchWorkflow");
        Assert.Contains("Parts in stock: 852.", output, StringComparison.Ordinal);
        Assert.Contains("mechanic on nano-r1-machine:", output, StringComparison.Ordinal);
        Assert.Contains("calculator on nano-r1:", output, StringComparison.Ordinal);
        Assert.Contains("writer on writer-large:", output, StringComparison.Ordinal);
        Assert.Matches(@"the run: US\$0\.000\d+ of US\$0\.02", output);
        return output;
    }

    internal static async Task<string> NanoR1Async()
    {
        var output = await ExampleProgram.RunAsync("NanoR1", "sample", "--count", "1");
        Assert.Contains("addition en training", output, StringComparison.Ordinal);
        Assert.Contains("word-problems ko training", output, StringComparison.Ordinal);
        return output;
    }

    internal static async Task<string> EnterpriseServiceAsync()
    {
        var output = await ExampleProgram.RunAsync("EnterpriseService");
        var calls = Matches(output, @"^(?<who>[a-z]+)/[a-z]+ +(?<code>[0-9]{3}) (?<model>[a-z0-9-]+)?", "who", "code", "model");
        Assert.Equal(
            [
                ["acme", "200", "nano-r1"], ["acme", "200", "large"], ["acme", "200", "large"], ["acme", "200", "r1-house"],
                ["globex", "200", "large"], ["globex", "200", "large"], ["globex", "402", ""],
                ["initech", "200", "r1-house"], ["initech", "200", "small"], ["nobody", "401", ""],
            ],
            calls);
        Assert.Contains("after a thought: 852", output, StringComparison.Ordinal);

        // What the restarted service knows is what was answered, to the last digit shown; and limit less spend is what is left.
        var spent = Matches(output, @"^(?<who>[a-z]+) +US\$(?<spent>[0-9.]+) \(.*\), US\$(?<left>[0-9.]+) left today", "who", "spent", "left");
        Assert.Equal("acme globex initech", string.Join(' ', spent.Select(static row => row[0])));
        Assert.Equal([0.0063m, 0.0063m, 0.05m], spent.Select(static row => Money(row[1]) + Money(row[2])));
        Assert.Contains("health   Healthy", output, StringComparison.Ordinal);
        return output;
    }

    internal static async Task<string> PredictiveMaintenanceAsync()
    {
        var output = await ExampleProgram.RunAsync("PredictiveMaintenance");
        Assert.Equal(
            [["tool wear failure"], ["no failure"], ["heat dissipation failure"], ["과부하 고장"], ["power failure"], ["tool wear failure"]],
            Matches(output, "^mill-[0-9]: (?<found>.*)$", "found"));
        Assert.Equal(3, Count(output, "standstill; approved"));
        Assert.Equal(1, Count(output, "standstill; refused"));
        Assert.Equal(3, Count(output, "Ordered: "));

        // The steps' receipts are the shift's, and that is within its limit.
        var steps = Matches(output, @"tokens +US\$(?<cost>[0-9.]+)$", "cost").Sum(static row => Money(row[0]));
        var shift = Assert.Single(Matches(output, @"^the shift: 15 steps, US\$(?<cost>[0-9.]+) of US\$(?<limit>[0-9.]+), stopped at its limit$", "cost", "limit"));
        Assert.Equal(steps, Money(shift[0]));
        Assert.True(Money(shift[0]) <= Money(shift[1]));
        return output;
    }

    internal static async Task<string> CustomerServiceTriageAsync()
    {
        var output = await ExampleProgram.RunAsync("CustomerServiceTriage");
        Assert.Equal(
            [["cloud-large"], ["r1-house"], ["r1-house"], ["nano-r1"], ["r1-house"], ["cloud-large"], ["cloud-large"]],
            Matches(output, "^    경로: (?<model>[a-z0-9-]+) ", "model"));
        Assert.Equal(2, Count(output, "상담원에게 넘김:"));
        Assert.Contains("답변: 2220", output, StringComparison.Ordinal);
        Assert.Contains("개인정보가 담긴 3건 중 클라우드로 나간 것: 0건.", output, StringComparison.Ordinal);
        Assert.All(["2345", "4111", "900101", "minji"], secret => Assert.DoesNotContain(secret, output, StringComparison.Ordinal));
        return output;
    }

    internal static async Task<string> CostPolicyWalkthroughAsync()
    {
        var output = await ExampleProgram.RunAsync("CostPolicyWalkthrough");
        var cost = Assert.Single(Matches(output, @"^really run, US\$ +(?<all>[0-9.]+) +(?<cheap>[0-9.]+) +(?<good>[0-9.]+)$", "all", "cheap", "good"));
        var right = Assert.Single(Matches(output, "^expected right +(?<all>[0-9.]+) % +(?<cheap>[0-9.]+) % +(?<good>[0-9.]+) %$", "all", "cheap", "good"));
        Assert.True(Money(cost[1]) < Money(cost[2]) && Money(cost[2]) < Money(cost[0]));
        Assert.True(Money(right[1]) < Money(right[2]) && Money(right[2]) < Money(right[0]));
        Assert.True(Money(cost[2]) <= 0.020m);
        Assert.Equal(2, Count(output, "r1-house *"));
        var ledgers = Matches(output, @"US\$(?<total>[0-9]+\.[0-9]+)(?=, US|\.$)", "total").TakeLast(3).Select(static row => Math.Round(Money(row[0]), 8));
        Assert.Equal(cost.Select(Money), ledgers);
        Assert.Contains("large is excluded by policy:thrift", output, StringComparison.Ordinal);
        return output;
    }

    internal static async Task<string> BringYourOwnClientAsync()
    {
        var output = await ExampleProgram.RunAsync("BringYourOwnClient");
        Assert.Equal(3, Count(output, "What is 487 + 365? 852 - calculator"));
        Assert.Contains("852 - calculator failed, then nano-r1 succeeded", output, StringComparison.Ordinal);
        Assert.Equal(1, Count(output, "(span of counsel: chat)"));
        Assert.Equal(1, Count(output, "counsel succeeded"));
        Assert.Equal(1, Count(output, "- from the cache"));
        Assert.Contains("The ledger has 2 entries, US$0.000151 together", output, StringComparison.Ordinal);
        return output;
    }

    private static decimal Money(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);

    private static int Count(string output, string text) => output.Split(text).Length - 1;

    private static List<string[]> Matches(string output, string pattern, params string[] groups) =>
        [.. Regex.Matches(output, pattern, RegexOptions.Multiline, TimeSpan.FromSeconds(5)).Select(match => groups.Select(group => match.Groups[group].Value).ToArray())];
}

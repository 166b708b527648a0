using System.Text.RegularExpressions;
using Microsoft.Extensions.AI;

namespace ModelRouter.Examples.PredictiveMaintenance;

/// <summary>What stands in for DeepSeek-R1 in the house and for a planner in the cloud, so that nothing but this program is needed. The specialist is real.</summary>
internal static partial class StandIns
{
    public static ModelProfile R1 { get; } = new()
    {
        Id = "r1-house",
        Tier = ModelTier.SelfHosted,
        Quality = 0.8,
        Capabilities = ModelCapabilities.Reasoning,
        Pricing = new() { InputPerMillion = 0.10m, OutputPerMillion = 0.60m },
        Clearance = DataClass.Confidential,
        MaxOutputTokens = 800,
        ExpectedReasoningTokens = 300,
    };

    public static ModelProfile Planner { get; } = new()
    {
        Id = "planner-large",
        Tier = ModelTier.Cloud,
        Quality = 0.9,
        Capabilities = ModelCapabilities.JsonSchema,
        Pricing = new() { InputPerMillion = 1, OutputPerMillion = 4 },
    };

    /// <summary>Puts the specialist's last check into words.</summary>
    public static IEnumerable<AIContent> Explain(string prompt)
    {
        var check = Check().Matches(prompt)[^1].Value.Trim();
        yield return new TextReasoningContent($"The specialist stopped at its check '{check}'. I say what that means for a mill.");
        yield return new TextContent(Sentence(prompt) + $" The check that tells: {check}.");
    }

    /// <summary>Has one proposal for each failure.</summary>
    public static string Plan(string explanation) => explanation switch
    {
        _ when explanation.Contains("worn", StringComparison.Ordinal) => """{"action":"change the tool","standstillMinutes":20}""",
        _ when explanation.Contains("heat", StringComparison.Ordinal) => """{"action":"clean the cooling and go on at 1400 rpm or more","standstillMinutes":30}""",
        _ when explanation.Contains("power", StringComparison.Ordinal) => """{"action":"lower the speed, raise the feed","standstillMinutes":5}""",
        _ => """{"action":"take the workpiece off and realign the spindle","standstillMinutes":90}""",
    };

    private static string Sentence(string prompt) =>
        prompt.Contains("tool wear failure", StringComparison.Ordinal) ? "The tool is worn: it has cut for longer than the 200 minutes that it lasts."
        : prompt.Contains("heat dissipation", StringComparison.Ordinal) ? "The machine turns slowly and hardly gets rid of its heat: process and air are too close."
        : prompt.Contains("power failure", StringComparison.Ordinal) ? "Speed and torque together give a power that the process doesn't run with."
        : "Torque on a tool of that age is more than this workpiece stands.";

    [GeneratedRegex(@"[0-9]+[<>=][0-9]+", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Check();
}

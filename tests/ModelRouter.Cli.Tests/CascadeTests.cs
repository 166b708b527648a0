using System.Text.Json;

namespace ModelRouter.Cli.Tests;

/// <summary>Cascades of real engines, as the command line shows them.</summary>
public sealed class CascadeTests(ScriptedModels models)
{
    [Fact]
    public async Task Route_shows_the_cascade_that_is_planned()
    {
        var configuration = Configuration("0.5");
        var json = await CliProcess.RunAsync("route", "hi", "--config", configuration, "--json");
        var table = await CliProcess.RunAsync("route", "hi", "--config", configuration);

        Assert.True(json.ExitCode == 0, json.ToString());
        using var document = JsonDocument.Parse(json.Out);
        Assert.Equal("profile selection worth_usd is_batch is_forced_probe policy_rules ranking cascade excluded", Json.Members(document.RootElement));
        var cascade = document.RootElement.GetProperty("cascade");
        Assert.Equal("first second checks p_escalation p_success cost_usd latency_ms value", Json.Members(cascade));
        Assert.Equal(("specialist", "thinker", """["confidence"]"""), (cascade.GetProperty("first").GetString(), cascade.GetProperty("second").GetString(), cascade.GetProperty("checks").GetRawText()));
        Assert.Contains("P(escalation)", table.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Policy_verbs_plan_the_same_cascade_without_the_models()
    {
        var (plain, cascading) = (models.Configuration(), Configuration("0.5"));

        var route = await CliProcess.RunAsync("route", "hi", "--config", cascading, "--json");
        var explain = await CliProcess.RunAsync("policy", "explain", "hi", "--config", cascading, "--json");
        var diff = await CliProcess.RunAsync("policy", "diff", plain, cascading, "--json");

        using var routed = JsonDocument.Parse(route.Out);
        using var explained = JsonDocument.Parse(explain.Out);
        using var differ = JsonDocument.Parse(diff.Out);
        foreach (var member in (string[])["cascade", "ranking"])
        {
            Assert.Equal(routed.RootElement.GetProperty(member).GetRawText(), explained.RootElement.GetProperty(member).GetRawText());
        }

        Assert.Contains(
            differ.RootElement.GetProperty("decisions").EnumerateArray(),
            static decision => decision.GetProperty("after").GetProperty("permitted")[0].GetString() == "specialist");
    }

    [Theory]
    [InlineData("0.5", "specialist", "It answers first; if its answer had failed a check (confidence), thinker would have been asked.")]
    [InlineData("1", "thinker", "specialist answered first, and its answer failed a check (confidence: score 0.999, wanted at least 1.)")]
    public async Task Ask_says_who_answered_and_why(string minScore, string model, string why)
    {
        var result = await CliProcess.RunAsync("ask", "hi", "--config", Configuration(minScore));

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Equal(ScriptedModels.Answer, result.Out.Trim());
        Assert.Contains($"model      {model} ", result.Error, StringComparison.Ordinal);
        Assert.Contains(why, result.Error, StringComparison.Ordinal);
        Assert.Contains(model == "specialist" ? "check      confidence passed: score 0.999" : "check      confidence failed: score 0.999", result.Error, StringComparison.Ordinal);
    }

    private string Configuration(string minScore)
    {
        var json = File.ReadAllText(models.Configuration());
        var cascading = json.Replace("\"ModelRouter\": {", $$"""
            "ModelRouter": {
                "Cascade": { "Mode": "Always", "Confidence": { "MinScore": {{minScore}} } },
            """, StringComparison.Ordinal);
        Assert.NotEqual(json, cascading);
        return models.Write("modelrouter.json", cascading);
    }
}

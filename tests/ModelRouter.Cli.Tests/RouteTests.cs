using System.Text.Json;

namespace ModelRouter.Cli.Tests;

public sealed class RouteTests(ScriptedModels models)
{
    [Fact]
    public async Task A_configured_id_may_look_like_a_path()
    {
        var json = await File.ReadAllTextAsync(models.Configuration(), TestContext.Current.CancellationToken);
        var config = models.Write("modelrouter.json", json.Replace("\"thinker\":", "\"deepseek/r1\":", StringComparison.Ordinal));

        var route = await CliProcess.RunAsync("route", "hi", "--model", "deepseek/r1", "--config", config, "--json");
        var info = await CliProcess.RunAsync("models", "info", "deepseek/r1", "--config", config, "--json");
        var absent = await CliProcess.RunAsync("route", "hi", "--model", "deepseek/r2", "--config", config);

        Assert.True(route.ExitCode == 0, route.ToString());
        using var routed = JsonDocument.Parse(route.Out);
        Assert.Equal("deepseek/r1", routed.RootElement.GetProperty("ranking")[0].GetProperty("model").GetString());
        Assert.True(info.ExitCode == 0, info.ToString());
        using var told = JsonDocument.Parse(info.Out);
        Assert.Equal("deepseek/r1", told.RootElement.GetProperty("model").GetProperty("id").GetString());
        Assert.Equal(2, absent.ExitCode);
        Assert.Contains("the model file 'deepseek/r2' does not exist", absent.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_has_profile_ranking_and_excluded()
    {
        var result = await CliProcess.RunAsync("route", "hi", "--config", models.Configuration(), "--json");

        Assert.True(result.ExitCode == 0, result.ToString());
        using var json = JsonDocument.Parse(result.Out);
        var root = json.RootElement;
        Assert.Equal("profile selection worth_usd is_batch is_forced_probe policy_rules ranking excluded", Json.Members(root));
        Assert.Equal(
            "task domain language difficulty data_class sensitive_data injection_suspicion injection_signals modalities input_tokens expected_output_tokens", Json.Members(root.GetProperty("profile")));
        Assert.Equal("chat", root.GetProperty("profile").GetProperty("task").GetString());
        var ranking = root.GetProperty("ranking").EnumerateArray().ToList();
        Assert.Equal("thinker specialist", string.Join(' ', ranking.Select(r => r.GetProperty("model").GetString())));
        Assert.All(ranking, r => Assert.Equal("model tier p_success output_tokens cost_usd latency_ms value", Json.Members(r)));
        Assert.Equal("self-hosted", ranking[0].GetProperty("tier").GetString());
        Assert.True(ranking[0].GetProperty("value").GetDecimal() > ranking[1].GetProperty("value").GetDecimal());
        Assert.True(ranking[1].GetProperty("cost_usd").GetDecimal() > 0);
        var excluded = Assert.Single(root.GetProperty("excluded").EnumerateArray());
        Assert.Equal("model rule reason", Json.Members(excluded));
        Assert.Equal(("narrow", "context-window"), (excluded.GetProperty("model").GetString(), excluded.GetProperty("rule").GetString()));
    }

    [Fact]
    public async Task Tables_tell_the_same()
    {
        var result = await CliProcess.RunAsync("route", "hi", "--config", models.Configuration());

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Equal("", result.Error);
        Assert.True(
            result.Out.IndexOf("thinker", StringComparison.Ordinal) < result.Out.IndexOf("specialist", StringComparison.Ordinal), result.Out);
        Assert.Contains("context-window", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_prompt_for_nobody_is_a_failure_that_is_still_explained()
    {
        var result = await CliProcess.RunAsync("route", "hi", "--model", "auto:cloud", "--config", models.Configuration(), "--json");

        Assert.Equal(1, result.ExitCode);
        using var json = JsonDocument.Parse(result.Out);
        Assert.Equal(0, json.RootElement.GetProperty("ranking").GetArrayLength());
        Assert.Equal(3, json.RootElement.GetProperty("excluded").GetArrayLength());
    }
}

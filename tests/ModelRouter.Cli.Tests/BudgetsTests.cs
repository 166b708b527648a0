using System.Text.Json;

namespace ModelRouter.Cli.Tests;

public sealed class BudgetsTests(ScriptedModels models)
{
    [Fact]
    public async Task What_a_prompt_cost_is_missing_from_the_budget_and_who_has_none_left_is_told_until_when()
    {
        var config = Configuration("""
            "small": { "LimitUsd": 0.5, "Window": "Total" }, "day": { "LimitTokens": 1000000, "Window": "Day", "OnExhaustion": "AllowAndAlert" }
            """);
        var before = await LinesAsync(config);
        var asked = await CliProcess.RunAsync("ask", "hi", "--config", config, "--json");
        Assert.True(asked.ExitCode == 0, asked.ToString());
        using var answer = JsonDocument.Parse(asked.Out);
        var cost = answer.RootElement.GetProperty("cost_usd").GetDecimal();
        var after = await LinesAsync(config);

        Assert.Equal("budget scope value window window_start window_end unit limit spent reserved left on_exhaustion", Json.Members(after[0]));
        Assert.Equal("day small", string.Join(' ', after.Select(line => line.GetProperty("budget").GetString())));
        Assert.Equal((0, 0.5m), (Number(before[1], "spent"), Number(before[1], "left")));
        Assert.Equal((cost, 0, 0.5m - cost), (Number(after[1], "spent"), Number(after[1], "reserved"), Number(after[1], "left")));
        Assert.True(cost > 0 && Number(after[0], "spent") > 0);

        var table = await CliProcess.RunAsync("budgets", "--config", config);
        Assert.True(table.ExitCode == 0, table.ToString());
        Assert.Contains("small", table.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_prompt_that_does_not_fit_is_refused_with_the_budgets_name()
    {
        var result = await CliProcess.RunAsync("ask", "hi", "--config", Configuration("\"tiny\": { \"LimitUsd\": 0.000001, \"Window\": \"Month\" }"));
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("budget 'tiny' has 0.000001 US dollars left", result.Error.Replace("\n", " ", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_that_fails_is_told_as_that()
    {
        var config = Configuration("\"month\": { \"LimitUsd\": 1, \"Window\": \"Month\" }");
        await File.WriteAllTextAsync(Path.ChangeExtension(config, ".db"), new string('x', 5_000), TestContext.Current.CancellationToken);

        var result = await CliProcess.RunAsync("ask", "hi", "--config", config);

        Assert.Equal(1, result.ExitCode);
        var words = result.Error.Replace("\n", " ", StringComparison.Ordinal);
        Assert.Contains("no model can be paid, since the budgets' store fails; try again later:", words, StringComparison.Ordinal);
        Assert.Contains("The budget 'month' can't be asked", words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_by_a_budget_is_followed_by_no_advice_on_models()
    {
        var config = Configuration("\"tiny\": { \"LimitUsd\": 0.00000001, \"Window\": \"Month\" }");
        var json = (await File.ReadAllTextAsync(config, TestContext.Current.CancellationToken)).Replace("\"ModelRouter\": {", "\"NanoR1\": true, \"ModelRouter\": {", StringComparison.Ordinal);
        await File.WriteAllTextAsync(config, json, TestContext.Current.CancellationToken);

        var result = await CliProcess.RunAsync("ask", "hi", "--config", config);
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("nano-r1 [scope]", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("models pull", result.Error, StringComparison.Ordinal);

        var table = await CliProcess.RunAsync("budgets", "--config", config);
        Assert.Contains("$0.00000001", table.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_budget_for_each_tenant_is_shown_before_anybody_has_used_it()
    {
        var config = Configuration("\"each\": { \"LimitUsd\": 1, \"Window\": \"Month\", \"Scope\": \"Tenant\" }");
        var table = await CliProcess.RunAsync("budgets", "--config", config);

        Assert.True(table.ExitCode == 0, table.ToString());
        Assert.Contains("each tenant: nobody has used it", table.Out, StringComparison.Ordinal);
        var line = Assert.Single(await LinesAsync(config));
        Assert.Equal(("each", "tenant", JsonValueKind.Null), (line.GetProperty("budget").GetString(), line.GetProperty("scope").GetString(), line.GetProperty("value").ValueKind));
        Assert.Equal((1, 0, 0, 1), (Number(line, "limit"), Number(line, "spent"), Number(line, "reserved"), Number(line, "left")));
        Assert.True(line.GetProperty("window_start").GetDateTimeOffset() < line.GetProperty("window_end").GetDateTimeOffset());
    }

    [Fact]
    public async Task Without_a_configuration_or_with_a_wrong_one_it_is_wrong_usage()
    {
        var missing = await CliProcess.RunAsync("budgets", "--config", Path.Combine(models.Folder, "missing.json"));
        Assert.Equal(2, missing.ExitCode);
        var wrong = await CliProcess.RunAsync("budgets", "--config", Configuration("\"a\": { \"LimitUsd\": 1, \"Window\": \"Wek\" }"));
        Assert.Equal(2, wrong.ExitCode);
        Assert.Contains("ModelRouter:Budgets:a:Window", wrong.Error, StringComparison.Ordinal);
    }

    private static decimal Number(JsonElement line, string name) => line.GetProperty(name).GetDecimal();

    private static async Task<JsonElement[]> LinesAsync(string config)
    {
        var result = await CliProcess.RunAsync("budgets", "--config", config, "--json");
        Assert.True(result.ExitCode == 0, result.ToString());
        using var json = JsonDocument.Parse(result.Out);
        return [.. json.RootElement.GetProperty("budgets").EnumerateArray().Select(static line => line.Clone()).OrderBy(static line => line.GetProperty("budget").GetString(), StringComparer.Ordinal)];
    }

    private string Configuration(string budgets)
    {
        var name = Path.Combine(models.Folder, $"budgets-{Guid.NewGuid():N}");
        File.WriteAllText($"{name}.json", $$"""
            {
              "ModelRouter": {
                "Models": {
                  "thinker": {
                    "Provider": "llamacpp", "Tier": "SelfHosted", "Price": { "InputPerMillion": 10, "OutputPerMillion": 20 }, "Capabilities": [ "Reasoning" ],
                    "Clearance": "Confidential", "ContextWindow": 2048, "Settings": { "Path": {{JsonSerializer.Serialize(models.Thinker)}} }
                  }
                },
                "Budgets": { {{budgets}} },
                "BudgetStore": { "Sqlite": {{JsonSerializer.Serialize($"{name}.db")}} }
              }
            }
            """);
        return $"{name}.json";
    }
}

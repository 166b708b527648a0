using System.Globalization;
using System.Text.Json;
using ModelRouter.Storage;

namespace ModelRouter.Cli.Tests;

/// <summary>Simulations of a ledger whose new costs are worked out by hand.</summary>
/// <remarks>Each plain call read 1,000 tokens, 400 of them cached, and wrote 50 of thinking and 100 of answer: 0.0035 as recorded. The small model thinks 200
/// tokens at difficulty 0.5, so it takes (600 × 0.5 + 400 × 0.1 + 300 × 1) / 1e6 = 0.00064; gpt doesn't think: (1,000 × 2 + 100 × 10) / 1e6 = 0.003.</remarks>
public sealed class PolicySimulateTests(ScriptedModels models) : IDisposable
{
    private const string Config = """
        {
          "ModelRouter": {
            "Models": {
              "gpt": {
                "Provider": "openai", "Tier": "Cloud", "ProviderModel": "g", "Price": { "InputPerMillion": 2, "OutputPerMillion": 10 },
                "Clearance": "Confidential", "Quality": 0.9, "ContextWindow": 100000, "Residency": "us"
              },
              "small": {
                "Provider": "openai", "Tier": "Cloud", "ProviderModel": "s", "Price": { "InputPerMillion": 0.5, "CachedInputPerMillion": 0.1, "OutputPerMillion": 1 },
                "Clearance": "Confidential", "Quality": 0.6, "ContextWindow": 100000, "Residency": "eu", "ExpectedReasoningTokens": 200
              }
            },
            "Routing": { "Worth": 10 },
            "Policy": {
              "Rules": [
                { "Name": "stays", "When": { "MinDataClass": "Confidential" }, "Only": { "Residency": ["in-house"] } },
                { "Name": "thrift", "When": { "Tenants": ["acme"] }, "Prefer": { "Models": ["small"] } },
                { "Name": "strict", "When": { "Tenants": ["strict"] }, "Deny": { "Models": ["small"] } },
                { "Name": "night", "When": { "Time": { "From": "22:00", "To": "06:00", "TimeZone": "UTC" } }, "Prefer": { "Models": ["small"] } }
              ]
            }
          }
        }
        """;

    private static readonly DateTimeOffset Noon = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    private static readonly PromptProfile Prompt = new()
    {
        Task = PromptTask.Chat, Domain = PromptDomain.Everyday, Language = "en", Difficulty = 0.5, DataClass = DataClass.Public,
        InputTokens = 1_000, ExpectedOutputTokens = 100, RequiredCapabilities = ModelCapabilities.None,
    };

    private readonly string _folder = Directory.CreateTempSubdirectory("modelrouter-simulate").FullName;

    private string Ledger => Path.Combine(_folder, "spend.db");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Money_quality_and_who_is_affected_are_as_by_hand()
    {
        await FillAsync(
            Call("acme"),
            [.. Failed("acme"), .. Call("acme", "small", 0.002m, 2)],
            [Call("acme")[0] with { Selection = "pinned" }],
            Call("globex"),
            [Call("globex", cost: 0.004m)[0] with { Prompt = Prompt with { DataClass = DataClass.Confidential } }],
            Call(null, "old", 0.01m),
            [Call("owl")[0] with { At = Noon.AddHours(11) }],
            [Call("acme", cost: 0.5m)[0] with { Prompt = null }]);

        using var json = await JsonAsync();

        Assert.Equal("policy by from to currency total rows moves refusals notes plot", Json.Members(json.RootElement));
        // The failed attempt would not be made, and the same model answers.
        Assert.Equal(": 1 1 0 0.01 0.003 -0.007 1 0 null null", Row(json, "rows", 0));
        Assert.Equal("acme: 3 1 0 0.01 0.00614 -0.00386 1 3 0.8 0.7", Row(json, "rows", 1));
        Assert.Equal("globex: 2 0 1 0.0075 0.0035 -0.004 0 1 0.9 0.9", Row(json, "rows", 2));
        Assert.Equal("owl: 1 1 0 0.0035 0.00064 -0.00286 1 1 0.9 0.6", Row(json, "rows", 3));
        Assert.Equal("7 3 1 0.031 0.01328 -0.01772 3 5 0.84 0.72", Figures(json.RootElement.GetProperty("total")));
        Assert.Equal("gpt → small: 2 2 0 0.007 0.00128 -0.00572 2 2 0.9 0.6", Row(json, "moves", 0));
        Assert.Equal("policy:stays: 1 0 1 0.004 0 -0.004 0 0 null null", Row(json, "refusals", 0));
        var notes = Notes(json);
        Assert.Contains("1 of 8 calls, which cost $0.50, are left out", notes, StringComparison.Ordinal);
        Assert.Contains("doesn't know old;", notes, StringComparison.Ordinal);
        Assert.Contains("the new cost of 3 of 7 calls is estimated", notes, StringComparison.Ordinal);
        Assert.Contains("1 of 7 calls would be refused", notes, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_failed_fails_again_and_a_conversation_stays()
    {
        await FillAsync(
            [.. Failed("strict"), .. Call("strict", "small", 0.002m, 2)],
            [.. Failed("forecast", "old")],
            [Call("talk", "small", 0.002m)[0] with { Selection = "conversation" }],
            [Call("gone", "old")[0] with { Selection = "pinned" }]);

        using var json = await JsonAsync();

        // Nobody else may serve strict; a forecast for gpt is 1,000 × 2 + 100 × 10, after nothing that is known to fail.
        Assert.Equal("strict: 1 1 0 0.003 0.001 -0.002 0 0 null null", Row(json, "strict"));
        Assert.Equal("forecast: 1 1 0 0.001 0.003 0.002 1 0 null null", Row(json, "forecast"));
        Assert.Equal("talk: 1 0 0 0.002 0.002 0 0 1 0.6 0.6", Row(json, "talk"));
        Assert.Equal("unknown-model: 1 0 1 0.0035 0 -0.0035 0 0 null null", Row(json, "refusals", 0));
        Assert.Contains("1 of 4 calls, which were answered, would fail", Notes(json), StringComparison.Ordinal);
        Assert.Contains("the new cost of 1 of 4 calls, which nobody answered,", Notes(json), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Impossible_attempts_of_one_call_are_added_up_to_the_most_that_a_decimal_can_be()
    {
        await FillAsync([Failed("vast")[0] with { Cost = 5e28m }, .. Call("vast", cost: 5e28m, attempt: 2)]);

        using var json = await JsonAsync();

        Assert.StartsWith($"vast: 1 0 0 {decimal.MaxValue} {decimal.MaxValue} ", Row(json, "vast"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Suspicion_and_modalities_are_as_they_were_and_what_was_explored_is_explored_again()
    {
        await FillAsync(
            [Call("sly")[0] with { Prompt = Prompt with { InjectionSuspicion = 0.9 } }],
            [Call("plain")[0] with { Prompt = Prompt with { InjectionSuspicion = 0.4 } }],
            [Call("shown")[0] with { Prompt = Prompt with { Modalities = PromptModalities.Text | PromptModalities.Image } }],
            [Call("tried", "small", 0.002m)[0] with { Selection = "exploration", Checks = [new("schema", AnswerCheckOutcome.Failed, null)], Outcome = AttemptOutcome.Escalated },
             Call("tried", attempt: 2)[0] with { Selection = "exploration" }]);
        var config = models.Write("wary.json", Config.Replace(
            "\"Rules\": [",
            """
            "Rules": [
                { "Name": "wary", "When": { "MinInjectionSuspicion": 0.8 }, "Only": { "Models": ["small"] } },
                { "Name": "seen", "When": { "Modalities": ["Image"] }, "Only": { "Models": ["small"] } },
            """, StringComparison.Ordinal));

        var result = await RunAsync(config, "--json");

        Assert.True(result.ExitCode == 0, result.ToString());
        using var json = JsonDocument.Parse(result.Out);
        foreach (var (tenant, changed) in ((string, int)[])[("sly", 1), ("plain", 0), ("shown", 1), ("tried", 0)])
        {
            Assert.StartsWith($"{tenant}: 1 {changed} 0 ", Row(json, tenant), StringComparison.Ordinal);
        }

        var checks = await CliProcess.RunAsync("report", "--ledger", Ledger, "--by", "check", "--json");
        using var report = JsonDocument.Parse(checks.Out);
        Assert.Equal([null, "schema"], report.RootElement.GetProperty("rows").EnumerateArray().Select(static row => row.EnumerateObject().First().Value.GetString()).Order(StringComparer.Ordinal));
        var export = await CliProcess.RunAsync("ledger", "export", "--ledger", Ledger);
        Assert.Contains("\"checks\":{\"schema\":\"failed\"}", export.Out, StringComparison.Ordinal);
        Assert.Contains("\"injection_suspicion\":0.9,\"modalities\":\"text\"", export.Out, StringComparison.Ordinal);
        var csv = await CliProcess.RunAsync("ledger", "export", "--ledger", Ledger, "--csv");
        Assert.Contains("\"text,image\"", csv.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_model_with_a_scope_gets_only_what_it_got()
    {
        var small = Prompt with { InputTokens = 20, ExpectedOutputTokens = 5 };
        await FillAsync([Call("in", "nano-r1", 0.0001m)[0] with { Prompt = small }], [Call("out")[0] with { Prompt = small }]);
        var config = Config.Replace("\"ModelRouter\": {", "\"NanoR1\": true, \"ModelRouter\": {", StringComparison.Ordinal)
            .Replace("\"Rules\": [", "\"Rules\": [ { \"Name\": \"own\", \"Prefer\": { \"Models\": [\"nano-r1\"] } },", StringComparison.Ordinal);

        var result = await RunAsync(models.Write("new.json", config), "--json");

        Assert.True(result.ExitCode == 0, result.ToString());
        using var json = JsonDocument.Parse(result.Out);
        Assert.StartsWith("in: 1 0 0 0.0001 0.0001 0 0 1 ", Row(json, "in"), StringComparison.Ordinal);
        Assert.Equal("out: 1 0 0 0.0035 0.0035 0 0 1 0.9 0.9", Row(json, "out"));
        Assert.Contains("nano-r1, nano-r1-machine: made for certain prompts only", Notes(json), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_table_says_what_the_JSON_says_and_the_plot_is_drawn()
    {
        await FillAsync(Call("acme"), Call("[red]globex[/]"), [Call("acme")[0] with { At = Noon.AddDays(1) }]);
        var plot = Path.Combine(_folder, "p.png");

        using var json = await JsonAsync("--from", "2026-11-24", "--to", "2026-11-25");
        var table = await RunAsync(WriteConfig(), "--from", "2026-11-24", "--to", "2026-11-25", "--plot", plot);

        Assert.True(table.ExitCode == 0, table.ToString());
        var total = json.RootElement.GetProperty("total");
        Assert.Equal((2, 1), (total.GetProperty("calls").GetInt32(), total.GetProperty("changed").GetInt32()));
        var line = Assert.Single(table.Out.Split('\n'), static line => line.Contains("│ total ", StringComparison.Ordinal));
        Assert.Equal(
            $"total 2 1 0 ${total.GetProperty("cost").GetDecimal()} ${total.GetProperty("new_cost").GetDecimal()} -$0.00286 90% 75%",
            string.Join(' ', line.Split('│', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)));
        Assert.Contains("[red]globex[/]", table.Out, StringComparison.Ordinal);
        Assert.Contains("gpt → small", table.Out, StringComparison.Ordinal);
        foreach (var note in json.RootElement.GetProperty("notes").EnumerateArray().Where(static n => !n.GetString()!.Contains(".json", StringComparison.Ordinal)))
        {
            Assert.Contains($"note: {note.GetString()}", table.Error, StringComparison.Ordinal);
        }

        Assert.True(new FileInfo(plot).Length > 5_000);
    }

    [Theory]
    [InlineData("", "--policy")]
    [InlineData("--policy nowhere.json", "the configuration file 'nowhere.json' of --policy does not exist")]
    [InlineData("--policy new.json", "no ledger: name its file with --ledger")]
    [InlineData("--policy new.json --ledger nowhere.db", "the ledger 'nowhere.db' does not exist")]
    [InlineData("--policy wrong.json --ledger nowhere.db", "wrong.json:17:39: error: ModelRouter:Policy:Rules:1:When:Tenant: The key 'Tenant' is unknown. Did you mean 'Tenants'?")]
    [InlineData("--policy new.json --by tenat", "Did you mean 'tenant'?")]
    [InlineData("--policy new.json --plot p.gif", "must end in .png")]
    [InlineData("--policy new.json --model gpt", "--model")]
    public async Task Wrong_usage_is_told(string line, string expected)
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "new.json"), Config, Ct);
        await File.WriteAllTextAsync(Path.Combine(_folder, "wrong.json"), Config.Replace("\"Tenants\": [\"acme\"]", "\"Tenant\": [\"acme\"]", StringComparison.Ordinal), Ct);

        var result = await CliProcess.RunAsync(["policy", "simulate", .. line.Split(' ', StringSplitOptions.RemoveEmptyEntries)], null, _folder);

        Assert.True(result.ExitCode == 2, result.ToString());
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_needs_nothing_that_is_required()
    {
        var result = await CliProcess.RunAsync("policy", "simulate", "--help");
        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Contains("modelrouter policy simulate --ledger spend.db --policy new.json", result.Out, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static SpendEntry[] Call(string? tenant, string model = "gpt", decimal cost = 0.0035m, int attempt = 1) =>
    [
        new(Guid.CreateVersion7(), Noon, model, ModelTier.Cloud, PromptTask.Chat, AttemptOutcome.Succeeded, new(1_000, 400, 150, 50), cost, TimeSpan.FromSeconds(1))
        {
            Attribution = new(tenant), Prompt = Prompt, Selection = "auto", Attempt = attempt,
        },
    ];

    private static SpendEntry[] Failed(string tenant, string model = "gpt") =>
        [Call(tenant, model, 0.001m)[0] with { Outcome = AttemptOutcome.Failed, Failure = ModelFailureKind.Server, Usage = default }];

    /// <summary>Fills the ledger so that attempts of different calls come among one another.</summary>
    private async Task FillAsync(params SpendEntry[][] calls)
    {
        await using var ledger = await SqliteSpendLedger.OpenAsync(Ledger, cancellationToken: Ct);
        foreach (var entry in calls.SelectMany(static call => call.Select(entry => entry with { CallId = call[0].CallId })).OrderBy(static entry => entry.Attempt))
        {
            await ledger.RecordAsync(entry, Ct);
        }
    }

    private string WriteConfig() => models.Write("new.json", Config);

    private Task<CliResult> RunAsync(string policy, params string[] more) => CliProcess.RunAsync(["policy", "simulate", "--ledger", Ledger, "--policy", policy, .. more]);

    private async Task<JsonDocument> JsonAsync(params string[] more)
    {
        var result = await RunAsync(WriteConfig(), [.. more, "--json"]);
        Assert.True(result.ExitCode == 0, result.ToString());
        return JsonDocument.Parse(result.Out);
    }

    private static string Notes(JsonDocument json) => string.Join('\n', json.RootElement.GetProperty("notes").EnumerateArray().Select(static n => n.GetString()));

    private static string Row(JsonDocument json, string tenant) =>
        $"{tenant}: {Figures(json.RootElement.GetProperty("rows").EnumerateArray().Single(row => row.GetProperty("name").GetString() == tenant))}";

    private static string Row(JsonDocument json, string array, int index)
    {
        var row = json.RootElement.GetProperty(array)[index];
        return $"{row.EnumerateObject().First().Value.GetString()}: {Figures(row)}";
    }

    /// <summary>Calls, changed, refused, cost, new cost, difference, estimated, compared, quality, new quality.</summary>
    private static string Figures(JsonElement row) => string.Join(
        ' ',
        row.EnumerateObject().Where(static p => p.Value.ValueKind != JsonValueKind.String && p.Name is not "name")
            .Select(static p => p.Value.ValueKind == JsonValueKind.Null ? "null" : p.Value.GetDecimal().ToString("0.############", CultureInfo.InvariantCulture)));
}

using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelRouter.Storage;

namespace ModelRouter.Cli.Tests;

/// <summary>What a deployment's outcomes have taught, as commands see it that decide without asking any model.</summary>
public sealed class LearnedPolicyTests(ScriptedModels models) : IAsyncLifetime
{
    private const string Ask = "Which tram goes to the harbour?";
    private static readonly PromptAnalyzer Analyzer = new();
    private static readonly string[] Words = ["tram", "ferry", "train", "night bus", "cable car", "taxi"];

    private readonly Guid _known = Guid.CreateVersion7();

    private string Outcomes => Path.Combine(models.Folder, $"learned-{_known:N}.db");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await TellAsync(60);
        await using var store = new SqliteOutcomeStore(Outcomes);
        await store.RememberAsync([Call(Ask) with { CallId = _known }], Ct);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Explain_predicts_as_the_router_would_with_its_labels_and_with_weights_trained_from_them()
    {
        var plain = await ChanceAsync(Config());
        Assert.InRange(plain, 0.75, 1);
        Assert.InRange(await ChanceAsync(Config($"\"Enabled\": true, \"Store\": \"sqlite\", \"Path\": {JsonSerializer.Serialize(Outcomes)}")), 0, plain - 0.1);

        var weights = Path.Combine(models.Folder, $"own-{_known:N}.weights");
        var train = await CliProcess.RunAsync("train", "--outcomes", Outcomes, "--out", weights);
        Assert.True(train.ExitCode == 0, train.ToString());
        Assert.Contains("learned from 60 labels of gpt", train.Error, StringComparison.Ordinal);
        Assert.Contains("doesn't count a second time", train.Error, StringComparison.Ordinal);
        var learned = $"\"Weights\": {JsonSerializer.Serialize(weights)}";
        Assert.InRange(await ChanceAsync(Config(learned)), 0, plain - 0.1);

        // The router itself, too.
        using var route = JsonDocument.Parse((await CliProcess.RunAsync("route", Ask, "--config", Config(learned), "--json")).Out);
        Assert.InRange(Chance(route), 0, plain - 0.1);

        var diff = await CliProcess.RunAsync("policy", "diff", Config(), Config(learned), "--json");
        using var changes = JsonDocument.Parse(diff.Out);
        Assert.NotEqual(0, changes.RootElement.GetProperty("decisions").GetArrayLength());

        // Beside the labels that they were learned from the weights predict as without them, and nothing is left to learn.
        var both = $"{learned}, \"Enabled\": true, \"Store\": \"sqlite\", \"Path\": {JsonSerializer.Serialize(Outcomes)}";
        Assert.Equal(await ChanceAsync(Config(learned)), await ChanceAsync(Config(both)));
        var again = await CliProcess.RunAsync("train", "--outcomes", "--config", Config(both), "--out", $"{weights}.2");
        Assert.True(again.ExitCode == 2, again.ToString());
        Assert.Contains("0 labels that count beside 60 that the weights know", again.Error, StringComparison.Ordinal);

        // New ones in the store that the configuration names, on top of the weights.
        await TellAsync(60);
        again = await CliProcess.RunAsync("train", "--outcomes", "--config", Config(both), "--out", $"{weights}.2", "--seed", "4");
        Assert.True(again.ExitCode == 0, again.ToString());
        Assert.Contains("learned from 60 labels of gpt", again.Error, StringComparison.Ordinal);
        Assert.InRange(await ChanceAsync(Config($"\"Weights\": {JsonSerializer.Serialize($"{weights}.2")}")), 0, plain - 0.1);
    }

    [Fact]
    public async Task What_is_not_there_is_told_and_nothing_is_made()
    {
        var missing = Path.Combine(models.Folder, "nowhere.db");
        Assert.InRange(await ChanceAsync(Config($"\"Enabled\": true, \"Store\": \"sqlite\", \"Path\": {JsonSerializer.Serialize(missing)}")), 0.75, 1);
        Assert.False(File.Exists(missing));

        var elsewhere = await CliProcess.RunAsync("policy", "explain", Ask, "--config", Config("\"Enabled\": true, \"Store\": \"postgres\", \"ConnectionStringName\": \"not-here\""));
        Assert.True(elsewhere.ExitCode == 0, elsewhere.ToString());
        Assert.Contains("can't be read here, and is left out", elsewhere.Error, StringComparison.Ordinal);

        var weights = await CliProcess.RunAsync("policy", "explain", Ask, "--config", Config("\"Weights\": \"nowhere.weights\""));
        Assert.Equal(2, weights.ExitCode);
        Assert.Contains("nowhere.weights", weights.Error, StringComparison.Ordinal);

        foreach (var (line, told) in ((string, string)[])
            [("train --out w", "name --data"), ("train --out w --outcomes nowhere.db", "'nowhere.db' of --outcomes does not exist"), ("train --out w --outcomes x --data y", "not both"),
             ("train --out w --outcomes", "Name a file with --config")])
        {
            var wrong = await CliProcess.RunAsync(line.Split(' '));
            Assert.True(wrong.ExitCode == 2 && wrong.Error.Contains(told, StringComparison.Ordinal), wrong.ToString());
        }
    }

    [Fact]
    public async Task Simulate_judges_calls_that_the_store_knows_by_what_was_learned()
    {
        var spend = Path.Combine(models.Folder, $"spend-{_known:N}.db");
        await using (var ledger = await SqliteSpendLedger.OpenAsync(spend, cancellationToken: Ct))
        {
            foreach (var id in (Guid[])[_known, Guid.CreateVersion7()])
            {
                await ledger.RecordAsync(
                    new(id, DateTimeOffset.UnixEpoch, "gpt", ModelTier.Cloud, PromptTask.Chat, AttemptOutcome.Succeeded, new(100, 0, 50, 0), 0.001m, TimeSpan.FromSeconds(1))
                    {
                        Attribution = new(id == _known ? "known" : "unknown"),
                        Prompt = Analyzer.Analyze([new(ChatRole.User, Ask)], null),
                        Selection = "pinned",
                    }, Ct);
            }
        }

        var result = await CliProcess.RunAsync(
            "policy", "simulate", "--ledger", spend, "--json", "--policy", Config($"\"Enabled\": true, \"Store\": \"sqlite\", \"Path\": {JsonSerializer.Serialize(Outcomes)}"));
        Assert.True(result.ExitCode == 0, result.ToString());
        using var json = JsonDocument.Parse(result.Out);
        var quality = json.RootElement.GetProperty("rows").EnumerateArray().ToDictionary(static row => row.GetProperty("name").GetString()!, static row => row.GetProperty("quality").GetDouble());
        Assert.InRange(quality["known"], 0, quality["unknown"] - 0.1);
        Assert.Contains("60 labels included, of old and new model alike, for the 1 of 2 calls", json.RootElement.GetProperty("notes").ToString(), StringComparison.Ordinal);
    }

    private async Task TellAsync(int labels)
    {
        await using var store = new SqliteOutcomeStore(Outcomes);
        for (var i = 0; i < labels; i++)
        {
            await store.SaveAsync(new(Call($"{(i % 2 == 0 ? "Which" : "How soon does the")} {Words[i % 6]} {(i % 4 < 2 ? "goes to" : "come back from")} {i} Harbour Street{new string('!', i / 12)}"), OutcomeKind.Feedback, 0), [], Ct);
        }
    }

    private static LearnableCall Call(string text) => new(
        Guid.CreateVersion7(), DateTimeOffset.UnixEpoch, "gpt", Analyzer.Analyze([new(ChatRole.User, text)], null).Vector!, Math.Log(0.9 / 0.1), Source: null);

    private static double Chance(JsonDocument json) =>
        json.RootElement.GetProperty("ranking").EnumerateArray().Single(static model => model.GetProperty("model").GetString() == "gpt").GetProperty("p_success").GetDouble();

    private static async Task<double> ChanceAsync(string config)
    {
        var result = await CliProcess.RunAsync("policy", "explain", Ask, "--config", config, "--json");
        Assert.True(result.ExitCode == 0, result.ToString());
        using var json = JsonDocument.Parse(result.Out);
        return Chance(json);
    }

    private string Config(string learning = "") => models.Write($"learned-{Guid.NewGuid():N}.json", $$"""
        {
          "ModelRouter": {
            "Models": {
              "gpt": {
                "Provider": "openai", "Tier": "Cloud", "ProviderModel": "g", "Price": { "InputPerMillion": 2, "OutputPerMillion": 10 },
                "Clearance": "Confidential", "Quality": 0.9, "ContextWindow": 100000, "Settings": { "Endpoint": "http://localhost:1/v1" }
              },
              "small": {
                "Provider": "openai", "Tier": "Cloud", "ProviderModel": "s", "Price": { "InputPerMillion": 0.5, "OutputPerMillion": 1 },
                "Clearance": "Confidential", "Quality": 0.6, "ContextWindow": 100000, "Settings": { "Endpoint": "http://localhost:1/v1" }
              }
            },
            "Routing": { "Worth": 10 },
            "Learning": { {{learning}} }
          }
        }
        """);
}

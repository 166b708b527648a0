using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.AI;
using ModelRouter.Storage;

namespace ModelRouter.Cli.Tests;

public sealed class LearningTests(ScriptedModels models)
{
    [Fact]
    public async Task An_answers_feedback_is_shown_corrected_and_forgotten()
    {
        var config = Configuration("\"Enabled\": true, \"Store\": \"sqlite\", \"Path\": ");
        using var answer = await JsonOfAsync("ask", "hi", "--config", config, "--json", "--temperature", "0");
        var call = answer.RootElement.GetProperty("call_id").GetString()!;
        using var empty = await JsonOfAsync("learning", "show", "--config", config, "--json");
        Assert.Equal(0, empty.RootElement.GetProperty("labels").GetInt32());

        using var bad = await JsonOfAsync("feedback", call, "bad", "--config", config, "--json");
        Assert.Equal("call_id model outcome", Json.Members(bad.RootElement));
        using var better = await JsonOfAsync("feedback", call, "0.75", "--config", config, "--json");
        Assert.Equal(0.75, better.RootElement.GetProperty("outcome").GetDouble());

        using var shown = await JsonOfAsync("learning", "show", "--config", config, "--json");
        var model = Assert.Single(shown.RootElement.GetProperty("models").EnumerateArray());
        Assert.Equal("model labels feedback verifier escalation retry check mean_outcome", Json.Members(model));
        Assert.Equal(("thinker", 1, 0.75), (model.GetProperty("model").GetString(), model.GetProperty("feedback").GetInt32(), model.GetProperty("mean_outcome").GetDouble()));
        var table = await CliProcess.RunAsync("learning", "show", "--config", config);
        Assert.True(table.ExitCode == 0 && table.Out.Contains("thinker", StringComparison.Ordinal), table.ToString());

        // One that only another version can read is forgotten as well.
        await using (var connection = new SqliteConnection($"Data Source={Path.ChangeExtension(config, ".db")};Pooling=False"))
        {
            await connection.OpenAsync(TestContext.Current.CancellationToken);
            await using var command = connection.CreateCommand();
            command.CommandText = "INSERT INTO outcomes SELECT randomblob(16), at, model, prompt, base_logit, source, 'of_another_version', outcome FROM outcomes";
            Assert.Equal(1, await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken));
        }

        using var reset = await JsonOfAsync("learning", "reset", "--config", config, "--json");
        Assert.Equal(2, reset.RootElement.GetProperty("forgotten").GetInt32());
        var gone = await CliProcess.RunAsync("feedback", call, "good", "--config", config);
        Assert.Equal(2, gone.ExitCode);
        Assert.Contains("is not known", gone.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_calls_took_is_shown_by_the_ledger_expected_by_route_and_forgotten_with_the_labels()
    {
        var config = Configuration("\"Enabled\": true, \"Store\": \"sqlite\", \"Path\": ", ledger: true);
        using var before = await JsonOfAsync("route", "hi", "--config", config, "--json");
        for (var i = 0; i < 2; i++)
        {
            using var answer = await JsonOfAsync("ask", "hi", "--config", config, "--json", "--temperature", "0");
        }

        using var shown = await JsonOfAsync("learning", "show", "--config", config, "--json");
        Assert.Equal("labels counted unread models forecasts", Json.Members(shown.RootElement));
        var forecast = Assert.Single(shown.RootElement.GetProperty("forecasts").EnumerateArray());
        Assert.Equal("model calls output_factor output_factor_by_task output_factor_without_thinking output_factor_without_thinking_by_task first_token_ms tokens_per_second", Json.Members(forecast));
        Assert.Equal(("thinker", 2), (forecast.GetProperty("model").GetString(), forecast.GetProperty("calls").GetInt32()));
        Assert.Equal("chat", Json.Members(forecast.GetProperty("output_factor_by_task")));
        Assert.NotEqual(1, forecast.GetProperty("output_factor").GetDouble());
        var table = await CliProcess.RunAsync("learning", "show", "--config", config);
        Assert.True(table.ExitCode == 0 && table.Out.Contains("What calls take", StringComparison.Ordinal), table.ToString());

        using var after = await JsonOfAsync("route", "hi", "--config", config, "--json");
        Assert.NotEqual(Cost(before), Cost(after));
        using var explained = await JsonOfAsync("policy", "explain", "hi", "--config", config, "--json");
        Assert.Equal(Cost(after), Cost(explained));
        using var reset = await JsonOfAsync("learning", "reset", "--config", config, "--json");
        using var forgotten = await JsonOfAsync("learning", "show", "--config", config, "--json");
        Assert.Empty(forgotten.RootElement.GetProperty("forecasts").EnumerateArray());
        using var anew = await JsonOfAsync("route", "hi", "--config", config, "--json");
        Assert.Equal(Cost(before), Cost(anew));

        static decimal Cost(JsonDocument decision) => decision.RootElement.GetProperty("ranking")[0].GetProperty("cost_usd").GetDecimal();
    }

    [Fact]
    public async Task Labels_beyond_one_person_s_share_are_shown_and_told_not_to_count()
    {
        var config = Configuration("\"Enabled\": true, \"Store\": \"sqlite\", \"Path\": ");
        await using (var store = new SqliteOutcomeStore(Path.ChangeExtension(config, ".db")))
        {
            for (var i = 0; i < 39; i++)
            {
                var prompt = new PromptAnalyzer().Analyze([new(ChatRole.User, $"What is {i} + {i}?")], null).Vector!;
                var call = new LearnableCall(Guid.CreateVersion7(), DateTimeOffset.UnixEpoch.AddSeconds(i), "thinker", prompt, BaseLogit: 0, Source: i < 15 ? "loud" : $"person {i % 4}");
                await store.SaveAsync(new(call, OutcomeKind.Feedback, 1), [], TestContext.Current.CancellationToken);
            }
        }

        using var shown = await JsonOfAsync("learning", "show", "--config", config, "--json");
        Assert.Equal((39, 34), (shown.RootElement.GetProperty("labels").GetInt32(), shown.RootElement.GetProperty("counted").GetInt32()));
        var table = await CliProcess.RunAsync("learning", "show", "--config", config);
        Assert.True(table.ExitCode == 0 && table.Error.Contains("34 of 39 labels count", StringComparison.Ordinal), table.ToString());
    }

    [Fact]
    public async Task Route_tells_who_may_be_asked_to_learn_about_it()
    {
        var config = Configuration("\"Enabled\": true, \"Exploration\": { \"Share\": 0.1 }, \"Store\": \"sqlite\", \"Path\": ", twin: true);
        using var json = await JsonOfAsync("route", "hi", "--config", config, "--json");
        var exploration = json.RootElement.GetProperty("exploration");
        Assert.Equal("best explored propensity extra_cost_usd candidates", Json.Members(exploration));
        Assert.Equal("thinker", exploration.GetProperty("best").GetString());
        Assert.Equal(JsonValueKind.Null, exploration.GetProperty("explored").ValueKind);
        var candidate = Assert.Single(exploration.GetProperty("candidates").EnumerateArray());
        Assert.Equal("model probability p_better extra_cost_usd", Json.Members(candidate));
        Assert.Equal("twin", candidate.GetProperty("model").GetString());
        Assert.Equal(1 - candidate.GetProperty("probability").GetDouble(), exploration.GetProperty("propensity").GetDouble(), 9);
        var table = await CliProcess.RunAsync("route", "hi", "--config", config);
        Assert.True(table.ExitCode == 0 && table.Out.Contains("to learn about them", StringComparison.Ordinal), table.ToString());
    }

    [Fact]
    public async Task What_can_not_be_used_is_wrong_usage()
    {
        var config = Configuration("\"Enabled\": true, \"Store\": \"sqlite\", \"Path\": ");
        var call = Guid.NewGuid().ToString();
        foreach (var (rating, told) in ((string, string)[])[("great", "is no rating"), ("1.5", "is no rating"), ("good", "is not known")])
        {
            var result = await CliProcess.RunAsync("feedback", call, rating, "--config", config);
            Assert.Equal(2, result.ExitCode);
            Assert.Contains(told, result.Error, StringComparison.Ordinal);
        }

        var memory = await CliProcess.RunAsync("learning", "show", "--config", Configuration("\"Enabled\": true, \"Note\": "));
        Assert.Equal(2, memory.ExitCode);
        Assert.Contains("Learning:Note", memory.Error, StringComparison.Ordinal);
    }

    private static async Task<JsonDocument> JsonOfAsync(params string[] arguments)
    {
        var result = await CliProcess.RunAsync(arguments);
        Assert.True(result.ExitCode == 0, result.ToString());
        return JsonDocument.Parse(result.Out);
    }

    /// <param name="learning">The section, up to the value of a path.</param>
    /// <param name="ledger">Whether what is spent is kept in the same file.</param>
    /// <param name="twin">Whether there is a second model, a little dearer.</param>
    private string Configuration(string learning, bool ledger = false, bool twin = false)
    {
        var name = Path.Combine(models.Folder, $"learning-{Guid.NewGuid():N}");
        File.WriteAllText($"{name}.json", $$"""
            {
              "ModelRouter": {
                "Models": {
                  "thinker": {
                    "Provider": "llamacpp", "Tier": "SelfHosted", "Price": { "InputPerMillion": 10, "OutputPerMillion": 20 }, "Capabilities": [ "Reasoning" ],
                    "Clearance": "Confidential", "ContextWindow": 2048, "Settings": { "Path": {{JsonSerializer.Serialize(models.Thinker)}} }
                  }{{(twin ? Twin() : "")}}
                },
                {{(ledger ? $$"""  "Ledger": { "Provider": "sqlite", "Path": {{JsonSerializer.Serialize($"{name}.db")}} }, """ : "")}}
                "Learning": { {{learning}} {{JsonSerializer.Serialize($"{name}.db")}} }
              }
            }
            """);
        return $"{name}.json";
    }

    private string Twin() => $$"""
        , "twin": {
          "Provider": "llamacpp", "Tier": "SelfHosted", "Price": { "InputPerMillion": 11, "OutputPerMillion": 22 }, "Clearance": "Confidential", "ContextWindow": 2048,
          "Settings": { "Path": {{JsonSerializer.Serialize(models.Thinker)}} }
        }
        """;
}

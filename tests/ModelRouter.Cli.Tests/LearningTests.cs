using System.Text.Json;

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
        Assert.Equal("model labels feedback verifier escalation retry mean_outcome", Json.Members(model));
        Assert.Equal(("thinker", 1, 0.75), (model.GetProperty("model").GetString(), model.GetProperty("feedback").GetInt32(), model.GetProperty("mean_outcome").GetDouble()));
        var table = await CliProcess.RunAsync("learning", "show", "--config", config);
        Assert.True(table.ExitCode == 0 && table.Out.Contains("thinker", StringComparison.Ordinal), table.ToString());

        using var reset = await JsonOfAsync("learning", "reset", "--config", config, "--json");
        Assert.Equal(1, reset.RootElement.GetProperty("forgotten").GetInt32());
        var gone = await CliProcess.RunAsync("feedback", call, "good", "--config", config);
        Assert.Equal(2, gone.ExitCode);
        Assert.Contains("is not known", gone.Error, StringComparison.Ordinal);
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
    private string Configuration(string learning)
    {
        var name = Path.Combine(models.Folder, $"learning-{Guid.NewGuid():N}");
        File.WriteAllText($"{name}.json", $$"""
            {
              "ModelRouter": {
                "Models": {
                  "thinker": {
                    "Provider": "llamacpp", "Tier": "SelfHosted", "Price": { "InputPerMillion": 10, "OutputPerMillion": 20 }, "Capabilities": [ "Reasoning" ],
                    "Clearance": "Confidential", "ContextWindow": 2048, "Settings": { "Path": {{JsonSerializer.Serialize(models.Thinker)}} }
                  }
                },
                "Learning": { {{learning}} {{JsonSerializer.Serialize($"{name}.db")}} }
              }
            }
            """);
        return $"{name}.json";
    }
}

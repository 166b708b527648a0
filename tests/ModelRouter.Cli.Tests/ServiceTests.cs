using System.Text.Json;
using Microsoft.Data.Sqlite;
using ModelRouter.TestProviders;

namespace ModelRouter.Cli.Tests;

/// <summary>Models behind an API, from a configuration file to the receipt.</summary>
public sealed class ServiceTests(ScriptedModels models)
{
    private const string Key = "canary-4711";

    private static readonly WireAnswer Answer = WireAnswer.Events(
        """
        data: {"id":"1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"role":"assistant","reasoning_content":"Adding."}}]}

        data: {"id":"1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"content":"852"},"finish_reason":"stop"}],"usage":{"prompt_tokens":9,"completion_tokens":4,"total_tokens":13}}

        data: [DONE]


        """);

    /// <summary>Ends within the answer.</summary>
    private static readonly WireAnswer Broken = WireAnswer.Events(
        """
        data: {"id":"1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"role":"assistant","content":"8"}}]}


        """);

    private static readonly Dictionary<string, string> Variables = new(StringComparer.Ordinal) { ["FAR_KEY"] = Key };

    [Fact]
    public async Task A_service_named_in_the_configuration_answers_with_thought_and_cost()
    {
        await using var server = await WireServer.StartAsync(_ => Answer);
        var root = JsonSerializer.Deserialize<JsonElement>((await Ask(server)).Out);
        Assert.Equal(
            ("852", "Adding.", "far", 9),
            (root.GetProperty("answer").GetString(), root.GetProperty("reasoning").GetString(), root.GetProperty("model").GetString(),
                root.GetProperty("usage").GetProperty("input_tokens").GetInt32()));
        Assert.Equal(0.000025m, root.GetProperty("cost_usd").GetDecimal());
        Assert.Equal($"Bearer {Key}", server.Requests[0]["Authorization"]);
    }

    [Fact]
    public async Task A_service_that_refuses_the_key_is_told_without_the_key()
    {
        await using var server = await WireServer.StartAsync(_ => WireAnswer.Json("""{"error":{"message":"Incorrect API key provided: canary-4711"}}""", 401));
        var result = await Ask(server);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("far [authentication]: ", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(Key, result.Error + result.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, "invalid_request")]
    [InlineData(false, "malformed_answer")]
    public async Task A_service_that_refuses_or_breaks_off_is_told_as_the_models_failure(bool refuses, string kind)
    {
        await using var server = await WireServer.StartAsync(_ => refuses ? WireAnswer.Json("""{"error":{"message":"temperature must be 1"}}""", 400) : Broken);
        foreach (var verb in (string[])["ask", "chat"])
        {
            var result = await RunAsync(server, verb, "--json");
            Assert.True(result.ExitCode == 1, result.ToString());
            using var told = JsonDocument.Parse(result.Out);
            Assert.Equal("error", Json.Members(told.RootElement));
            Assert.Contains($"error: the model failed [{kind}]: ", result.Error, StringComparison.Ordinal);
            Assert.DoesNotContain("not expected", result.Error, StringComparison.Ordinal);

            result = await RunAsync(server, verb);
            Assert.True(result.ExitCode == 1, result.ToString());
            Assert.Contains($"error: the model failed [{kind}]: ", result.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_turn_that_is_stopped_is_an_object_too()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Signals are sent by kill.");
        var stalled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = await WireServer.StartAsync(_ => Answer with { StallAfter = 0 });
        server.Stalled = _ => stalled.TrySetResult();
        using var process = CliProcess.Start(["chat", "--json", "--config", Configuration(server)], "What is 487 + 365?\n", variables: Variables);
        await stalled.Task.WaitAsync(TestContext.Current.CancellationToken);

        await process.SignalAsync("INT");
        var result = await process.EndAsync();

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Equal("""{"error":"stopped"}""", result.Out.Trim());
        Assert.Contains("note: stopped; this turn is forgotten", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_budget_that_is_lost_at_the_end_hides_neither_answer_nor_failure(bool fails)
    {
        var store = Path.Combine(models.Folder, $"lost-{Guid.NewGuid():N}.db");
        await using var server = await WireServer.StartAsync(_ =>
        {
            DropTables(store);
            return fails ? Broken : Answer;
        });

        var result = await RunAsync(server, "ask", more: $$"""
            "Budgets": { "all": { "LimitUsd": 1, "Window": "Total" } }, "BudgetStore": { "Sqlite": {{JsonSerializer.Serialize(store)}} },
            """);

        Assert.True(result.ExitCode == 1, result.ToString());
        Assert.Equal(fails ? "8" : "852", result.Out.Trim());
        Assert.Contains("error: what was settled in 1 budget could not be written, since the database failed.", result.Error, StringComparison.Ordinal);
        Assert.Equal(fails, result.Error.Contains("error: the model failed [malformed_answer]: ", StringComparison.Ordinal));
        Assert.DoesNotContain("not expected", result.Error, StringComparison.Ordinal);
    }

    private static void DropTables(string database)
    {
        using var connection = new SqliteConnection($"Data Source={database};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%';";
        List<string> tables = [];
        using (var reader = command.ExecuteReader())
        {
            while (reader.Read())
            {
                tables.Add(reader.GetString(0));
            }
        }

        command.CommandText = string.Concat(tables.Select(static table => $"DROP TABLE \"{table}\";"));
        command.ExecuteNonQuery();
    }

    private Task<CliResult> Ask(WireServer server) => RunAsync(server, "ask", "--json");

    private Task<CliResult> RunAsync(WireServer server, string verb, string? option = null, string more = "")
    {
        string[] arguments = [verb, .. verb == "ask" ? (string[])["What is 487 + 365?"] : [], .. option is null ? (string[])[] : [option], "--config", Configuration(server, more)];
        return CliProcess.RunAsync(arguments, verb == "chat" ? "What is 487 + 365?\n" : null, variables: Variables);
    }

    private string Configuration(WireServer server, string more = "") => models.Write("far.json", $$"""
            { "ModelRouter": { {{more}} "Models": { "far": { "Provider": "openai", "ProviderModel": "m", "Tier": "Cloud",
              "Price": { "InputPerMillion": 1, "OutputPerMillion": 4 },
              "Settings": { "Endpoint": "{{new Uri(server.Address, "v1").AbsoluteUri}}", "Dialect": "deepseek", "ApiKeyVariable": "FAR_KEY" } } } } }
            """);
}

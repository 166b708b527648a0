using System.Text.Json;
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

    private Task<CliResult> Ask(WireServer server)
    {
        var configuration = models.Write("far.json", $$"""
            { "ModelRouter": { "Models": { "far": { "Provider": "openai", "ProviderModel": "m", "Tier": "Cloud",
              "Price": { "InputPerMillion": 1, "OutputPerMillion": 4 },
              "Settings": { "Endpoint": "{{new Uri(server.Address, "v1").AbsoluteUri}}", "Dialect": "deepseek", "ApiKeyVariable": "FAR_KEY" } } } } }
            """);
        return CliProcess.RunAsync(["ask", "What is 487 + 365?", "--json", "--config", configuration], null, variables: new Dictionary<string, string>(StringComparer.Ordinal) { ["FAR_KEY"] = Key });
    }
}

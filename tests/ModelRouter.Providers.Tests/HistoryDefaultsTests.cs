using System.Text;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace ModelRouter.Providers.Tests;

/// <summary>What configuration need not say of a model, since its provider knows it.</summary>
public class HistoryDefaultsTests
{
    private static readonly ToolCallIdFormat ShortIds = new() { MaxLength = 40, Punctuation = "_-" };

    public static TheoryData<string, string, HistoryDialect> Models => new()
    {
        { "ollama", "\"ProviderModel\": \"qwen3:8b\"", HistoryDialect.Default },
        { "ollama", "\"ProviderModel\": \"deepseek-r1:8b\"", HistoryDialect.DeepSeekR1 },
        { "anthropic", Settings("claude", "\"ApiKey\": \"k\""), new() { BeginsWithUser = true, ToolCallIds = new() { Punctuation = "_-" } } },
        { "openai", Settings("gpt", "\"ApiKey\": \"k\""), new() { ToolCallIds = ShortIds } },
        { "openai", Settings("m", "\"Endpoint\": \"https://x.openai.azure.com/openai/v1\", \"ApiKey\": \"k\""), new() { ToolCallIds = ShortIds } },
        { "openai", Dialect("deepseek-chat", "deepseek"), new() { Reasoning = ReasoningEcho.Required, ForeignToolCalls = ForeignToolCalls.Text } },
        { "openai", Dialect("gemini-pro", "gemini"), new() { ForeignToolCalls = ForeignToolCalls.Text } },
        { "openai", Dialect("large", "mistral"), new() { ToolCallIds = ToolCallIdFormat.Mistral, EmptyTurns = EmptyTurns.Filled } },
        { "openai", Dialect("deepseek-ai/DeepSeek-R1-Distill-Qwen-7B", "vllm"), HistoryDialect.DeepSeekR1 },
        { "openai", Dialect("qwen3", "vllm"), HistoryDialect.Default },
        { "azure-ai-inference", Settings("DeepSeek-R1", "\"Endpoint\": \"https://x/models\", \"ApiKey\": \"k\""), HistoryDialect.DeepSeekR1 },

        // A node of each kind: what one of them wants all of them get.
        {
            "pool",
            """
            "ProviderModel": "deepseek-r1", "Settings": { "Nodes": {
              "a": { "Provider": "ollama" },
              "b": { "Provider": "openai", "ProviderModel": "m", "Settings": { "Dialect": "mistral", "ApiKey": "k" } } } }
            """,
            HistoryDialect.DeepSeekR1 with { ToolCallIds = ToolCallIdFormat.Mistral, EmptyTurns = EmptyTurns.Filled }
        },
    };

    [Theory, MemberData(nameof(Models), DisableDiscoveryEnumeration = true)]
    public void A_model_gets_the_dialect_of_its_service(string provider, string keys, HistoryDialect expected)
    {
        Assert.Equal(expected, Read(provider, keys, ""));
        Assert.Equal(expected with { BeginsWithUser = !expected.BeginsWithUser }, Read(provider, keys, $"\"BeginsWithUser\": {(expected.BeginsWithUser ? "false" : "true")}"));
    }

    private static HistoryDialect Read(string provider, string keys, string history)
    {
        var json = $$"""
            { "ModelRouter": { "Models": { "m": { "Provider": "{{provider}}", "Tier": "Cloud", "Unpriced": true, {{keys}}, "History": { {{history}} } } } } }
            """;
        var services = new ServiceCollection();
        services.AddModelRouter(
            new ConfigurationBuilder().AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(json))).Build(),
            router => router.AddOllama().AddOpenAI().AddAnthropic().AddAzureInference().AddPool());
        using var built = services.BuildServiceProvider();
        return built.GetRequiredService<ModelRouterChatClient>().Endpoints[0].Profile.History;
    }

    private static string Settings(string model, string settings) => $$"""  "ProviderModel": "{{model}}", "Settings": { {{settings}} } """;

    private static string Dialect(string model, string dialect) => Settings(model, $$""" "Dialect": "{{dialect}}", "Endpoint": "https://host/v1" """);
}

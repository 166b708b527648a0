using System.ClientModel.Primitives;
using System.Text.Json;
using Anthropic.Models.Messages;
using Microsoft.Extensions.AI;
using OpenAI.Chat;
using ChatMessage = Microsoft.Extensions.AI.ChatMessage;

namespace ModelRouter.Providers.Tests;

/// <summary>Raw options lower what the policy says of thinking, and never raise it.</summary>
public class RawEffortTests
{
    private static readonly ChatMessage[] Hello = [new(ChatRole.User, "hello")];

    [Theory]
    [InlineData("openai", "Low", """{"reasoning_effort":"high"}""", """{"reasoning_effort":"low"}""")]
    [InlineData("openai", "Low", """{"reasoning_effort":"minimal"}""", """{"reasoning_effort":"minimal"}""")]
    [InlineData("openai", "Low", """{"reasoning_effort":"extreme"}""", """{"reasoning_effort":"low"}""")]
    [InlineData("openai", "Low", """{"reasoning_effort":null}""", """{"reasoning_effort":"low"}""")]
    [InlineData("openai", "None", """{"reasoning_effort":"minimal"}""", """{"reasoning_effort":"none"}""")]
    [InlineData("openai", "High", """{"reasoning_effort":"medium"}""", """{"reasoning_effort":"medium"}""")]
    [InlineData("openai", null, """{"reasoning_effort":"high"}""", """{"reasoning_effort":"high"}""")]
    [InlineData("openai", "Low", """{"thinking":{"type":"enabled"}}""", """{"reasoning_effort":"low"}""")]
    [InlineData("deepseek", "None", """{"reasoning_effort":"low"}""", """{"thinking":{"type":"disabled"}}""")]
    [InlineData("deepseek", "Low", """{"thinking":{"type":"enabled"},"reasoning_effort":"max"}""", """{"thinking":{"type":"enabled"},"reasoning_effort":"low"}""")]
    [InlineData("qwen", "None", """{"enable_thinking":true,"thinking_budget":100}""", """{"enable_thinking":false,"thinking_budget":100}""")]
    [InlineData("qwen", "Low", """{"enable_thinking":false}""", """{"enable_thinking":false}""")]
    [InlineData("openrouter", "Low", """{"reasoning":{"effort":"high","exclude":true}}""", """{"reasoning":{"exclude":true,"effort":"low"}}""")]
    [InlineData("openrouter", "Low", """{"reasoning":{"max_tokens":30000}}""", """{"reasoning":{"effort":"low"}}""")]
    [InlineData("openrouter", "Low", """{"reasoning":{"effort":"none"}}""", """{"reasoning":{"effort":"none"}}""")]
    [InlineData("vllm", "None", """{"chat_template_kwargs":{"enable_thinking":true,"date":"today"}}""", """{"chat_template_kwargs":{"date":"today","enable_thinking":false,"thinking":false}}""")]
    [InlineData("vllm", "None", """{"chat_template_kwargs":{"date":"today"}}""", """{"chat_template_kwargs":{"date":"today","enable_thinking":false,"thinking":false}}""")]
    [InlineData("vllm", "Low", """{"chat_template_kwargs":{"enable_thinking":false}}""", """{"chat_template_kwargs":{"enable_thinking":false}}""")]
    [InlineData("gemini", "Low", """{"extra_body":{"google":{"thinking_config":{"thinking_budget":30000},"cached_content":"c"}}}""", """{"extra_body":{"google":{"cached_content":"c"}},"reasoning_effort":"low"}""")]
    public async Task Effort_at_services_of_OpenAIs_language(string dialect, string? effort, string raw, string expected)
    {
        var options = ModelReaderWriter.Read<ChatCompletionOptions>(BinaryData.FromString(raw))!;
        foreach (var sent in await SentAsync("openai", effort, new() { RawRepresentationFactory = _ => options }, ("Dialect", dialect)))
        {
            AssertJson(expected, sent, "model", "messages", "stream", "stream_options");
        }
    }

    [Theory]
    [InlineData("Low", """{"reasoning_effort":"high"}""", """{"reasoning_effort":"low"}""")]
    [InlineData("Low", """{"reasoning_effort":"none"}""", """{"reasoning_effort":"none"}""")]
    [InlineData("None", """{"thinking":{"type":"enabled"}}""", """{"reasoning_effort":"none"}""")]
    [InlineData("Low", """{"seed":1}""", """{"seed":1}""")]
    [InlineData(null, """{"reasoning_effort":"high"}""", """{"reasoning_effort":"high"}""")]
    public async Task Effort_at_Azures_service(string? effort, string raw, string expected)
    {
        var extra = JsonSerializer.Deserialize<Dictionary<string, object?>>(raw)!;
        foreach (var sent in await SentAsync("azure-ai-inference", effort, new() { AdditionalProperties = new(extra) }))
        {
            AssertJson(expected, sent, "model", "messages", "stream", "stream_options");
        }
    }

    [Theory]
    [InlineData("Low", "on", 4000, null, """{"type":"enabled","budget_tokens":1024}""", null)]
    [InlineData("Medium", "on", 4000, null, """{"type":"enabled","budget_tokens":4000}""", null)]
    [InlineData("None", "on", 4000, null, """{"type":"disabled"}""", null)]
    [InlineData("Low", "on", 0, null, """{"type":"disabled"}""", null)]
    [InlineData("Low", "on", -1, "max", """{"type":"enabled","budget_tokens":1024}""", "low")]
    [InlineData("Low", "adaptive", -1, "max", """{"type":"adaptive"}""", "low")]
    [InlineData("High", "adaptive", -1, "medium", """{"type":"adaptive"}""", "medium")]
    [InlineData("Low", "adaptive", 4000, "unheard", """{"type":"enabled","budget_tokens":1024}""", "low")]
    [InlineData(null, "on", 4000, "max", """{"type":"enabled","budget_tokens":4000}""", "max")]
    public async Task Effort_at_Anthropics_service(string? effort, string think, int budget, string? level, string expected, string? expectedLevel)
    {
        var raw = new MessageCreateParams
        {
            MaxTokens = 9000,
            Model = "y",
            Messages = [],
            Thinking = budget switch { > 0 => new ThinkingConfigEnabled(budget), 0 => new ThinkingConfigDisabled(), _ => new ThinkingConfigAdaptive() },
            OutputConfig = level is null ? null : new() { Effort = level },
        };
        foreach (var sent in await SentAsync("anthropic", effort, new() { RawRepresentationFactory = _ => raw }, ("Think", think)))
        {
            AssertJson(expected, sent.GetProperty("thinking"));
            var actual = sent.TryGetProperty("output_config", out var output) ? output.GetProperty("effort").GetString() : null;
            Assert.Equal(think == "adaptive" && effort is not null ? expectedLevel ?? effort.ToLowerInvariant() : expectedLevel, actual);
        }
    }

    [Theory]
    [InlineData("Low", "high", "low")]
    [InlineData("Low", "true", "low")]
    [InlineData("Medium", "low", "low")]
    [InlineData("High", "false", "false")]
    [InlineData("None", "low", "false")]
    [InlineData(null, "high", "high")]
    public async Task Effort_at_Ollama(string? effort, string think, string expected)
    {
        var raw = new OllamaSharp.Models.Chat.ChatRequest { Think = bool.TryParse(think, out var yes) ? yes : new OllamaSharp.Models.Chat.ThinkValue(think) };
        foreach (var sent in await SentAsync("ollama", effort, new() { RawRepresentationFactory = _ => raw }))
        {
            Assert.Equal(expected, sent.GetProperty("think").ToString().ToLowerInvariant());
        }
    }

    /// <summary>What is sent under a policy, streaming and not.</summary>
    private static async Task<JsonElement[]> SentAsync(string provider, string? effort, ChatOptions options, params (string Key, string? Value)[] settings)
    {
        (string Key, string? Value)[] rule = effort is null ? [] : [("Policy:Rules:0:Name", "think"), ("Policy:Rules:0:ReasoningEffort", effort)];
        await using var model = await RoutedModel.StartAsync(
            provider, [.. rule, .. settings.Select(static pair => ($"Models:m:Settings:{pair.Key}", pair.Value))]);
        await model.AskAsync(true, Hello, options);
        var streamed = model.Sent.Json;
        await model.AskAsync(false, Hello, options);
        return [streamed, model.Sent.Json];
    }

    private static void AssertJson(string expected, JsonElement sent, params string[] without)
    {
        var rest = JsonSerializer.SerializeToElement(
            sent.EnumerateObject().Where(member => !without.Contains(member.Name, StringComparer.Ordinal))
                .ToDictionary(static member => member.Name, static member => member.Value, StringComparer.Ordinal));
        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(expected), rest), rest.GetRawText());
    }
}

using System.ComponentModel;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelRouter.TestProviders;

namespace ModelRouter.Providers.Tests;

/// <summary>Tool loops against servers that refuse what the real ones refuse.</summary>
public class OpenAIToolLoopTests
{
    [Theory]
    [InlineData("deepseek", false)]
    [InlineData("deepseek", true)]
    [InlineData("openrouter", false)]
    [InlineData("openrouter", true)]
    [InlineData("vllm", true)]
    [InlineData("sglang", true)]
    [InlineData("llama-server", true)]
    [InlineData("gemini", false)]
    [InlineData("gemini", true)]
    [InlineData("mistral", true)]
    [InlineData("openai", true)]
    [InlineData("qwen", true)]
    [InlineData("ernie", true)]
    [InlineData("azure", true)]
    [InlineData("generic", false)]
    public async Task A_loop_of_two_calls_and_the_turns_around_it_are_accepted(string dialect, bool isStreaming)
    {
        await using var server = await WireServer.StartAsync(request => OpenAIStrictServer.Answer(dialect, request));
        using var client = OpenAITestClient.Create(server, dialect).AsBuilder().UseFunctionInvocation().Build();
        var options = new ChatOptions { Tools = [AIFunctionFactory.Create(Weather, "weather")] };
        List<ChatMessage> history = [new(ChatRole.User, "Tell me of yourself.")];
        foreach (var question in new[] { "What is the weather?", "And tomorrow?", "Thanks." })
        {
            history.AddRange((await client.AskAsync(isStreaming, history, options)).Messages);
            history.Add(new(ChatRole.User, question));
        }

        var last = await client.AskAsync(isStreaming, history, options);
        Assert.Equal("You're welcome.", last.Text);

        // Four turns, two of which called a tool twice.
        Assert.Equal(8, server.Requests.Count);
    }

    [Theory]
    [InlineData("deepseek")]
    [InlineData("mistral")]
    [InlineData("openai")]
    [InlineData("llama-server")]
    public async Task A_loop_that_another_model_began_is_accepted(string dialect)
    {
        await using var server = await WireServer.StartAsync(request => OpenAIStrictServer.Answer(dialect, request));
        using var client = OpenAITestClient.Create(server, dialect);

        // As the router hands it over: the other model's thoughts are gone.
        ChatMessage[] history =
        [
            new(ChatRole.User, "What is the weather?"),
            new(ChatRole.Assistant, "I'll look."),
            new(ChatRole.Assistant, [new FunctionCallContent("toolu_01:strange id", "weather", new Dictionary<string, object?>(StringComparer.Ordinal) { ["city"] = "Seoul" })]),
            new(ChatRole.Tool, [new FunctionResultContent("toolu_01:strange id", "sunny")]),
        ];
        var response = await client.AskAsync(true, history, new() { Tools = [AIFunctionFactory.Create(Weather, "weather")] });
        Assert.NotEmpty(response.Messages);

        var messages = server.Requests[0].Json.GetProperty("messages").EnumerateArray().ToArray();
        Assert.Equal(
            messages[2].GetProperty("tool_calls")[0].GetProperty("id").GetString(), messages[3].GetProperty("tool_call_id").GetString());
    }

    [Fact]
    public async Task Thoughts_go_back_for_turns_with_tools_only()
    {
        await using var server = await WireServer.StartAsync(_ => WireAnswer.Json("""{"choices":[{"message":{"content":"ok"},"finish_reason":"stop"}]}"""));
        using var client = OpenAITestClient.Create(server, "deepseek");
        ChatMessage[] history =
        [
            new(ChatRole.User, "1"),
            new(ChatRole.Assistant, [new TextReasoningContent("idle"), new TextContent("a")]),
            new(ChatRole.User, "2"),
            new(ChatRole.Assistant, [new TextReasoningContent("call it"), new FunctionCallContent("c", "f")]),
            new(ChatRole.Tool, [new FunctionResultContent("c", 1)]),
            new(ChatRole.Assistant, [new TextReasoningContent("done"), new TextContent("b")]),
            new(ChatRole.User, "3"),
        ];
        await client.AskAsync(false, history);
        var thoughts = server.Requests[0].Json.GetProperty("messages").EnumerateArray()
            .Select(message => message.TryGetProperty("reasoning_content", out var thought) ? thought.GetString() : "-");
        Assert.Equal("-, -, -, call it, -, done, -", string.Join(", ", thoughts));
    }

    [Fact]
    public async Task A_signature_survives_a_history_that_was_stored()
    {
        await using var server = await WireServer.StartAsync(request => OpenAIStrictServer.Answer("gemini", request));
        using var client = OpenAITestClient.Create(server, "gemini");
        var asked = await client.AskAsync(true, "What is the weather?", new() { Tools = [AIFunctionFactory.Create(Weather, "weather")] });
        var stored = JsonSerializer.Serialize(asked.Messages, AIJsonUtilities.DefaultOptions);
        var restored = JsonSerializer.Deserialize<List<ChatMessage>>(stored, AIJsonUtilities.DefaultOptions)!;
        var call = restored[0].Contents.OfType<FunctionCallContent>().Single();
        await client.AskAsync(
            true, [new(ChatRole.User, "What is the weather?"), .. restored, new(ChatRole.Tool, [new FunctionResultContent(call.CallId, "sunny")])]);
    }

    [Description("The weather of a city.")]
    private static string Weather(string city) => $"sunny in {city}";
}

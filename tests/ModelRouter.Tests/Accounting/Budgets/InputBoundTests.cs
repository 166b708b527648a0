using CsCheck;
using Microsoft.Extensions.AI;

namespace ModelRouter.Tests;

/// <summary>What is reserved for an input is never less than what the router itself estimates of it, or than its bytes.</summary>
public class InputBoundTests
{
    [Fact]
    public void The_bound_is_above_the_estimate_and_the_bytes() =>
        Gen.String.Array[1, 5].Sample(texts =>
        {
            ChatMessage[] messages =
            [
                .. texts.Select(text => new ChatMessage(ChatRole.User, text)),
                new(ChatRole.Assistant, [new FunctionCallContent("c", "f", new Dictionary<string, object?>(StringComparer.Ordinal) { ["a"] = texts[0] })]),
                new(ChatRole.Tool, [new FunctionResultContent("c", texts[^1])]),
            ];
            var options = new ChatOptions { Tools = [AIFunctionFactory.Create(() => "", "weather", "Tells the weather.")] };

            var bound = InputBound.Of(messages, options);

            Assert.True(bound >= new HeuristicPromptAnalyzer().Analyze(messages, options).InputTokens);
            Assert.True(bound >= texts.Sum(text => System.Text.Encoding.UTF8.GetByteCount(text)));
        });

    [Fact]
    public void Everything_that_a_model_reads_is_counted()
    {
        var text = new string('x', 1_000);
        ChatMessage[] none = [new(ChatRole.User, "")];
        var least = InputBound.Of(none, null) + 1_000;
        Assert.All(
            [
                InputBound.Of([new(ChatRole.User, text)], null),
                InputBound.Of([new(ChatRole.Assistant, [new TextReasoningContent(text)])], null),
                InputBound.Of([new(ChatRole.Tool, [new FunctionResultContent("c", text)])], null),
                InputBound.Of([new(ChatRole.User, [new UriContent("https://example.com/a.png", "image/png")])], null),
                InputBound.Of(none, new() { Instructions = text }),
                InputBound.Of(none, new() { Tools = [AIFunctionFactory.Create(() => "", "f", text)] }),
                InputBound.Of(none, new() { ResponseFormat = ChatResponseFormat.ForJsonSchema(System.Text.Json.JsonSerializer.SerializeToElement(text)) }),
            ],
            bound => Assert.True(bound >= least));
    }
}

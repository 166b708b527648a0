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
                InputBound.Of(none, new() { ResponseFormat = ChatResponseFormat.ForJsonSchema(System.Text.Json.JsonSerializer.SerializeToElement(text)) }),
            ],
            bound => Assert.True(bound >= least));
        Assert.Equal(1_000, WithTool(text) - WithTool(""));

        long WithTool(string description) => InputBound.Of(none, new() { Tools = [AIFunctionFactory.Create(() => "", "f", description)] });
    }

    [Fact]
    public void Where_tools_are_offered_or_were_called_the_services_own_prompt_counts_once()
    {
        AITool tool = AIFunctionFactory.Create(() => "", "f");
        ChatMessage[] called = [new(ChatRole.User, "Hi"), new(ChatRole.Assistant, [new FunctionCallContent("c", "f")])];
        var one = InputBound.Of(called[..1], new() { Tools = [tool] });

        Assert.True(one > 1_024 && InputBound.Of(called, null) > 1_024);
        Assert.InRange(InputBound.Of(called[..1], new() { Tools = [tool, tool] }) - one, 1, 200);
    }

    [Fact]
    public void What_tools_give_and_get_as_objects_is_counted_as_clients_send_it()
    {
        var note = new Note(new string('x', 1_000));
        object[] values =
        [
            new TextContent(note.Text),
            new AIContent[] { new TextContent(note.Text[..500]), new TextContent(note.Text[500..]) },
            note,
            new List<Note> { note },
            new Dictionary<string, object?>(StringComparer.Ordinal) { ["a"] = new[] { note } },
        ];

        Assert.All(values, value => Assert.True(InputBound.Of([new(ChatRole.Tool, [new FunctionResultContent("c", value)])], null) >= 1_000));
        Assert.All(
            values[2..],
            value => Assert.True(
                InputBound.Of([new(ChatRole.Assistant, [new FunctionCallContent("c", "f", new Dictionary<string, object?>(StringComparer.Ordinal) { ["a"] = value })])], null) >= 1_000));

        // Six signs for each letter of three bytes, where all but ASCII is escaped.
        var korean = new string('한', 1_000);
        Assert.True(InputBound.Of([new(ChatRole.Tool, [new FunctionResultContent("c", korean)])], null) >= 6_000);
        Assert.True(InputBound.Of([new(ChatRole.Assistant, [new FunctionCallContent("c", "f", new Dictionary<string, object?>(StringComparer.Ordinal) { ["a"] = korean })])], null) >= 6_000);

        // What can't be sent fails where it is sent.
        Assert.True(InputBound.Of([new(ChatRole.Tool, [new FunctionResultContent("c", new Broken())])], null) < 1_000);
    }

    [Theory]
    [InlineData("application/pdf", true)]
    [InlineData("text/plain", true)]
    [InlineData("image/png", false)]
    public void Documents_count_by_their_size(string type, bool isDocument)
    {
        var bound = InputBound.Of([new(ChatRole.User, [new DataContent(new byte[100_000], type)])], null);
        Assert.Equal(isDocument, bound >= 100_000);
        Assert.True(bound >= 16_384);
    }

    [Fact]
    public void Thoughts_that_only_their_vendor_can_read_are_counted() =>
        Assert.True(InputBound.Of([new(ChatRole.Assistant, [new TextReasoningContent(null) { ProtectedData = new string('x', 1_000) }])], null) >= 1_000);

    private sealed record Note(string Text);

    private sealed class Broken
    {
        public string Text => throw new InvalidOperationException(GetType().Name);
    }
}

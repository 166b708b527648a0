namespace ModelRouter.AgentFramework.Tests;

/// <summary>Tools of those who deliberate are their own affair.</summary>
public class DeliberationToolTests
{
    private const string Prompt = "What is six times seven?";

    private readonly Stage _stage = new();

    [Theory, InlineData(false), InlineData(true)]
    public async Task What_an_arbiter_has_called_is_no_part_of_the_answer(bool stream)
    {
        (_stage.House, _stage.Specialist) = (ScriptedModel.Saying("Answer: 41"), ScriptedModel.Saying("Answer: 43"));
        _stage.Cloud = AgentTests.CallingAllTools();

        var response = await AskAsync(AIFunctionFactory.Create(static (string query) => "Answer: 42", "calculate"), stream);

        Assert.Equal("Answer: 42", response.Text);
        Assert.All(response.Messages.SelectMany(static message => message.Contents), static content => Assert.True(content is TextContent or TextReasoningContent, $"{content}"));
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task What_is_said_before_a_tools_call_is_a_line_of_its_own(bool stream)
    {
        _stage.House = ScriptedModel.Saying("Answer: 41");
        _stage.Specialist = new(static (messages, _) => Calling(messages, "Let me see."));
        _stage.Cloud = new(static (messages, _) => Calling(messages, "I'll multiply."));

        var response = await AskAsync(AIFunctionFactory.Create(static () => 42, "calculate"), stream);

        Assert.Equal("I'll multiply.\nAnswer: 42", response.Text);
        Assert.Equal("Let me see.\nAnswer: 42", string.Concat(response.Messages[1].Contents.OfType<TextReasoningContent>().Select(static thought => thought.Text)));

        // "Answer:" at its line's beginning is found.
        Assert.Equal([1, 2, 2], response.GetRunReceipt()!.Deliberations.Single().Votes.Select(static vote => vote.Choice));

        static IEnumerable<AIContent> Calling(IReadOnlyList<ChatMessage> messages, string before) => messages[^1].Role == ChatRole.Tool
            ? [new TextContent("Ans"), new TextContent("wer: 42")]
            : [new TextContent(before[..4]), new TextContent(before[4..]), new FunctionCallContent("call-1", "calculate")];
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task A_tool_that_needs_an_approval_is_refused_before_anybody_is_asked(bool stream)
    {
        var tool = new ApprovalRequiredAIFunction(AIFunctionFactory.Create(static (string query) => "42", "calculate"));

        var refused = await Assert.ThrowsAsync<ArgumentException>(() => AskAsync(tool, stream));

        Assert.Contains("'calculate' needs an approval", refused.Message, StringComparison.Ordinal);
        Assert.Equal(0, _stage.Ledger.Count);
    }

    private async Task<ChatResponse> AskAsync(AIFunction tool, bool stream)
    {
        _stage.InvokesBelow = true;
        using var panel = new DeliberationChatClient(_stage.Client, new()
        {
            Name = "panel",
            Drafters = [new() { Model = "house", MaxTokens = 100 }, new() { Model = "specialist", MaxTokens = 100 }],
            Arbiter = new() { Tier = ModelTier.Cloud, MaxTokens = 100 },
        });
        var options = new ChatOptions { Tools = [tool] };
        return stream
            ? await panel.GetStreamingResponseAsync(Prompt, options, Stage.Ct).ToChatResponseAsync(Stage.Ct)
            : await panel.GetResponseAsync(Prompt, options, Stage.Ct);
    }
}

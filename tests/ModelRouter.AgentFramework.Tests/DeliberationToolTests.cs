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

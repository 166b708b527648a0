using Microsoft.Extensions.AI;
using static ModelRouter.Tests.Routers;

namespace ModelRouter.Tests;

public class ToolLoopTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_model_that_asked_for_the_tool_gets_its_result(bool stream)
    {
        // "weak" is pinned on the first round only by the tool loop: the router would rank "strong" first.
        var weak = CallsToolThenAnswers();
        var strong = FakeChatClient.Saying("from strong");
        using var router = Over(null, ("strong", strong), ("weak", weak));
        using var client = new FunctionInvokingChatClient(router);
        var tool = AIFunctionFactory.Create(() => "12 degrees", "weather");

        // A failure of the better model on the first round brings the other one in.
        strong.Before = _ => strong.Calls == 1 ? throw new IOException("first round fails") : Task.CompletedTask;
        var response = await client.AskAsync(stream, Hello, new() { Tools = [tool] });

        Assert.Equal("warm", response.Messages[^1].Text);
        Assert.Equal((1, 2), (strong.Calls, weak.Calls));
        var receipt = response.GetRoutingReceipt()!;
        Assert.Equal("tool-loop", receipt.Decision.Selection);
        Assert.Equal(["weak", "strong"], receipt.Decision.Ranking.Select(r => r.Model));

        // Its own thought goes back to it.
        Assert.Contains(weak.Received[1].SelectMany(m => m.Contents), c => c is TextReasoningContent { Text: "I need the weather." });
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task If_it_is_no_longer_eligible_another_takes_over_without_its_thoughts(bool stream)
    {
        var weak = CallsToolThenAnswers();
        var strong = FakeChatClient.Saying("from strong");
        using var router = Over(null, ("strong", strong), ("weak", weak));
        strong.Before = _ => strong.Calls == 1 ? throw new IOException("first round fails") : Task.CompletedTask;

        // Confidential data appear in the tool's result, and "weak" is not cleared for them.
        using var second = new ModelRouterChatClient(
        [
            new(Profile("strong", 0.9), strong),
            new(Profile("weak", 0.8) with { Clearance = DataClass.Personal }, weak),
        ]);
        using var client = new FunctionInvokingChatClient(second);
        var tool = AIFunctionFactory.Create(() => "CONFIDENTIAL: 12 degrees", "weather");

        var response = await client.AskAsync(stream, Hello, new() { Tools = [tool] });

        Assert.Equal("from strong", response.Messages[^1].Text);
        Assert.Equal((2, 1), (strong.Calls, weak.Calls));
        Assert.DoesNotContain(strong.Received[1].SelectMany(m => m.Contents), c => c is TextReasoningContent);
        Assert.Contains(strong.Received[1].SelectMany(m => m.Contents), c => c is FunctionCallContent);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_model_that_asked_for_leave_gets_it(bool stream)
    {
        var request = new ToolApprovalRequestContent("leave-1", new McpServerToolCallContent("call-1", "look", "crm"));
        var weak = new FakeChatClient
        {
            Updates = (messages, _, _) => [new(ChatRole.Assistant, messages.Last().Contents is [ToolApprovalResponseContent] ? [new TextContent("found")] : [request])],
        };
        var strong = FakeChatClient.Saying("from strong");
        using var router = Over(null, ("strong", strong), ("weak", weak));
        strong.Before = _ => strong.Calls == 1 ? throw new IOException("first round fails") : Task.CompletedTask;

        var asked = await router.AskAsync(stream, Hello);
        var response = await router.AskAsync(stream, [.. Hello, .. asked.Messages, new(ChatRole.User, [request.CreateResponse(approved: true)])]);

        Assert.Equal("found", response.Text);
        Assert.Equal("tool-loop", response.GetRoutingReceipt()!.Decision.Selection);
        Assert.Equal((1, 2), (strong.Calls, weak.Calls));
    }

    private static FakeChatClient CallsToolThenAnswers() => new()
    {
        Updates = (messages, _, _) => messages.Last().Role == ChatRole.Tool
            ? [new(ChatRole.Assistant, "warm")]
            :
            [
                new(ChatRole.Assistant, [new TextReasoningContent("I need the weather.")]),
                new(ChatRole.Assistant, [new FunctionCallContent("call-1", "weather")]),
            ],
    };
}

namespace ModelRouter.AgentFramework.Tests;

/// <summary>What a tool has read no later turn carries to a model that must not have it, also if no answer follows.</summary>
public class ToolDataTests
{
    private readonly Stage _stage = new();

    [Theory]
    [InlineData(false, false, false), InlineData(true, false, false), InlineData(false, true, false), InlineData(true, true, false)]
    [InlineData(false, false, true), InlineData(true, false, true)]
    public async Task A_loop_that_a_tool_ends_keeps_the_class_of_what_the_tool_read(bool stream, bool invokesBelow, bool hasOptions)
    {
        _stage.InvokesBelow = invokesBelow;
        _stage.Cloud = AgentTests.CallingAllTools();
        var secret = _stage.Agent("hr", null, static options => options.DataClass = DataClass.Confidential);
        var lead = _stage.Agent("lead", null, options => options.Tools.Add(AIFunctionFactory.Create(
            async (CancellationToken ct) =>
            {
                var read = (await secret.RunAsync("What does he earn?", cancellationToken: ct)).Text;
                FunctionInvokingChatClient.CurrentContext!.Terminate = true;
                return read;
            },
            "ask")));
        var session = await lead.CreateSessionAsync(Stage.Ct);

        var first = await RunAsync(lead, "How much does he earn?", session);
        session = await lead.DeserializeSessionAsync(await lead.SerializeSessionAsync(session, cancellationToken: Stage.Ct), cancellationToken: Stage.Ct);
        await RunAsync(lead, "Say it nicely.", session);

        Assert.Equal((ChatRole.Tool, DataClass.Confidential), (first.Messages[^1].Role, first.GetDataClass()));
        Assert.Equal(["cloud", "house", "house"], _stage.Ledger.Snapshot().Select(static entry => entry.Model));

        async Task<AgentResponse> RunAsync(AIAgent agent, string prompt, AgentSession session) => stream
            ? await agent.RunStreamingAsync(prompt, session, hasOptions ? new AgentRunOptions() : null, Stage.Ct).ToAgentResponseAsync(Stage.Ct)
            : await agent.RunAsync(prompt, session, hasOptions ? new AgentRunOptions() : null, Stage.Ct);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task The_callers_own_client_for_a_run_is_kept(bool stream)
    {
        var made = 0;
        var options = new ChatClientAgentRunOptions
        {
            ChatClientFactory = client =>
            {
                made++;
                return client;
            },
        };
        var agent = _stage.Agent("lead");

        _ = stream
            ? await agent.RunStreamingAsync("Hello.", null, options, Stage.Ct).ToAgentResponseAsync(Stage.Ct)
            : await agent.RunAsync("Hello.", null, options, Stage.Ct);

        Assert.Equal(1, made);
    }
}

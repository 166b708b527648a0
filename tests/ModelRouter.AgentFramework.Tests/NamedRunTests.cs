using Microsoft.Agents.AI;

namespace ModelRouter.AgentFramework.Tests;

/// <summary>A run that the caller names on the request is what an agent's or a deliberation's own run is part of: both limits hold, and both count.</summary>
public class NamedRunTests
{
    private readonly Stage _stage = new();
    private readonly RoutingRun _named = new("named");

    [Theory, InlineData(false, false), InlineData(true, false), InlineData(false, true), InlineData(true, true)]
    public async Task An_agents_own_limit_holds(bool stream, bool beside)
    {
        var agent = _stage.Agent("poet", "cloud", static options => options.Run.Limit = 0.0005m);

        await Assert.ThrowsAsync<BudgetExhaustedException>(() => RunAsync(agent, stream, beside));
        Assert.Empty(_stage.Cloud.Options);
    }

    [Theory, InlineData(false, false), InlineData(true, false), InlineData(false, true), InlineData(true, true)]
    public async Task An_agents_receipt_and_the_named_run_have_its_cost(bool stream, bool beside)
    {
        var receipt = (await RunAsync(_stage.Agent("poet", "cloud", static options => options.Run.Limit = 0.01m), stream, beside)).GetRunReceipt()!;

        Assert.Equal((0.001m, 0.001m, 0.01m), (receipt.Cost, _named.Spent, receipt.Limit));
        Assert.Equal(["run:named", $"run:{receipt.RunId}"], _stage.Ledger.Snapshot().Single().Attribution.Tags.Order(StringComparer.Ordinal).Reverse());
        _stage.AssertWhole(receipt);
    }

    [Theory, InlineData(false, false), InlineData(true, false), InlineData(false, true), InlineData(true, true)]
    public async Task What_is_handed_on_to_a_tools_agent_leaves_it_in_the_leads_run(bool stream, bool beside)
    {
        // The framework hands the properties of the lead's request on, and with them the run that its caller named.
        _stage.InvokesBelow = true;
        _stage.House = AgentTests.CallingAllTools();
        var helper = _stage.Agent("helper", "specialist", static options => options.Run.Limit = 1);
        var lead = _stage.Agent("lead", "house", options =>
        {
            options.Run.Limit = 1;
            options.Tools.Add(helper.AsAIFunction());
        });

        var receipt = (await RunAsync(lead, stream, beside)).GetRunReceipt()!;

        Assert.Equal(["house", "specialist", "house"], receipt.Steps.Select(static step => step.Model));
        Assert.Equal((0.00012m, 0.00012m), (receipt.Cost, _named.Spent));
        _stage.AssertWhole(receipt);
    }

    [Theory, InlineData(false, false), InlineData(true, false), InlineData(false, true), InlineData(true, true)]
    public async Task A_run_of_several_agents_holds_those_whom_it_hands_the_named_run_on(bool stream, bool beside)
    {
        var agent = _stage.Agent("poet", "cloud", static options => options.Run.Limit = 0.01m).WithRoutingRun(new() { Limit = 0.0005m });

        await Assert.ThrowsAsync<BudgetExhaustedException>(() => RunAsync(agent, stream, beside));
        Assert.Empty(_stage.Cloud.Options);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task A_deliberations_own_limit_holds(bool stream) =>
        await Assert.ThrowsAsync<BudgetExhaustedException>(() => DeliberateAsync(0.00005m, stream));

    [Theory, InlineData(false), InlineData(true)]
    public async Task A_deliberations_receipt_and_the_named_run_have_its_cost(bool stream)
    {
        var response = await DeliberateAsync(1, stream);
        var receipt = response.GetRunReceipt()!;

        Assert.Equal((0.0002m, 0.0002m), (receipt.Cost, _named.Spent));
        Assert.Equal((0.0002m, 200), (receipt.Deliberations.Single().Cost, response.Usage!.OutputTokenCount));
        _stage.AssertWhole(receipt);
    }

    [Fact]
    public async Task Something_else_than_a_run_is_refused() =>
        await Assert.ThrowsAsync<ArgumentException>(() => Deliberation(1).GetResponseAsync("Hello", new() { AdditionalProperties = new() { ["modelrouter.run"] = "named" } }, Stage.Ct));

    private async Task<AgentResponse> RunAsync(AIAgent agent, bool stream, bool beside)
    {
        var named = new ChatOptions().WithRun(_named);
        var options = beside ? new AgentRunOptions { AdditionalProperties = named.AdditionalProperties } : new ChatClientAgentRunOptions(named);
        return stream
            ? await agent.RunStreamingAsync("Hello", options: options, cancellationToken: Stage.Ct).ToAgentResponseAsync(Stage.Ct)
            : await agent.RunAsync("Hello", options: options, cancellationToken: Stage.Ct);
    }

    private async Task<ChatResponse> DeliberateAsync(decimal limit, bool stream)
    {
        var options = new ChatOptions().WithRun(_named);
        return stream
            ? await Deliberation(limit).GetStreamingResponseAsync("Hello", options, Stage.Ct).ToChatResponseAsync(Stage.Ct)
            : await Deliberation(limit).GetResponseAsync("Hello", options, Stage.Ct);
    }

    private DeliberationChatClient Deliberation(decimal limit)
    {
        _stage.Specialist = ScriptedModel.Saying("Answer: 42");
        var options = new DeliberationOptions { Name = "panel", DraftQuorum = 2, Run = { Limit = limit } };
        options.Drafters.Add(new() { Model = "specialist", MaxTokens = 100 });
        options.Drafters.Add(new() { Model = "specialist", MaxTokens = 100 });
        return new(_stage.Router, options);
    }
}

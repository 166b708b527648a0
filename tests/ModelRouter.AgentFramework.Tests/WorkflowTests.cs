using Microsoft.Agents.AI.Workflows;

namespace ModelRouter.AgentFramework.Tests;

/// <summary>Workflows of the framework run on the router as they are, and their run's receipt is the ledger.</summary>
public class WorkflowTests
{
    private readonly Stage _stage = new();

    [Theory, InlineData(false), InlineData(true)]
    public async Task Sequential(bool stream)
    {
        var workflow = AgentWorkflowBuilder.BuildSequential([_stage.Agent("one", "house"), _stage.Agent("two", "specialist"), _stage.Agent("three", "cloud")]);
        var receipt = await ReceiptAsync(workflow, stream);
        Assert.Equal([("one", "house"), ("two", "specialist"), ("three", "cloud")], receipt.Steps.Select(static step => (step.Agent!, step.Model)));
        Assert.Equal(0.00111m, receipt.Cost);
        Assert.Contains("house", _stage.Specialist.Texts.Single(), StringComparison.Ordinal);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Concurrent(bool stream)
    {
        var receipt = await ReceiptAsync(AgentWorkflowBuilder.BuildConcurrent([_stage.Agent("one", "house"), _stage.Agent("two", "specialist"), _stage.Agent("three", "cloud")]), stream);
        Assert.Equal(["one house", "three cloud", "two specialist"], receipt.Agents.Select(static agent => $"{agent.Agent} {agent.Models.Single()}").Order());
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Handoff(bool stream)
    {
        _stage.House = new(static (_, options) => [new FunctionCallContent("1", options!.Tools!.Single(static tool => tool.Name.StartsWith("handoff", StringComparison.Ordinal)).Name)]);
        var triage = _stage.Agent("triage", "house");
        var expert = _stage.Agent("expert", "cloud");
#pragma warning disable MAAI001 // The builder is marked as experimental.
        var workflow = AgentWorkflowBuilder.CreateHandoffBuilderWith(triage).WithHandoff(triage, expert, "It is hard.").Build();
#pragma warning restore MAAI001
        var receipt = await ReceiptAsync(workflow, stream);
        Assert.Equal([("triage", "house"), ("expert", "cloud")], receipt.Steps.Select(static step => (step.Agent!, step.Model)));
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Group_chat(bool stream)
    {
        var workflow = AgentWorkflowBuilder.CreateGroupChatBuilderWith(static agents => new RoundRobinGroupChatManager(agents) { MaximumIterationCount = 4 })
            .AddParticipants([_stage.Agent("one", "house"), _stage.Agent("two", "cloud")]).Build();
        var receipt = await ReceiptAsync(workflow, stream);
        Assert.Equal(["one", "two", "one", "two"], receipt.Steps.Select(static step => step.Agent!));
        Assert.Equal(2 * 0.00101m, receipt.Cost);
    }

    [Theory]
    [InlineData(RunExhaustion.Stop, false), InlineData(RunExhaustion.Stop, true)]
    [InlineData(RunExhaustion.Downgrade, false), InlineData(RunExhaustion.Downgrade, true)]
    public async Task Parallel_branches_end_exactly_at_the_limit(RunExhaustion onExhaustion, bool stream)
    {
        // All branches are under way before the first has been paid for.
        var inside = new TaskCompletionSource();
        _stage.Cloud.Before = inside.Task;
        var workflow = AgentWorkflowBuilder.BuildConcurrent(Enumerable.Range(0, 8).Select(i => _stage.Agent($"branch-{i}")));
        var run = new RoutingRun(0.00503m, onExhaustion);
        using var scope = run.Begin();
        var running = Stage.RunAsync(workflow.AsAIAgent(), stream);
        await Task.WhenAny(running, Task.Delay(TimeSpan.FromMilliseconds(500), Stage.Ct));
        inside.SetResult();
        await running.ContinueWith(static _ => { }, Stage.Ct);

        var entries = _stage.Ledger.Snapshot();
        Assert.Equal((5, onExhaustion == RunExhaustion.Stop ? 0 : 3), (entries.Count(static entry => entry.Model == "cloud"), entries.Count(static entry => entry.Model == "house")));
        Assert.Equal((_stage.Ledger.Total, 0m, onExhaustion == RunExhaustion.Stop), (run.Spent, run.Reserved, run.IsStopped));
        Assert.True(run.Spent <= 0.00503m);
        _stage.AssertWhole(run.GetReceipt());
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task What_an_agent_has_read_goes_with_its_answer(bool stream)
    {
        var workflow = AgentWorkflowBuilder.BuildSequential([_stage.Agent("first", "house", static options => options.DataClass = DataClass.Confidential), _stage.Agent("second")]);
        var receipt = await ReceiptAsync(workflow, stream);
        Assert.Equal(["house", "house"], receipt.Steps.Select(static step => step.Model));
        Assert.Empty(_stage.Cloud.Options);
    }

    private async Task<RunReceipt> ReceiptAsync(Workflow workflow, bool stream)
    {
        var response = await Stage.RunAsync(workflow.AsAIAgent(name: "team").WithRoutingRun(), stream);
        var receipt = response.GetRunReceipt();
        Assert.NotNull(receipt);
        Assert.DoesNotContain(response.Messages.SelectMany(static message => message.Contents), static content => content is ErrorContent);
        _stage.AssertWhole(receipt);
        Assert.NotNull(response.Usage);
        return receipt;
    }
}

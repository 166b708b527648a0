using Microsoft.Agents.AI.Workflows;

namespace ModelRouter.AgentFramework.Tests;

/// <summary>An agent that is a tool by the framework's own means runs under its own name, task and limits, not under its caller's.</summary>
public class HandedOnTests
{
    private readonly Stage _stage = new() { Cloud = CallingTools(), House = CallingTools() };

    public static TheoryData<bool, bool> Forms => new() { { false, false }, { true, false }, { false, true }, { true, true } };

    [Theory, MemberData(nameof(Forms))]
    public async Task Rules_know_its_name_and_its_task(bool stream, bool invokesBelow)
    {
        _stage.Options.Policy = new()
        {
            Rules =
            [
                new() { Name = "hr-stays", When = new() { Agents = ["hr"] }, Only = new() { Models = ["house"] } },
                new() { Name = "translations-stay", When = new() { Tasks = [PromptTask.Translation] }, Only = new() { Models = ["house"] } },
            ],
        };

        await RunAsync(stream, invokesBelow, () => [_stage.Agent("hr"), _stage.Agent("translator", null, static options => options.Task = PromptTask.Translation)]);

        Assert.Equal([("hr", "house"), ("lead", "cloud"), ("lead", "cloud"), ("translator", "house")], Entries());
    }

    [Theory, MemberData(nameof(Forms))]
    public async Task Its_own_cost_and_tokens_hold(bool stream, bool invokesBelow)
    {
        await RunAsync(stream, invokesBelow, () => [_stage.Agent("thrifty", null, static options => (options.MaxCost, options.ThinkTokens) = (0.0005m, 64))]);

        Assert.Equal([("lead", "cloud"), ("lead", "cloud"), ("thrifty", "specialist")], Entries());
        Assert.Equal("64", _stage.Specialist.Options.Single()!.AdditionalProperties!["think_budget"]!.ToString());
    }

    [Theory, MemberData(nameof(Forms))]
    public async Task It_is_counted_under_its_own_name_and_without_its_callers_labels(bool stream, bool invokesBelow)
    {
        await RunAsync(stream, invokesBelow, () => [_stage.Agent("helper", "specialist", static options => options.Tags.Add("helping"))]);

        var helper = _stage.Ledger.Snapshot().Single(static entry => entry.Model == "specialist");
        Assert.Equal(("helper", PromptTask.Planning), (helper.Attribution.Agent, _stage.Ledger.Snapshot().First(static entry => entry.Attribution.Agent == "lead").Task));
        Assert.Equal(["function:helper", "helping"], helper.Attribution.Tags.Where(static tag => !tag.StartsWith("run:", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.NotEqual(PromptTask.Planning, helper.Task);
    }

    [Theory, MemberData(nameof(Forms))]
    public async Task Its_own_account_comes_before_its_callers_and_the_class_holds_for_both(bool stream, bool invokesBelow)
    {
        await RunAsync(
            stream,
            invokesBelow,
            () => [_stage.Agent("globex", null, static options => options.Tenant = "globex"), _stage.Agent("any")],
            static options => options.WithTenant("acme").WithUser("kim").WithDataClass(DataClass.Confidential));

        Assert.Equal([("any", "house"), ("globex", "house"), ("lead", "house"), ("lead", "house")], Entries());
        Assert.Equal(
            [("any", "acme", "kim"), ("globex", "globex", "kim"), ("lead", "acme", "kim"), ("lead", "acme", "kim")],
            _stage.Ledger.Snapshot().Select(static entry => (entry.Attribution.Agent, entry.Attribution.Tenant, entry.Attribution.User)).Order());
    }

    [Theory, MemberData(nameof(Forms))]
    public async Task A_workflow_that_is_a_tool_has_none_of_its_callers_wishes(bool stream, bool invokesBelow)
    {
        await RunAsync(stream, invokesBelow, () => [AgentWorkflowBuilder.BuildSequential([_stage.Agent("hr")]).AsAIAgent(name: "team").WithRoutingRun()]);

        Assert.Contains(("hr", "cloud"), Entries());
        Assert.DoesNotContain(_stage.Ledger.Snapshot(), static entry => entry.Attribution is { Agent: "hr", Tags: var tags } && tags.Contains("calling"));
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task The_agents_of_those_who_deliberate_are_their_own(bool stream)
    {
        (_stage.InvokesBelow, _stage.Cloud) = (true, ScriptedModel.Saying("cloud"));
        var helper = _stage.Agent("helper", "specialist", static options => options.Task = PromptTask.Translation);
        using var panel = new DeliberationChatClient(_stage.Client, new()
        {
            Name = "panel",
            Drafters = [new() { Model = "house", MaxTokens = 100, Task = PromptTask.Math, Tenant = "acme" }, new() { Model = "cloud", MaxTokens = 100 }],
            Arbiter = new() { Model = "cloud", MaxTokens = 100 },
        });
        var options = new ChatOptions { Tools = [helper.AsAIFunction()] };
        _ = stream
            ? await panel.GetStreamingResponseAsync("Ask.", options, Stage.Ct).ToChatResponseAsync(Stage.Ct)
            : await panel.GetResponseAsync("Ask.", options, Stage.Ct);

        var entry = _stage.Ledger.Snapshot().Single(static entry => entry.Model == "specialist");
        Assert.Equal(("helper", PromptTask.Translation, "acme"), (entry.Attribution.Agent, entry.Task, entry.Attribution.Tenant));
    }

    /// <summary>Has a lead of the cloud ask agents, with a task, a limit and labels that are not theirs.</summary>
    private async Task RunAsync(bool stream, bool invokesBelow, Func<AIAgent[]> agents, Action<ChatOptions>? declare = null)
    {
        _stage.InvokesBelow = invokesBelow;
        var lead = _stage.Agent("lead", null, options =>
        {
            (options.Task, options.ThinkTokens) = (PromptTask.Planning, 16);
            foreach (var agent in agents())
            {
                options.Tools.Add(agent.AsAIFunction());
            }
        });
        var asked = new ChatOptions().WithTags("calling").WithConversation("c").WithMaxCost(1).WithTask(PromptTask.Planning);
        declare?.Invoke(asked);
        var run = new ChatClientAgentRunOptions(asked);
        _ = stream
            ? await lead.RunStreamingAsync("Ask.", null, run, Stage.Ct).ToAgentResponseAsync(Stage.Ct)
            : await lead.RunAsync("Ask.", null, run, Stage.Ct);
    }

    private static ScriptedModel CallingTools() => new(static (messages, options) =>
        options?.Tools is not { Count: > 0 } tools || messages.Any(static message => message.Role == ChatRole.Tool)
            ? [new TextContent("done")]
            : tools.Select(static (tool, i) => new FunctionCallContent($"call-{i}", tool.Name, new Dictionary<string, object?> { ["query"] = "Help." })));

    private IEnumerable<(string? Agent, string Model)> Entries() =>
        _stage.Ledger.Snapshot().Select(static entry => (entry.Attribution.Agent, entry.Model)).Order();
}

using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace ModelRouter.AgentFramework.Tests;

/// <summary>One agent: its wishes reach the router, its tools' agents are its own steps, and its run has a receipt.</summary>
public class AgentTests
{
    private readonly Stage _stage = new();

    [Theory, InlineData(false), InlineData(true)]
    public async Task Wishes_reach_the_router_and_no_provider(bool stream)
    {
        var agent = _stage.Agent("poet", null, static options =>
        {
            (options.Tier, options.Task, options.Tenant) = (ModelTier.Specialized, PromptTask.Chat, "acme");
            options.Tags.Add("poems");
            (options.Instructions, options.Temperature) = ("Be brief.", 0.25);
        });
        var response = await Stage.RunAsync(agent, stream);
        Assert.Equal("specialist", response.Text);

        var entry = _stage.Ledger.Snapshot().Single();
        Assert.Equal(("specialist", "poet", "acme", PromptTask.Chat), (entry.Model, entry.Attribution.Agent, entry.Attribution.Tenant, entry.Task));
        Assert.Contains("poems", entry.Attribution.Tags);
        var sent = _stage.Specialist.Options.Single()!;
        Assert.Equal((null, "Be brief.", 100, 0.25f), (sent.AdditionalProperties, sent.Instructions, sent.MaxOutputTokens, sent.Temperature));

        var receipt = response.GetRunReceipt()!;
        Assert.Equal(("poet", 0.0001m), (receipt.Agents.Single().Agent, receipt.Cost));
        _stage.AssertWhole(receipt);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Three_models_work_in_one_tool_loop_and_every_step_is_on_the_ledger(bool stream)
    {
        _stage.Cloud = CallingAllTools();
        var lookup = _stage.Agent("lookup", "auto:specialized");
        var add = _stage.Agent("add", "house");
        var agent = _stage.Agent("lead", "cloud", options =>
        {
            options.Tools.Add(lookup.AsAIFunction());
            options.Tools.Add(add.AsAIFunction());
        });
        var response = await Stage.RunAsync(agent, stream, "Answer with the tools.");
        Assert.Equal("specialist and house", response.Messages[^1].Text);

        var receipt = response.GetRunReceipt()!;
        Assert.Equal(
            [("lead", "cloud", null, 0.001m), ("lookup", "specialist", "lookup", 0.0001m), ("add", "house", "add", 0.00001m), ("lead", "cloud", null, 0.001m)],
            receipt.Steps.Select(static step => (step.Agent!, step.Model, step.Function, step.Cost)));
        Assert.Equal([("lead", 2, 0.002m), ("lookup", 1, 0.0001m), ("add", 1, 0.00001m)], receipt.Agents.Select(static agent => (agent.Agent!, agent.Steps, agent.Cost)));
        _stage.AssertWhole(receipt);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task An_agents_limit_holds_inside_another_run(bool stream)
    {
        var agent = _stage.Agent("poet", "cloud", static options => options.Run.Limit = 0.0005m);
        var outer = new RoutingRun(1m);
        using var scope = outer.Begin();
        var failure = await Assert.ThrowsAsync<BudgetExhaustedException>(() => Stage.RunAsync(agent, stream));
        Assert.Contains("0.0005", failure.Message, StringComparison.Ordinal);

        // The agent's run has stopped, not the one around it.
        Assert.False(outer.IsStopped);
        Assert.Equal("house", (await Stage.RunAsync(_stage.Agent("other", "house"), stream)).Text);
        Assert.Equal(0.00001m, outer.Spent);
        _stage.AssertWhole(outer.GetReceipt());
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task A_limit_that_downgrades_finds_a_model_that_fits(bool stream)
    {
        var agent = _stage.Agent("poet", null, static options => (options.Run.Limit, options.Run.OnExhaustion) = (0.0005m, RunExhaustion.Downgrade));
        Assert.NotEqual("cloud", (await Stage.RunAsync(agent, stream)).Text);
        Assert.True(_stage.Ledger.Total < 0.0005m);
    }

    [Theory, InlineData(false, false), InlineData(true, false), InlineData(false, true), InlineData(true, true)]
    public async Task What_an_agent_has_read_its_tools_are_held_to(bool stream, bool invokesBelow)
    {
        _stage.InvokesBelow = invokesBelow;
        _stage.House = CallingAllTools();
        var harmless = _stage.Agent("harmless", "cloud");
        var agent = _stage.Agent("lead", "house", options =>
        {
            options.DataClass = DataClass.Confidential;
            options.Tools.Add(harmless.AsAIFunction());
            options.Tools.Add(Stage.Asking(harmless));
        });
        await Stage.RunAsync(agent, stream);
        Assert.Empty(_stage.Cloud.Options);

        // By itself it may ask whom it likes.
        Assert.Equal("cloud", (await Stage.RunAsync(harmless, stream)).Text);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task A_requests_tags_come_to_the_agents_and_its_other_wishes_before_them(bool stream)
    {
        var agent = _stage.Agent("poet", "house", static options =>
        {
            options.Tags.Add("poems");
            options.Tenant = "acme";
        });
        var own = new ChatClientAgentRunOptions(new() { AdditionalProperties = new() { ["modelrouter.tags"] = "urgent", ["modelrouter.tenant"] = "globex" } });
        _ = stream
            ? await agent.RunStreamingAsync("Snow.", options: own, cancellationToken: Stage.Ct).ToAgentResponseAsync(Stage.Ct)
            : await agent.RunAsync("Snow.", options: own, cancellationToken: Stage.Ct);

        var entry = _stage.Ledger.Snapshot().Single();
        Assert.Equal(["poems", "urgent"], entry.Attribution.Tags.Where(static tag => !tag.StartsWith("run:", StringComparison.Ordinal)));
        Assert.Equal("globex", entry.Attribution.Tenant);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Tenant_and_user_hold_for_the_agents_that_tools_are(bool stream)
    {
        _stage.House = CallingAllTools();
        var helper = _stage.Agent("helper", "specialist");
        var lead = _stage.Agent("lead", "house", options =>
        {
            (options.Tenant, options.User) = ("acme", "kim");
            options.Tools.Add(helper.AsAIFunction());
        });

        await Stage.RunAsync(lead, stream);

        Assert.Equal(3, _stage.Ledger.Count);
        Assert.All(_stage.Ledger.Snapshot(), static entry => Assert.Equal(("acme", "kim"), (entry.Attribution.Tenant, entry.Attribution.User)));
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task What_a_tools_agent_has_read_its_caller_is_held_to(bool stream)
    {
        // The lead asks anyone, and would go on in the cloud, where the answer of its tool must not go.
        _stage.Cloud = CallingAllTools();
        _stage.House = ScriptedModel.Saying("the formula");
        var archivist = _stage.Agent("archivist", null, static options => options.DataClass = DataClass.Confidential);
        var lead = _stage.Agent("lead", null, options => options.Tools.Add(archivist.AsAIFunction()));

        await Stage.RunAsync(lead, stream);

        Assert.Equal(
            [("lead", "cloud"), ("archivist", "house"), ("lead", "house")],
            _stage.Ledger.Snapshot().Select(static entry => (entry.Attribution.Agent!, entry.Model)));
    }

    [Theory, InlineData(false, false), InlineData(true, false), InlineData(false, true), InlineData(true, true)]
    public async Task What_an_agents_tool_has_read_the_agent_is_held_to(bool stream, bool invokesBelow)
    {
        _stage.InvokesBelow = invokesBelow;
        _stage.Cloud = CallingAllTools();
        var secret = _stage.Agent("secret", "house", static options => options.DataClass = DataClass.Confidential);
        var agent = _stage.Agent("lead", "cloud", options => options.Tools.Add(secret.AsAIFunction()));
        await Assert.ThrowsAsync<NoEligibleModelException>(() => Stage.RunAsync(agent, stream));
        Assert.Single(_stage.Cloud.Options);
        Assert.Single(_stage.House.Options);

        // Another run has read nothing.
        Assert.Equal("specialist", (await Stage.RunAsync(_stage.Agent("other", "specialist"), stream)).Text);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task A_tool_that_could_not_be_asked_has_read_nothing(bool stream)
    {
        _stage.InvokesBelow = true;
        _stage.Cloud = CallingAllTools();
        var refused = _stage.Agent("refused", "specialist", static options => options.DataClass = DataClass.Confidential);
        var agent = _stage.Agent("lead", "cloud", options => options.Tools.Add(refused.AsAIFunction()));
        await Stage.RunAsync(agent, stream);
        Assert.Equal(2, _stage.Cloud.Options.Count);
        Assert.Empty(_stage.Specialist.Options);
    }

    [Fact]
    public async Task Configuration_says_what_an_agent_wishes()
    {
        var agents = Agents(("Tier", "Specialized"), ("MaxCost", "0.5"), ("Tags:0", "research"), ("RunLimit", "0.01"), ("OnExhaustion", "Downgrade"), ("Effort", "High"));
        var response = await Stage.RunAsync(_stage.Router.AsAIAgent("researcher", agents), stream: false);
        Assert.Equal("specialist", response.Text);
        Assert.Equal(("researcher", 0.01m), (response.GetRunReceipt()!.Agents.Single().Agent, response.GetRunReceipt()!.Limit));
        Assert.Equal(ReasoningEffort.High, _stage.Specialist.Options.Single()!.Reasoning!.Effort);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task A_configured_agents_tools_get_the_applications_services_and_its_log(bool stream)
    {
        _stage.Cloud = new(static (messages, _) => messages.SelectMany(static message => message.Contents).OfType<FunctionResultContent>().FirstOrDefault() is { } result
            ? [new TextContent($"{result.Result}")]
            : [new FunctionCallContent("1", "stock", new Dictionary<string, object?>())]);
        await using var services = new ServiceCollection().AddSingleton(new Version(5, 0)).BuildServiceProvider();
        using var log = new LogOfNames();
        var stock = AIFunctionFactory.Create(static (IServiceProvider from) => from.GetRequiredService<Version>().Major, "stock");

        var agent = _stage.Router.AsAIAgent("researcher", Agents(("Tier", "Cloud")), options => options.Tools.Add(stock), log, services);

        Assert.Equal("5", (await Stage.RunAsync(agent, stream)).Text);
        Assert.Contains(log.Names, static name => name.EndsWith(nameof(ChatClientAgent), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""{ "Agents": { "Researcher": {} } }""")]
    [InlineData("""{ "Agents": { "researcher": null } }""")]
    public async Task Configuration_may_name_an_agent_and_say_no_more(string json)
    {
        var agents = new ConfigurationBuilder().AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(json))).Build().GetSection("Agents");

        var response = await Stage.RunAsync(_stage.Router.AsAIAgent("researcher", agents), stream: false);

        Assert.Equal("researcher", response.GetRunReceipt()!.Agents.Single().Agent);
    }

    [Theory]
    [InlineData("Teir", "Cloud", "Did you mean 'Tier'?")]
    [InlineData("Tier", "Clowd", "Did you mean 'Cloud'?")]
    [InlineData("RunLimit", "0", "RunLimit")]
    [InlineData("MaxTokens", "0", "at least 1")]
    [InlineData("OnExhaustion", "Ask", "asks")]
    public void Configuration_that_makes_no_sense_is_refused(string key, string value, string told)
    {
        var agents = key == "OnExhaustion" ? Agents((key, value), ("RunLimit", "1")) : Agents((key, value));
        var failure = Assert.Throws<ModelRouterConfigurationException>(() => _stage.Router.AsAIAgent("researcher", agents));
        Assert.Contains(told, failure.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void An_agent_that_is_not_there_and_a_pipeline_without_a_router_are_refused()
    {
        Assert.Contains("'researcher'?", Assert.Throws<ModelRouterConfigurationException>(() => _stage.Router.AsAIAgent("resercher", Agents(("Tier", "Cloud")))).Message, StringComparison.Ordinal);
        Assert.Contains(
            "holds the agents is missing", Assert.Throws<ModelRouterConfigurationException>(() => _stage.Router.AsAIAgent("researcher", Agents().GetSection("x"))).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => ScriptedModel.Saying("x").AsAIAgent(new RoutedAgentOptions { Name = "x" }));
        Assert.Throws<ArgumentException>(() => _stage.Router.AsAIAgent(new RoutedAgentOptions { Name = "x", Model = "cloud", Tier = ModelTier.Cloud }));
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task A_session_goes_on_after_it_was_stored(bool stream)
    {
        var agent = _stage.Agent("poet", "house");
        var session = await agent.CreateSessionAsync(Stage.Ct);
        await Stage.RunAsync(agent, stream, "The first.", session);
        var stored = JsonSerializer.Serialize(await agent.SerializeSessionAsync(session, cancellationToken: Stage.Ct));
        var restored = await agent.DeserializeSessionAsync(JsonDocument.Parse(stored).RootElement, cancellationToken: Stage.Ct);
        await Stage.RunAsync(agent, stream, "The second.", restored);
        Assert.Equal("The first.\nhouse\nThe second.", _stage.House.Texts[^1]);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task A_run_its_agents_and_their_steps_are_spans_within_one_another(bool stream)
    {
        var spans = new List<Activity>();
        using var listener = Listen(spans);
        await Stage.RunAsync(_stage.Agent("spanned", "cloud").WithRoutingRun(), stream);

        Activity[] seen;
        lock (spans)
        {
            seen = [.. spans];
        }

        var agent = seen.Single(static span => span.OperationName == "modelrouter.agent" && (string?)span.GetTagItem("gen_ai.agent.name") == "spanned");
        var run = seen.Single(span => span.OperationName == "modelrouter.run" && span.SpanId == agent.ParentSpanId);
        Assert.Single(seen, span => span.OperationName == "modelrouter.chat" && span.ParentSpanId == agent.SpanId);
        Assert.Equal((0.001, 0.001, 1), (agent.GetTagItem("modelrouter.cost"), run.GetTagItem("modelrouter.cost"), run.GetTagItem("modelrouter.attempts")));
        Assert.Null(Activity.Current);
        Assert.Null(RoutingRun.Current);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task A_run_that_fails_says_so_on_its_span(bool stream)
    {
        var spans = new List<Activity>();
        using var listener = Listen(spans);
        var agent = _stage.Agent("broke", "cloud", static options => options.Run.Limit = 0.0005m);
        await Assert.ThrowsAsync<BudgetExhaustedException>(() => Stage.RunAsync(agent, stream));

        Activity seen;
        lock (spans)
        {
            seen = spans.Single(static span => (string?)span.GetTagItem("gen_ai.agent.name") == "broke");
        }

        Assert.Equal((ActivityStatusCode.Error, "budget_exhausted"), (seen.Status, seen.GetTagItem("error.type")));
    }

    /// <summary>A model that first calls all tools that it is offered, and then says what they said.</summary>
    internal static ScriptedModel CallingAllTools() => new(static (messages, options) =>
        messages.Any(static message => message.Role == ChatRole.Tool)
            ? [new TextContent(string.Join(" and ", messages.SelectMany(static message => message.Contents).OfType<FunctionResultContent>().Select(static result => result.Result?.ToString())))]
            : options!.Tools!.Select(static (tool, i) => new FunctionCallContent($"call-{i}", tool.Name, new Dictionary<string, object?> { ["query"] = "Help." })));

    private static ActivityListener Listen(List<Activity> spans)
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == "ModelRouter",
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = span =>
            {
                lock (spans)
                {
                    spans.Add(span);
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }

    private static IConfigurationSection Agents(params (string Key, string Value)[] settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Select(static setting => KeyValuePair.Create("Agents:researcher:" + setting.Key, (string?)setting.Value))).Build().GetSection("Agents");

    /// <summary>Who asked for a logger.</summary>
    private sealed class LogOfNames : ILoggerFactory
    {
        public List<string> Names { get; } = [];

        public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

        public ILogger CreateLogger(string categoryName)
        {
            Names.Add(categoryName);
            return NullLogger.Instance;
        }

        public void Dispose()
        {
        }
    }
}

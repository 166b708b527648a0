using Microsoft.Agents.AI.Workflows;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;

namespace ModelRouter.AgentFramework.Tests;

/// <summary>What a run declares of its data and its account holds from its beginning, for all that is asked in it.</summary>
public class DeclaredScopeTests
{
    private readonly Stage _stage = new();

    [Theory]
    [InlineData(false, false), InlineData(true, false), InlineData(false, true), InlineData(true, true)]
    public async Task What_the_caller_of_a_workflow_declares_holds_for_its_agents(bool stream, bool beside)
    {
        var team = AgentWorkflowBuilder.BuildSequential([_stage.Agent("one"), _stage.Agent("two")]).AsAIAgent(name: "team").WithRoutingRun();
        var declared = new ChatOptions().WithDataClass(DataClass.Confidential).WithTenant("acme").WithUser("kim");

        var response = await RunAsync(team, stream, beside ? new AgentRunOptions { AdditionalProperties = declared.AdditionalProperties } : new ChatClientAgentRunOptions(declared));

        Assert.Equal(DataClass.Confidential, response.GetDataClass());

        Assert.Equal([("one", "house", "acme", "kim"), ("two", "house", "acme", "kim")], Entries());
        Assert.Empty(_stage.Cloud.Options);

        // Another run declares nothing.
        response = await Stage.RunAsync(team, stream);
        Assert.Contains("cloud", response.Text, StringComparison.Ordinal);
        Assert.Equal(DataClass.Public, response.GetDataClass());
        Assert.Null(_stage.Ledger.Snapshot()[^1].Attribution.Tenant);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Where_a_caller_declares_only_an_account_agents_stay_apart(bool stream)
    {
        var secret = _stage.Agent("secret", null, static options => options.DataClass = DataClass.Confidential);
        var harmless = _stage.Agent("harmless", null, static options => options.Tenant = "globex");
        var both = new BothAgent(secret, harmless).WithRoutingRun();

        await RunAsync(both, stream, new ChatClientAgentRunOptions(new ChatOptions().WithTenant("acme")));

        Assert.Equal([("secret", "house", "acme", null), ("harmless", "cloud", "globex", null)], Entries());
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task What_is_declared_and_cannot_be_read_is_refused(bool stream)
    {
        var team = AgentWorkflowBuilder.BuildSequential([_stage.Agent("one")]).AsAIAgent(name: "team").WithRoutingRun();
        var options = new ChatClientAgentRunOptions(new() { AdditionalProperties = new() { ["modelrouter.data_class"] = "confidental" } });

        await Assert.ThrowsAsync<ArgumentException>(() => RunAsync(team, stream, options));
    }

    [Theory]
    [InlineData(false, false), InlineData(true, false), InlineData(false, true), InlineData(true, true)]
    public async Task What_context_providers_ask_is_held_to_it(bool stream, bool asksAgent)
    {
        var rewriter = _stage.Agent("rewriter");
        var agent = _stage.Agent("lead", null, options =>
        {
            (options.DataClass, options.Tenant, options.User) = (DataClass.Confidential, "acme", "kim");
            options.Configure = made => made.AIContextProviders =
            [
                new Rewriter(async (text, ct) => asksAgent ? (await rewriter.RunAsync(text, cancellationToken: ct)).Text : (await _stage.Router.GetResponseAsync(text, cancellationToken: ct)).Text),
            ];
        });

        await Stage.RunAsync(agent, stream);

        Assert.Equal(asksAgent ? [("rewriter", "house", "acme", "kim"), ("lead", "house", "acme", "kim")] : [(null, "house", null, null), ("lead", "house", "acme", "kim")], Entries());
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task What_is_declared_twice_is_the_same_for_all(bool stream)
    {
        var rewriter = _stage.Agent("rewriter");
        var agent = _stage.Agent("lead", null, options => options.Configure = made =>
            made.AIContextProviders = [new Rewriter(async (text, ct) => (await rewriter.RunAsync(text, cancellationToken: ct)).Text)]);
        var options = new ChatClientAgentRunOptions(new ChatOptions().WithTenant("acme").WithDataClass(DataClass.Confidential))
        {
            AdditionalProperties = new() { ["modelrouter.tenant"] = "globex", ["modelrouter.user"] = "kim", ["modelrouter.data_class"] = "Internal" },
        };

        await RunAsync(agent, stream, options);

        Assert.Equal([("rewriter", "house", "globex", "kim"), ("lead", "house", "globex", "kim")], Entries());
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task What_a_message_was_marked_with_context_providers_are_held_to(bool stream)
    {
        var agent = _stage.Agent("lead", null, options => options.Configure = made => made.AIContextProviders =
            [new Rewriter(async (text, ct) => (await _stage.Router.GetResponseAsync(text, cancellationToken: ct)).Text)]);
        var message = new ChatMessage(ChatRole.User, "The formula.") { AdditionalProperties = new() { ["modelrouter.data_class"] = DataClass.Confidential } };

        _ = stream ? await agent.RunStreamingAsync([message], cancellationToken: Stage.Ct).ToAgentResponseAsync(Stage.Ct) : await agent.RunAsync([message], cancellationToken: Stage.Ct);

        Assert.Equal(["house", "house"], _stage.Ledger.Snapshot().Select(static entry => entry.Model));
        Assert.Equal(DataClass.Confidential, Assert.Single(message.AdditionalProperties).Value);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task A_summary_of_answers_is_held_to_what_they_were_marked_with(bool stream)
    {
        var declares = true;
#pragma warning disable MEAI001 // The reducer is marked as experimental.
        var agent = _stage.Agent("lead", null, options => options.Configure = made => made.ChatHistoryProvider =
            new InMemoryChatHistoryProvider(new() { ChatReducer = new SummarizingChatReducer(_stage.Router, 1, 0) }));
#pragma warning restore MEAI001
        var session = await agent.CreateSessionAsync(Stage.Ct);
        foreach (var prompt in (string[])["The first.", "The second.", "The third.", "The fourth."])
        {
            await RunAsync(agent, stream, declares ? new ChatClientAgentRunOptions(new ChatOptions().WithDataClass(DataClass.Confidential)) : null, prompt, session);
            declares = false;
        }

        // The first was summarized alone, without an answer.
        Assert.True(_stage.Ledger.Count > 4);
        Assert.All(_stage.Ledger.Snapshot(), static entry => Assert.Equal("house", entry.Model));
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task An_answer_from_a_cache_keeps_its_class(bool stream)
    {
        _stage.Cloud = AgentTests.CallingAllTools();
        using var cached = _stage.Router.AsBuilder().UseDistributedCache(new MemoryDistributedCache(Options.Create(new MemoryDistributedCacheOptions()))).Build();
        var archivist = cached.AsAIAgent(new RoutedAgentOptions { Name = "archivist", Instructions = "Keep this confidential." });
        for (var i = 0; i < 2; i++)
        {
            var lead = _stage.Agent("lead", null, options => options.Tools.Add(archivist.AsAIFunction()));
            await Stage.RunAsync(lead, stream);
        }

        Assert.Equal(["cloud", "house", "house", "cloud", "house"], _stage.Ledger.Snapshot().Select(static entry => entry.Model));
    }

    private IEnumerable<(string? Agent, string Model, string? Tenant, string? User)> Entries() =>
        _stage.Ledger.Snapshot().Select(static entry => (entry.Attribution.Agent, entry.Model, entry.Attribution.Tenant, entry.Attribution.User));

    private static async Task<AgentResponse> RunAsync(AIAgent agent, bool stream, AgentRunOptions? options, string prompt = "Write a short poem about snow.", AgentSession? session = null) => stream
        ? await agent.RunStreamingAsync(prompt, session, options, Stage.Ct).ToAgentResponseAsync(Stage.Ct)
        : await agent.RunAsync(prompt, session, options, Stage.Ct);

    /// <summary>Asks somebody to put the question better.</summary>
    private sealed class Rewriter(Func<string, CancellationToken, Task<string>> ask) : AIContextProvider
    {
        protected override async ValueTask<AIContext> ProvideAIContextAsync(InvokingContext context, CancellationToken cancellationToken = default) =>
            new() { Instructions = await ask(string.Concat((context.AIContext.Messages ?? []).Select(static message => message.Text)), cancellationToken) };
    }

    /// <summary>Asks one after the other, with the text alone and without options.</summary>
    private sealed class BothAgent(AIAgent first, AIAgent second) : DelegatingAIAgent(first)
    {
        protected override async Task<AgentResponse> RunCoreAsync(
            IEnumerable<ChatMessage> messages, AgentSession? session = null, AgentRunOptions? options = null, CancellationToken cancellationToken = default)
        {
            await InnerAgent.RunAsync("The first.", cancellationToken: cancellationToken);
            return await second.RunAsync("The second.", cancellationToken: cancellationToken);
        }

        protected override async IAsyncEnumerable<AgentResponseUpdate> RunCoreStreamingAsync(
            IEnumerable<ChatMessage> messages, AgentSession? session = null, AgentRunOptions? options = null,
            [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            await foreach (var update in InnerAgent.RunStreamingAsync("The first.", cancellationToken: cancellationToken))
            {
                yield return update;
            }

            await foreach (var update in second.RunStreamingAsync("The second.", cancellationToken: cancellationToken))
            {
                yield return update;
            }
        }
    }
}

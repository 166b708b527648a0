namespace ModelRouter.AgentFramework.Tests;

/// <summary>A router over three models, one of each tier, that cost something to the token: an answer is 100 tokens.</summary>
internal sealed class Stage
{
    private ModelRouterChatClient? _router;

    public InMemorySpendLedger Ledger { get; } = new();

    /// <summary>The best; $10 a million tokens written, so $0.001 an answer. May see nothing confidential.</summary>
    public ScriptedModel Cloud { get; set; } = ScriptedModel.Saying("cloud");

    /// <summary>$1 a million, $0.0001 an answer. May see nothing confidential.</summary>
    public ScriptedModel Specialist { get; set; } = ScriptedModel.Saying("specialist");

    /// <summary>$0.1 a million, $0.00001 an answer; may see everything, thinks.</summary>
    public ScriptedModel House { get; set; } = ScriptedModel.Saying("house");

    public ModelRouterOptions Options { get; } = new() { Worth = 10 };

    public ModelRouterChatClient Router => _router ??= new(
        [
            new(Profile("cloud", ModelTier.Cloud, 0.9, 10), Cloud),
            new(Profile("specialist", ModelTier.Specialized, 0.6, 1), Specialist),
            new(
                Profile("house", ModelTier.SelfHosted, 0.5, 0.1m) with { Clearance = DataClass.Confidential, Capabilities = ModelCapabilities.Tools | ModelCapabilities.Reasoning },
                House),
        ],
        Options,
        ledger: Ledger);

    /// <summary>True if the agents' pipeline has function invocation already, so that they bring none of their own.</summary>
    public bool InvokesBelow { get; set; }

    public IChatClient Client => InvokesBelow ? Router.AsBuilder().UseFunctionInvocation().Build() : Router;

    public static CancellationToken Ct => TestContext.Current.CancellationToken;

    public AIAgent Agent(string name, string? model = null, Action<RoutedAgentOptions>? configure = null)
    {
        var options = new RoutedAgentOptions { Name = name, Description = $"Does {name}.", Model = model, MaxTokens = 100 };
        configure?.Invoke(options);
        return Client.AsAIAgent(options);
    }

    /// <summary>A tool that asks an agent by itself; the framework's own (<c>AsAIFunction</c>) hands the caller's properties on, where function invocation is below.</summary>
    public static AIFunction Asking(AIAgent agent) =>
        AIFunctionFactory.Create(async (string query, CancellationToken ct) => (await agent.RunAsync(query, cancellationToken: ct)).Text, "asking");

    /// <summary>Runs in either form.</summary>
    public static async Task<AgentResponse> RunAsync(AIAgent agent, bool stream, string prompt = "Write a short poem about snow.", AgentSession? session = null) => stream
        ? await agent.RunStreamingAsync(prompt, session, cancellationToken: Ct).ToAgentResponseAsync(Ct)
        : await agent.RunAsync(prompt, session, cancellationToken: Ct);

    /// <summary>Asserts that a receipt is the ledger, to the last digit.</summary>
    public void AssertWhole(RunReceipt receipt)
    {
        var entries = Ledger.Snapshot();
        Assert.Equal(entries.Sum(static entry => entry.Cost), receipt.Cost);
        Assert.Equal(receipt.Cost, receipt.Steps.Sum(static step => step.Cost));
        Assert.Equal(receipt.Cost, receipt.Agents.Sum(static agent => agent.Cost));
        Assert.Equal(entries.Sum(static entry => entry.Usage.OutputTokens), receipt.OutputTokens);
        Assert.Equal(
            entries.Select(static entry => (entry.CallId, entry.Model, entry.Attribution.Agent, entry.Cost)).Order(),
            receipt.Steps.Select(static step => (step.CallId, step.Model, step.Agent, step.Cost)).Order());
        Assert.All(entries, entry => Assert.Contains($"run:{receipt.RunId}", entry.Attribution.Tags));
    }

    private static ModelProfile Profile(string id, ModelTier tier, double quality, decimal price) => new()
    {
        Id = id,
        Tier = tier,
        Quality = quality,
        Pricing = new() { InputPerMillion = 0, OutputPerMillion = price },
        Capabilities = ModelCapabilities.Tools,
        Clearance = DataClass.Internal,
        FirstTokenLatency = TimeSpan.Zero,
        TokensPerSecond = 1_000,
    };
}

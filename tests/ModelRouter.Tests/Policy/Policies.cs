namespace ModelRouter.Tests;

/// <summary>Short names for what policy tests make again and again.</summary>
internal static class Policies
{
    public static ModelRouterOptions Options(params IReadOnlyList<PolicyRule> rules) => new() { Policy = new() { Rules = rules } };

    public static PolicyRule Rule(string name, PolicyCondition? when = null, ModelSelector? only = null, ModelSelector? deny = null, ModelSelector? prefer = null) =>
        new() { Name = name, When = when ?? PolicyCondition.Always, Only = only, Deny = deny, Prefer = prefer };

    public static ModelSelector Models(params IReadOnlyList<string> ids) => new() { Models = ids };

    public static ModelSelector Tiers(params IReadOnlyList<ModelTier> tiers) => new() { Tiers = tiers };

    public static PromptProfile Prompt { get; } = new()
    {
        Task = PromptTask.Chat,
        Domain = PromptDomain.Everyday,
        Language = "en",
        Difficulty = 0.5,
        DataClass = DataClass.Internal,
        InputTokens = 100,
        ExpectedOutputTokens = 50,
        RequiredCapabilities = ModelCapabilities.None,
    };

    /// <summary>An analyzer that understands the same of every prompt.</summary>
    public static IPromptAnalyzer Understands(PromptProfile prompt) => new FixedAnalyzer(prompt);

    private sealed class FixedAnalyzer(PromptProfile prompt) : IPromptAnalyzer
    {
        public PromptProfile Analyze(IReadOnlyList<Microsoft.Extensions.AI.ChatMessage> messages, Microsoft.Extensions.AI.ChatOptions? options) => prompt;
    }
}

using System.Reflection;
using ModelRouter.AgentFramework;
using ModelRouter.LlamaCpp;
using ModelRouter.NanoR1;
using ModelRouter.Providers;
using ModelRouter.SemanticKernel;
using ModelRouter.Storage;

namespace ModelRouter.Integration.Tests.Configuration;

/// <summary>Which types stand behind which objects of the schema, by the definition in which an object stands and the keys to it.</summary>
internal static class ConfigurationSources
{
    /// <summary>The shipped packages with options.</summary>
    internal static readonly IReadOnlyList<Assembly> Assemblies =
    [
        typeof(ModelRouterOptions).Assembly, typeof(OpenAIModelProvider).Assembly, typeof(LlamaModelOptions).Assembly, typeof(NanoR1Models).Assembly,
        typeof(SpendLedgerOptions).Assembly, typeof(KernelRunOptions).Assembly, typeof(RoutedAgentOptions).Assembly,
    ];

    internal static readonly IReadOnlyDictionary<string, OptionSource> All = new Dictionary<string, OptionSource>(StringComparer.Ordinal)
    {
        ["router/Routing"] = new(typeof(ModelRouterOptions)),
        ["router/Health"] = new(typeof(EndpointHealthOptions)),
        ["router/Execution"] = new(typeof(ExecutionOptions)),
        ["router/Cascade"] = new(typeof(CascadeOptions)),
        ["router/Cascade/Schema"] = new(typeof(SchemaCheckOptions)) { Names = Map(("Enabled", "IsEnabled")) },
        ["router/Cascade/Confidence"] = new(typeof(ConfidenceCheckOptions)),
        ["router/Cascade/Votes"] = new(typeof(VoteCheckOptions)),
        ["router/Cascade/Verifiers"] = new(typeof(VerifierCheckOptions)),
        ["router/Policy"] = new(typeof(RoutingPolicy)),
        ["router/Registry"] = new()
        {
            Defaults = Map(("Address", "ModelRouter.LlamaCpp.ModelCatalog.DefaultRegistry"), ("TokenVariable", "ModelRouter.LlamaCpp.ModelCatalog.DefaultTokenVariable")),
        },
        ["model"] = new(typeof(ModelProfile)) { Names = Map(("Price", "Pricing")), Apart = ["Id"], Told = ["KnownAs", "History"] },
        ["model/Limits"] = new(typeof(ModelLimits)),
        ["model/History"] = new(typeof(HistoryDialect)),
        ["model/History/ToolCallIds"] = new(typeof(ToolCallIdFormat)),
        ["price"] = new(typeof(ModelPricing), typeof(PriceOrigin)) { Apart = ["LongPromptAbove", "Origin", "Earlier", "Id"] },
        ["long-prompt"] = new(typeof(ModelPricing)) { Names = Map(("AboveInputTokens", "LongPromptAbove")), Apart = ["LongPrompt"] },
        ["off-peak"] = new(typeof(OffPeakWindow)),
        ["self-hosted"] = new(typeof(GpuNode), typeof(RentedGpus), typeof(OwnedGpus), typeof(ServingThroughput)) { Apart = ["Cost"], Defaults = Map(("Cost", "ModelRouter.SelfHostedPriceReader.UsualCost")) },
        ["self-hosted/Mix"] = new(typeof(TokenMix)),
        ["budget"] = new(typeof(Budget)) { Apart = ["Name", "LimitUsd", "LimitTokens", "Limit", "Unit"] },
        ["budget-store"] = new() { Defaults = Map(("LeaseTime", "ModelRouter.Storage.LeasedBudgetStore.UsualLeaseTime")) },
        ["ledger"] = new(typeof(SpendLedgerOptions)) { Told = ["Capacity"] },
        ["learning"] = new(typeof(LearningOptions)) { Names = Map(("Refresh", "RefreshInterval")), Defaults = Map(("Store", "ModelRouter.LearningReader.Memory")), Told = ["Weights"] },
        ["learning/Exploration"] = new(typeof(ExplorationOptions)),
        ["rule"] = new(typeof(PolicyRule)),
        ["condition"] = new(typeof(PolicyCondition)) { Apart = ["Modalities"] },
        ["condition/Time"] = new(typeof(PolicyTimeWindow)),
        ["selector"] = new(typeof(ModelSelector)),
        ["settings-openai"] = new() { Defaults = Map(("Timeout", "ModelRouter.Providers.EndpointSettings.UsualTimeout")) },
        ["settings-ollama"] = new()
        {
            Defaults = Map(("Endpoint", "ModelRouter.Providers.OllamaSettings.Service"), ("Timeout", "ModelRouter.Providers.EndpointSettings.UsualTimeout")),
        },
        ["settings-anthropic"] = new()
        {
            Defaults = Map(
                ("Endpoint", "ModelRouter.Providers.AnthropicSettings.Service"), ("Timeout", "ModelRouter.Providers.EndpointSettings.UsualTimeout"),
                ("MaxOutputTokens", "ModelRouter.Providers.AnthropicSettings.UsualOutput"), ("ThinkingBudget", "ModelRouter.Providers.AnthropicSettings.UsualBudget")),
        },
        ["settings-azure-ai-inference"] = new(typeof(AzureInferenceOptions))
        {
            Names = Map(("StreamUsage", "StreamsUsage")), Apart = ["ThinkTags", "Model", "SendsReasoning", "Timeout"],
            Defaults = Map(("Timeout", "ModelRouter.Providers.EndpointSettings.UsualTimeout")),
        },
        ["settings-llamacpp"] = new(typeof(LlamaModelOptions)) { Names = Map(("Path", "ModelPath")), Apart = ["ContextSize", "Sampling"] },
        ["settings-pool"] = new(typeof(PoolOptions)),
        ["agent"] = new(typeof(RoutedAgentOptions), typeof(RoutingRunOptions)) { Names = Map(("RunLimit", "Limit")), Apart = ["Run"], Told = ["OnExhaustion"] },
    };

    private static Dictionary<string, string> Map(params (string Key, string Value)[] pairs) => pairs.ToDictionary(static p => p.Key, static p => p.Value, StringComparer.Ordinal);
}

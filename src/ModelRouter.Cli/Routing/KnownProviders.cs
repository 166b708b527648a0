using ModelRouter.LlamaCpp;
using ModelRouter.Providers;

namespace ModelRouter.Cli;

/// <summary>Every provider that a configuration file may name, and what understands their failures.</summary>
internal static class KnownProviders
{
    /// <summary>The provider that runs models in this process.</summary>
    internal static LlamaModelProvider LocalProvider { get; } = new();

    internal static IReadOnlyList<IFailureReader> FailureReaders { get; } =
        [new LlamaFailureReader(), new OpenAIFailureReader(), new OllamaFailureReader(), new AnthropicFailureReader(), new AzureFailureReader()];

    internal static IReadOnlyList<IModelProvider> All { get; } =
    [
        LocalProvider, new OpenAIModelProvider(), new OllamaModelProvider(), new AnthropicModelProvider(), new AzureInferenceModelProvider(),
        new PoolModelProvider(static () => All!, FailureReaders, TimeProvider.System),
    ];
}

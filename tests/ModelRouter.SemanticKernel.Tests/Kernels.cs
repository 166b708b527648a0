using System.Text.Json;

namespace ModelRouter.SemanticKernel.Tests;

/// <summary>Kernels over three models, one of each tier, that cost something to the token: an answer is 100 tokens.</summary>
internal sealed class Kernels
{
    public InMemorySpendLedger Ledger { get; } = new();

    /// <summary>The best; $10 a million tokens written, so $0.001 an answer. May see nothing confidential.</summary>
    public ScriptedModel Cloud { get; set; } = ScriptedModel.Saying("cloud");

    /// <summary>$1 a million, $0.0001 an answer. May see nothing confidential.</summary>
    public ScriptedModel Specialist { get; set; } = ScriptedModel.Saying("specialist");

    /// <summary>Costs nothing, may see everything, thinks.</summary>
    public ScriptedModel House { get; set; } = ScriptedModel.Saying("house");

    public ModelCapabilities CloudCapabilities { get; set; } = ModelCapabilities.Tools;

    public static CancellationToken Ct => TestContext.Current.CancellationToken;

    public IKernelBuilder Builder(Action<ModelRouterBuilder>? configure = null, Action<KernelRunOptions>? runs = null)
    {
        var builder = Kernel.CreateBuilder();
        builder.AddModelRouter(
            router =>
            {
                router.AddModel(Profile("cloud", ModelTier.Cloud, 0.9, 10) with { Capabilities = CloudCapabilities }, Cloud);
                router.AddModel(Profile("specialist", ModelTier.Specialized, 0.6, 1), Specialist);
                router.AddModel(
                    Profile("house", ModelTier.SelfHosted, 0.5, 0) with { Clearance = DataClass.Confidential, Capabilities = ModelCapabilities.Tools | ModelCapabilities.Reasoning },
                    House);
                router.UseLedger(Ledger);

                // Quality decides, as far as money allows.
                router.Configure(static options => options.Worth = 10);
                configure?.Invoke(router);
            },
            runs);
        return builder;
    }

    public Kernel Build(Action<ModelRouterBuilder>? configure = null, Action<KernelRunOptions>? runs = null) => Builder(configure, runs).Build();

    /// <summary>A prompt function in a plugin of the kernel.</summary>
    public static KernelFunction Add(Kernel kernel, string plugin, string function, string prompt, PromptExecutionSettings? settings = null)
    {
        var made = KernelFunctionFactory.CreateFromPrompt(prompt, settings, function, $"Does {function}.");
        kernel.Plugins.Add(KernelPluginFactory.CreateFromFunctions(plugin, [made]));
        return kernel.Plugins[plugin][function];
    }

    /// <summary>Calls in either form, and gives the text.</summary>
    public static async Task<string> CallAsync(Kernel kernel, KernelFunction function, bool stream, KernelArguments? arguments = null)
    {
        if (!stream)
        {
            return (await kernel.InvokeAsync(function, arguments, Ct)).ToString();
        }

        var text = "";
        await foreach (var part in kernel.InvokeStreamingAsync<string>(function, arguments, Ct))
        {
            text += part;
        }

        return text;
    }

    /// <summary>A model that first calls all tools that it is offered, and then says what they said.</summary>
    public static ScriptedModel CallingAllTools(IDictionary<string, object?>? arguments = null) => new((messages, options) =>
        messages.Any(static message => message.Role == ChatRole.Tool)
            ? [new TextContent(string.Join(" and ", ToolResults(messages).Select(static result => result is string or JsonElement { ValueKind: JsonValueKind.String } ? result.ToString() : $"no text but {result?.GetType()}: {result}")))]
            : options!.Tools!.OfType<AIFunctionDeclaration>().Select((tool, i) => new FunctionCallContent($"call-{i}", tool.Name, arguments)));

    /// <summary>What a model was told that tools have said.</summary>
    public static IEnumerable<object?> ToolResults(IEnumerable<ChatMessage> messages) =>
        messages.SelectMany(static message => message.Contents).OfType<FunctionResultContent>().Select(static result => result.Result);

    public static PromptExecutionSettings WithTools(string? model = null) =>
        new ModelRouterExecutionSettings { ModelId = model, FunctionChoiceBehavior = FunctionChoiceBehavior.Auto() };

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

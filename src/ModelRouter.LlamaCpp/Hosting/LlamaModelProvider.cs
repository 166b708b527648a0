using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using ModelRouter.Sampling;

namespace ModelRouter.LlamaCpp;

/// <summary>Runs the models that configuration gives the provider <c>llamacpp</c>.</summary>
/// <remarks>
/// Keys under a model's <c>Settings</c>: <c>Path</c> (required), <c>LoraPath</c>, <c>LoraScale</c>, <c>GpuLayers</c>,
/// <c>ContextSize</c>, <c>Contexts</c>, <c>MaxConcurrency</c>, <c>QueueLimit</c>, <c>Threads</c>, <c>BatchThreads</c>, <c>FlashAttention</c>, <c>Format</c>,
/// <c>ChatTemplate</c>, <c>MaxOutputTokens</c>, <c>ThinkBudget</c>, <c>Temperature</c>, <c>TopP</c>, <c>TopK</c>, <c>MinP</c>,
/// <c>RepetitionPenalty</c>; see <see cref="LlamaModelOptions"/>. Relative paths are taken from the current directory.
/// The context defaults to the model's <c>ContextWindow</c>, or to what it was trained for if that is less. Weights are loaded at the first call.
/// </remarks>
public sealed class LlamaModelProvider : IModelProvider, ISettingsCheck
{
    private static readonly string[] Keys =
    [
        "Path", "LoraPath", "LoraScale", "GpuLayers", "ContextSize", "Contexts", "MaxConcurrency", "QueueLimit", "Threads", "BatchThreads",
        "FlashAttention", "Format", "ChatTemplate", "MaxOutputTokens", "ThinkBudget", "Temperature", "TopP", "TopK", "MinP", "RepetitionPenalty",
    ];

    private readonly ILoggerFactory? _loggerFactory;

    /// <summary>A provider whose clients log to <paramref name="loggerFactory"/>; <see langword="null"/> for nowhere.</summary>
    public LlamaModelProvider(ILoggerFactory? loggerFactory = null) => _loggerFactory = loggerFactory;

    /// <inheritdoc />
    public string Name => "llamacpp";

    /// <inheritdoc />
    public IChatClient CreateClient(ModelProfile model, IConfigurationSection settings)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(settings);
        try
        {
            var reader = new SectionReader(settings).Allow(Keys);

            // Headers are read now, which takes milliseconds, so that a wrong path is an error of the start and not of a caller.
            var header = GgufReader.Read(reader.RequiredText("Path"));
            var info = LlamaModelInfo.From(header);
            CheckAdapter(reader, info);
            var options = Read(reader, info.Path, info.TrainedContext, info.Thinks, model);
            return new LlamaChatClient(options, loggerFactory: _loggerFactory) { History = TemplateDialect.Of(options.ChatTemplate ?? header.ChatTemplate) };
        }
        catch (Exception wrong) when (wrong is FileNotFoundException or InvalidModelFileException)
        {
            throw new ModelRouterConfigurationException($"{settings.Path}:Path", wrong.Message, wrong);
        }
        catch (ArgumentException wrong)
        {
            throw Wrong(settings, wrong);
        }
    }

    void ISettingsCheck.CheckSettings(ModelProfile model, IConfigurationSection settings)
    {
        var reader = new SectionReader(settings).Allow(Keys);
        try
        {
            // Nothing is loaded before the first call.
            new LlamaChatClient(Read(reader, reader.RequiredText("Path"), trainedContext: 0, thinks: false, model)).Dispose();
        }
        catch (ArgumentException wrong)
        {
            throw Wrong(settings, wrong);
        }
    }

    /// <summary>Options are named as their keys are; .NET's own words for a parameter say nothing to who writes a file.</summary>
    private static ModelRouterConfigurationException Wrong(IConfigurationSection settings, ArgumentException wrong) =>
        new($"{settings.Path}:{wrong.ParamName}", wrong.Message.Split(" (Parameter '", 2)[0], wrong);

    private static void CheckAdapter(SectionReader settings, LlamaModelInfo info)
    {
        if (settings.Text("LoraPath") is not { } path)
        {
            return;
        }

        try
        {
            AdapterCheck.Run(GgufReader.Read(path), info.Architecture);
        }
        catch (Exception wrong) when (wrong is FileNotFoundException or InvalidModelFileException)
        {
            throw new ModelRouterConfigurationException($"{settings.Section.Path}:LoraPath", wrong.Message, wrong);
        }
    }

    private static LlamaModelOptions Read(SectionReader settings, string path, long trainedContext, bool thinks, ModelProfile model)
    {
        var defaults = new LlamaModelOptions { ModelPath = path };
        var window = trainedContext > 0 ? (int)Math.Min(model.ContextWindow, trainedContext) : defaults.ContextSize;
        var options = defaults with
        {
            LoraPath = settings.Text("LoraPath"),
            LoraScale = (float)(settings.Double("LoraScale", -16, 16) ?? defaults.LoraScale),
            GpuLayers = settings.Int("GpuLayers", -1) ?? defaults.GpuLayers,
            ContextSize = settings.Int("ContextSize", 1) ?? window,
            Contexts = settings.Int("Contexts", 1, LlamaModelOptions.MostContexts) ?? defaults.Contexts,
            MaxConcurrency = settings.Int("MaxConcurrency", 1, LlamaModelOptions.MostConcurrency) ?? defaults.MaxConcurrency,
            QueueLimit = settings.Int("QueueLimit", 0) ?? defaults.QueueLimit,
            Threads = settings.Int("Threads", 0, LlamaModelOptions.MostThreads) ?? defaults.Threads,
            BatchThreads = settings.Int("BatchThreads", 0, LlamaModelOptions.MostThreads) ?? defaults.BatchThreads,
            FlashAttention = settings.Bool("FlashAttention"),
            Format = settings.Choice<PromptFormat>("Format") ?? defaults.Format,
            ChatTemplate = settings.Text("ChatTemplate"),
            MaxOutputTokens = settings.Int("MaxOutputTokens", 1),
            ThinkBudget = settings.Int("ThinkBudget", 1),
            Sampling = ReadSampling(settings, SamplingDefaults.For(thinks)),
        };
        return options.Contexts <= options.MaxConcurrency ? options : throw new ModelRouterConfigurationException(
            $"{settings.Section.Path}:Contexts",
            $"'{options.Contexts}' is not allowed; each context needs a conversation, and MaxConcurrency is {options.MaxConcurrency}.");
    }

    /// <summary>Sampling, if any of its keys is set: what is not set stays as it is best for the model.</summary>
    private static SamplingParameters? ReadSampling(SectionReader settings, SamplingParameters defaults)
    {
        var temperature = settings.Double("Temperature", 0, 100);
        var topP = settings.Double("TopP", 1e-6, 1);
        var topK = settings.Int("TopK", 0);
        var minP = settings.Double("MinP", 0, 1);
        var repetition = settings.Double("RepetitionPenalty", 0.01, 100);
        if (temperature is null && topP is null && topK is null && minP is null && repetition is null)
        {
            return null;
        }

        return defaults with
        {
            Temperature = SamplingDefaults.Temperature((float?)temperature) ?? defaults.Temperature,
            TopP = (float?)topP ?? defaults.TopP,
            TopK = topK ?? defaults.TopK,
            MinP = (float?)minP ?? defaults.MinP,
            RepetitionPenalty = (float?)repetition ?? defaults.RepetitionPenalty,
        };
    }
}

using ModelRouter.Sampling;

namespace ModelRouter.LlamaCpp;

/// <summary>All that a client needs once its model is in memory.</summary>
internal sealed class LoadedModel : IDisposable
{
    private readonly LlamaModelOptions _options;

    private LoadedModel(LlamaModelOptions options, LlamaModel model, Action<string> warn)
    {
        _options = options;
        Model = model;
        Prompts = new ChatPromptBuilder(model, options.Format, options.ChatTemplate);
        CloseThought = Prompts.TokenizeCloseTags();
        Sampling = options.Sampling ?? SamplingDefaults.For(Prompts.Thinks);
        Engines = new EngineGroup(model, EngineSettings.For(options, model), warn);
    }

    public LlamaModel Model { get; }

    public EngineGroup Engines { get; }

    public ChatPromptBuilder Prompts { get; }

    public SamplingParameters Sampling { get; }

    /// <summary>The tokens of each tag that closes a thought, by its text.</summary>
    public IReadOnlyDictionary<string, int[]> CloseThought { get; }

    public static async Task<LoadedModel> LoadAsync(
        LlamaModelOptions options, Action<string> warn, IProgress<float>? progress, CancellationToken cancellationToken)
    {
        var model = await SharedModels.RentAsync(options.ModelPath, options.GpuLayers, progress, cancellationToken).ConfigureAwait(false);
        try
        {
            return await Task.Run(() => new LoadedModel(options, model, warn), cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            SharedModels.Return(options.ModelPath, options.GpuLayers);
            throw;
        }
    }

    public void Dispose()
    {
        Engines.Dispose();
        SharedModels.Return(_options.ModelPath, _options.GpuLayers);
    }
}

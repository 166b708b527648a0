using System.Text;
using LLama;
using LLama.Common;
using LLama.Exceptions;
using LLama.Native;
using ModelRouter.LlamaCpp;
using ModelRouter.Sampling;

namespace ModelRouter.LLamaSharp;

/// <summary>All that a client needs once its model is in memory.</summary>
internal sealed class SharpModel : IDisposable
{
    private const int DefaultMaxContext = 8_192;

    private readonly LLamaWeights _weights;

    private SharpModel(LLamaWeights weights, LlamaModelOptions options)
    {
        _weights = weights;
        Vocabulary = new SharpVocabulary(weights);
        var template = options.ChatTemplate ?? weights.NativeHandle.GetTemplate(strict: false);
        Prompts = new ChatPromptBuilder(Vocabulary, ChatTemplate.For(options.Format, template, options.ModelPath, Renderer));
        CloseThought = Prompts.TokenizeCloseTags();
        Sampling = options.Sampling ?? SamplingDefaults.For(Prompts.Thinks);
        var contextSize = options.ContextSize > 0 ? options.ContextSize : Math.Min(weights.ContextSize, DefaultMaxContext);
        Engine = new SharpEngine(weights, Vocabulary, Parameters(options, contextSize), contextSize, options);
    }

    public SharpVocabulary Vocabulary { get; }

    public ChatPromptBuilder Prompts { get; }

    public SamplingParameters Sampling { get; }

    public IReadOnlyDictionary<string, int[]> CloseThought { get; }

    public SharpEngine Engine { get; }

    public static async Task<SharpModel> LoadAsync(LlamaModelOptions options, IProgress<float>? progress, CancellationToken cancellationToken)
    {
        // A damaged file can end the process in llama.cpp; it's checked before that may see it.
        ModelFileCheck.Run(GgufReader.Read(options.ModelPath));
        var weights = await LLamaWeights.LoadFromFileAsync(Parameters(options, 0), cancellationToken, progress).ConfigureAwait(false);
        try
        {
            return await Task.Run(() => new SharpModel(weights, options), cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            weights.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        Engine.Dispose();
        _weights.Dispose();
    }

    private static ModelParams Parameters(LlamaModelOptions options, int contextSize)
    {
        var threads = options.Threads > 0 ? options.Threads : Math.Max(1, Environment.ProcessorCount / 2);
        return new ModelParams(options.ModelPath)
        {
            ContextSize = (uint)(contextSize * options.MaxConcurrency),
            SeqMax = (uint)options.MaxConcurrency,
            GpuLayerCount = options.GpuLayers,
            Threads = threads,
            BatchThreads = options.BatchThreads > 0 ? options.BatchThreads : threads,
            FlashAttention = options.FlashAttention,

            // One memory for all sequences: else each had a share of the context of its own, and gaps among them split a step.
            KVUnified = true,
        };
    }

    private static Func<IReadOnlyList<(string Role, string Content)>, string?> Renderer(string text) => turns =>
    {
        // Not kept from call to call: its buffers are its own.
        var template = new LLamaTemplate(text) { AddAssistant = true };
        foreach (var (role, content) in turns)
        {
            template.Add(role, content);
        }

        try
        {
            return Encoding.UTF8.GetString(template.Apply());
        }
        catch (MissingTemplateException)
        {
            return null;
        }
    };
}

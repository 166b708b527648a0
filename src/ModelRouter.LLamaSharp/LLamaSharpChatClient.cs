using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Microsoft.Extensions.AI;
using ModelRouter.LlamaCpp;
using ModelRouter.Sampling;

namespace ModelRouter.LLamaSharp;

/// <summary>A GGUF model run by LLamaSharp as an <see cref="IChatClient"/>, with the contract of <see cref="LlamaChatClient"/>.</summary>
/// <remarks>
/// Safe for concurrent use: callers are decoded together. The model is loaded at the first call or by <see cref="LoadAsync"/>, once; a load that
/// a call began goes on for later ones if that call is cancelled. The model's own chat template is used; thoughts come as <see cref="TextReasoningContent"/>. Tools, images and forms of answers are not supported and refused.
/// The natives are those of the LLamaSharp backend that the application references. They bring files of the same names as ours, so one process uses either
/// this client or <see cref="LlamaChatClient"/>.
/// </remarks>
public sealed class LLamaSharpChatClient : IChatClient
{
    private readonly LlamaModelOptions _options;
    private readonly ChatClientMetadata _metadata;
    private readonly AnswerReader _answers;
    private readonly Func<ulong> _seeds;
    private readonly SharedLoad<SharpModel> _model;
    private HistoryDialect? _history;

    /// <summary>A client for the model that <paramref name="options"/> name; nothing is loaded yet.</summary>
    /// <param name="options">Which model, and how to run it; <see cref="LlamaModelOptions.Contexts"/> must be 1.</param>
    /// <param name="seeds">Where seeds come from for requests that set none, unless <see cref="LlamaModelOptions.Sampling"/> has one;
    /// <see langword="null"/> for unpredictable ones. Called concurrently.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public LLamaSharpChatClient(LlamaModelOptions options, Func<ulong>? seeds = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        ArgumentOutOfRangeException.ThrowIfNotEqual(options.Contexts, 1, nameof(options));
        _options = options with
        {
            ModelPath = Path.GetFullPath(options.ModelPath),
            LoraPath = options.LoraPath is null ? null : Path.GetFullPath(options.LoraPath),
        };
        _seeds = seeds ?? (() => BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong))));
        _metadata = new ChatClientMetadata("llamasharp", defaultModelId: Path.GetFileNameWithoutExtension(options.ModelPath));
        _answers = new AnswerReader(_metadata.DefaultModelId!);
        _model = new((progress, ct) => SharpModel.LoadAsync(_options, progress, ct), static loaded => !loaded.Engine.HasFailed, typeof(LLamaSharpChatClient));
    }

    /// <summary>Loads the model unless it is loaded; reports progress from 0 to 1. Cancelling stops the load, unless it is one that a call began.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidModelFileException">The file can't be used.</exception>
    /// <exception cref="ChatTemplateException">The model has no chat template and <see cref="PromptFormat.ChatTemplate"/> is wanted.</exception>
    /// <exception cref="LLama.Exceptions.RuntimeError">LLamaSharp can't load its natives or the model.</exception>
    public async Task LoadAsync(IProgress<float>? progress = null, CancellationToken cancellationToken = default) =>
        await _model.LoadAsync(progress, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc />
    /// <exception cref="ContextOverflowException">The conversation does not fit.</exception>
    /// <exception cref="EngineBusyException">Too many requests wait already.</exception>
    /// <exception cref="NotSupportedException">The request wants tools, images, JSON or a grammar.</exception>
    /// <exception cref="ModelRefusedException">The model's chat template has no place for a message where it stands.</exception>
    public async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        var loaded = await _model.GetAsync(null, cancellationToken).ConfigureAwait(false);
        var generation = Submit(loaded, messages, options, cancellationToken);
        return await _answers.ReadAsync(generation, options, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc cref="GetResponseAsync" />
    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        var loaded = await _model.GetAsync(null, cancellationToken).ConfigureAwait(false);

        // A reader who walks away must not leave the engine generating for nobody.
        using var abandoned = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            var generation = Submit(loaded, messages, options, abandoned.Token);
            await foreach (var update in _answers.StreamAsync(generation, options, cancellationToken).ConfigureAwait(false))
            {
                yield return update;
            }
        }
        finally
        {
            await abandoned.CancelAsync().ConfigureAwait(false);
        }
    }

    /// <inheritdoc />
    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        return serviceKey is not null ? null
            : serviceType == typeof(ChatClientMetadata) ? _metadata
            : serviceType == typeof(HistoryDialect) ? (_history ??= TemplateDialect.Read(_options)) ?? TemplateDialect.Plain
            : serviceType == typeof(ConfidenceSource) ? ConfidenceSource.Instance
            : serviceType.IsInstanceOfType(this) ? this
            : null;
    }

    /// <summary>Ends what is under way and frees the memory.</summary>
    public void Dispose() => _model.Dispose();

    private Generation Submit(SharpModel loaded, IEnumerable<ChatMessage> messages, ChatOptions? options, CancellationToken cancellationToken)
    {
        LlamaChatClient.Refuse(options);
        if (options?.ResponseFormat is ChatResponseFormatJson || options?.AdditionalProperties?.ContainsKey(LlamaChatClient.GrammarProperty) == true)
        {
            throw new NotSupportedException("Answers can be held to a form by LlamaChatClient, not on LLamaSharp.");
        }

        var prompt = loaded.Prompts.Build(messages, options);
        if (prompt.Tokens.Length == 0)
        {
            throw new ArgumentException("The conversation is empty; there is nothing to answer.", nameof(messages));
        }

        var limits = new GenerationLimits(
            options?.MaxOutputTokens ?? _options.MaxOutputTokens ?? int.MaxValue,
            SamplingDefaults.ReadThinkBudget(options) ?? _options.ThinkBudget,
            loaded.CloseThought);
        var seed = SamplingDefaults.SeedOf(loaded.Sampling, options, _seeds);
        var row = new SamplingRow(SamplingDefaults.Apply(loaded.Sampling, options, seed), loaded.Vocabulary.Size);
        row.Prime(prompt.Tokens);
        var generation = new Generation(row, new OutputText(loaded.Vocabulary, new ThinkSplitter(prompt.Opened), options?.StopSequences), limits);
        loaded.Engine.Submit(new GenerationRequest(prompt.Tokens, [generation], cancellationToken));
        return generation;
    }
}

using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using ModelRouter.Sampling;

namespace ModelRouter.LlamaCpp;

/// <summary>A GGUF model on this machine as an <see cref="IChatClient"/>: thought and answer apart, many callers decoded together.</summary>
/// <remarks>
/// Safe for concurrent use. The model is loaded at the first call or by <see cref="LoadAsync"/>, once; a load that fails or is
/// cancelled may be tried again. One that a call began goes on for later ones if that call is cancelled, also where nobody waits for it any more.
/// <see cref="Dispose"/> ends what is under way and frees the memory.
/// Thoughts come as <see cref="TextReasoningContent"/>. Tools and images are not supported and refused.
/// With <see cref="ChatResponseFormatJson"/> or <see cref="GrammarProperty"/> every token of the answer is held to the form; the thought before it is free.
/// <para>Beyond the options' own properties, <see cref="ChatOptions.AdditionalProperties"/> may hold <c>min_p</c> (0 to 1), <c>repetition_penalty</c> (0.01 to 100),
/// <c>penalty_window</c> (how many tokens back it, <see cref="ChatOptions.FrequencyPenalty"/> and <see cref="ChatOptions.PresencePenalty"/> look, into the prompt as
/// well: 64 by default, 0 is off, −1 the whole conversation), <c>logit_bias</c> (token ids with what is added to their logits: a dictionary of <see cref="int"/> to
/// <see cref="float"/>, or a JSON object) and <c>think_budget</c> (tokens that may be thought, 1 or more); see <see cref="SamplingParameters"/>. A number may be a text, as
/// JSON writes it. What is no number, or outside its range, is an <see cref="ArgumentException"/>.</para>
/// <see cref="GetService"/> gives <see cref="ServingCounters"/> since the model was loaded, for what serving it costs.
/// </remarks>
public sealed class LlamaChatClient : IChatClient
{
    /// <summary>The key in <see cref="ChatOptions.AdditionalProperties"/> of a grammar in llama.cpp's notation, GBNF, to whose rule <c>root</c> the answer is held.</summary>
    /// <remarks>A string. For what a JSON schema can't say; not together with a <see cref="ChatOptions.ResponseFormat"/> of JSON. A malformed one is an
    /// <see cref="ArgumentException"/> before anything is generated. A grammar is program text: take none from strangers.</remarks>
    public const string GrammarProperty = "grammar";

    private readonly LlamaModelOptions _options;
    private readonly ChatClientMetadata _metadata;
    private readonly AnswerReader _answers;
    private readonly Func<ulong> _seeds;
    private readonly ILogger _logger;
    private readonly SharedLoad<LoadedModel> _model;
    private HistoryDialect? _history;

    /// <summary>A client for the model that <paramref name="options"/> name; nothing is loaded yet.</summary>
    /// <param name="options">Which model, and how to run it.</param>
    /// <param name="seeds">Where seeds come from for requests that set none, unless <see cref="LlamaModelOptions.Sampling"/> has one;
    /// <see langword="null"/> for unpredictable ones. Called concurrently.</param>
    /// <param name="loggerFactory">Told what works less well than it might, such as sampling beside a GPU's logits; <see langword="null"/> for nobody.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public LlamaChatClient(LlamaModelOptions options, Func<ulong>? seeds = null, ILoggerFactory? loggerFactory = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();

        // The current directory may be another one by the time the model is loaded, or given back.
        _options = options with
        {
            ModelPath = Path.GetFullPath(options.ModelPath),
            LoraPath = options.LoraPath is null ? null : Path.GetFullPath(options.LoraPath),
        };
        _seeds = seeds ?? (() => BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong))));

        // The engine's thread logs, and ends with whatever it throws.
        _logger = new QuietLogger((loggerFactory ?? NullLoggerFactory.Instance).CreateLogger<LlamaChatClient>());
        _metadata = new ChatClientMetadata("llamacpp", defaultModelId: Path.GetFileNameWithoutExtension(options.ModelPath));
        _answers = new AnswerReader(_metadata.DefaultModelId!);
        _model = new((progress, ct) => LoadedModel.LoadAsync(_options, Warn, progress, ct), static loaded => !loaded.Engines.HasFailed, typeof(LlamaChatClient));
    }

    /// <summary>The model's file, an absolute path.</summary>
    public string ModelPath => _options.ModelPath;

    /// <summary>What the model says of itself; <see langword="null"/> until it is loaded.</summary>
    public LlamaModelInfo? Info => _model.Current?.Model.Info;

    /// <summary>How the model wants its conversations; a router asks for it through <see cref="GetService"/>.</summary>
    internal HistoryDialect History
    {
        get => (_history ??= TemplateDialect.Read(_options)) ?? TemplateDialect.Plain;
        init => _history = value;
    }

    /// <summary>True once <see cref="Dispose"/> has been called, whether or not it is done.</summary>
    internal bool IsDisposing => _model.IsDisposing;

    /// <summary>Loads the model unless it is loaded; reports progress from 0 to 1. Cancelling stops the load, unless it is one that a call began.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidModelFileException">The file can't be used.</exception>
    /// <exception cref="ChatTemplateException">The model has no chat template and <see cref="PromptFormat.ChatTemplate"/> is wanted.</exception>
    /// <exception cref="LlamaNativesException">llama.cpp's libraries are missing.</exception>
    public async Task LoadAsync(IProgress<float>? progress = null, CancellationToken cancellationToken = default) =>
        await _model.LoadAsync(progress, cancellationToken).ConfigureAwait(false);

    /// <summary>Waits for the model as calls do, so that cancelling stops no load; reports progress if it begins one.</summary>
    internal async Task LoadForCallAsync(IProgress<float>? progress, CancellationToken cancellationToken) =>
        await _model.GetAsync(progress, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc />
    /// <exception cref="ContextOverflowException">The conversation does not fit.</exception>
    /// <exception cref="EngineBusyException">Too many requests wait already.</exception>
    /// <exception cref="NotSupportedException">The request wants tools or images.</exception>
    /// <exception cref="ModelRefusedException">The model's chat template has no place for a message where it stands, such as a system message behind all others.</exception>
    /// <exception cref="UnsupportedSchemaException">The JSON schema asks for what a grammar can't hold answers to; the message says where.</exception>
    /// <exception cref="LlamaException">The grammar comes to a place where no token fits.</exception>
    public async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        var loaded = await _model.GetAsync(null, cancellationToken).ConfigureAwait(false);
        var request = Submit(loaded, messages, 1, options, cancellationToken);
        return await _answers.ReadAsync(request.Generations[0], options, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Samples several answers to one prompt, which is read only once: for votes and comparisons.</summary>
    /// <param name="messages">The conversation.</param>
    /// <param name="count">Answers wanted, 1 to a context's share of <see cref="LlamaModelOptions.MaxConcurrency"/>.</param>
    /// <param name="options">As for a single answer; each answer gets a seed of its own, derived from the given one.</param>
    /// <param name="cancellationToken">Ends all of them.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is out of its range.</exception>
    public async Task<IReadOnlyList<ChatResponse>> GetResponsesAsync(
        IEnumerable<ChatMessage> messages, int count, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, EngineSettings.Share(_options.MaxConcurrency, _options.Contexts));
        var loaded = await _model.GetAsync(null, cancellationToken).ConfigureAwait(false);

        // All or none are wanted: with one that fails, the others would be generated for nobody.
        using var failed = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var request = Submit(loaded, messages, count, options, failed.Token);
        return await Task.WhenAll(request.Generations.Select(ReadAsync)).ConfigureAwait(false);

        async Task<ChatResponse> ReadAsync(Generation generation)
        {
            try
            {
                return await _answers.ReadAsync(generation, options, cancellationToken).ConfigureAwait(false);
            }
            catch
            {
                await failed.CancelAsync().ConfigureAwait(false);
                throw;
            }
        }
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
            var generation = Submit(loaded, messages, 1, options, abandoned.Token).Generations[0];
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
            : serviceType == typeof(LlamaModelInfo) ? Info
            : serviceType == typeof(HistoryDialect) ? History
            : serviceType == typeof(ConfidenceSource) ? ConfidenceSource.Instance
            : serviceType == typeof(ServingCounters) ? _model.Current?.Engines.ReadCounters()
            : serviceType.IsInstanceOfType(this) ? this
            : null;
    }

    /// <inheritdoc />
    public void Dispose() => _model.Dispose();

    private void Warn(string reason) => EngineLog.WorksLessWell(_logger, _metadata.DefaultModelId!, reason);

    private GenerationRequest Submit(
        LoadedModel loaded, IEnumerable<ChatMessage> messages, int count, ChatOptions? options, CancellationToken cancellationToken)
    {
        Refuse(options);
        var (prompt, grammars) = Prepare(loaded, messages, count, options);
        try
        {
            return Submit(loaded, prompt, grammars, count, options, cancellationToken);
        }
        catch
        {
            // Nobody has begun to answer, so nobody else frees them before the garbage collector comes round.
            Array.ForEach(grammars ?? [], static grammar => grammar.Dispose());
            throw;
        }
    }

    private GenerationRequest Submit(
        LoadedModel loaded, ChatPrompt prompt, GrammarState[]? grammars, int count, ChatOptions? options, CancellationToken cancellationToken)
    {
        var limits = new GenerationLimits(
            options?.MaxOutputTokens ?? _options.MaxOutputTokens ?? int.MaxValue,
            SamplingDefaults.ReadThinkBudget(options) ?? _options.ThinkBudget,
            loaded.CloseThought);
        var seed = SamplingDefaults.SeedOf(loaded.Sampling, options, _seeds);
        var generations = new Generation[count];
        for (var i = 0; i < count; i++)
        {
            var sampling = SamplingDefaults.Apply(loaded.Sampling, options, SeedOf(seed, i));
            var row = new SamplingRow(sampling, loaded.Model.Vocabulary.Size);
            row.Prime(prompt.Tokens);
            var text = new OutputText(loaded.Model.Vocabulary, new ThinkSplitter(prompt.Opened), options?.StopSequences) { BeginsWithNextToken = grammars is not null };
            var mayThink = loaded.Prompts.Thinks && options?.Reasoning?.Effort != ReasoningEffort.None;
            var constraint = grammars is null ? null : new AnswerConstraint(loaded.Model.Vocabulary, grammars[i], mayThink);
            generations[i] = new Generation(row, text, limits, constraint);
        }

        var request = new GenerationRequest(prompt.Tokens, generations, cancellationToken);
        loaded.Engines.Submit(request);
        return request;
    }

    private static (ChatPrompt Prompt, GrammarState[]? Grammars) Prepare(
        LoadedModel loaded, IEnumerable<ChatMessage> messages, int count, ChatOptions? options)
    {
        var text = AnswerForm.ReadGrammar(options);

        // The engine's thread is joined before the model goes; this is the caller's, and it uses the vocabulary.
        loaded.Model.Hold();
        try
        {
            var prompt = loaded.Prompts.Build(messages, options);
            if (prompt.Tokens.Length == 0)
            {
                throw new ArgumentException("The conversation is empty; there is nothing to answer.", nameof(messages));
            }

            if (text is null)
            {
                return (prompt, null);
            }

            using var grammar = AnswerForm.Compile(loaded.Model.Vocabulary, text, options);
            return (prompt, [.. Enumerable.Range(0, count).Select(_ => grammar.Begin())]);
        }
        finally
        {
            loaded.Model.Release();
        }
    }

    internal static void Refuse(ChatOptions? options)
    {
        if (options?.Tools is { Count: > 0 } && options.ToolMode is not NoneChatToolMode)
        {
            throw new NotSupportedException("The llama.cpp engine does not call tools; send requests with tools to a model that does.");
        }

        if (options?.MaxOutputTokens < 1)
        {
            throw new ArgumentOutOfRangeException(nameof(options), options.MaxOutputTokens, "MaxOutputTokens must be at least 1.");
        }
    }

    /// <summary>Seeds of the further answers; the first keeps the given one, so that one answer of several equals a single one.</summary>
    private static ulong SeedOf(ulong seed, int index) => unchecked(seed + ((ulong)index * 0x9E3779B97F4A7C15UL));
}

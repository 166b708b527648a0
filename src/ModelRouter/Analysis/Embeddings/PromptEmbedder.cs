using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace ModelRouter;

/// <summary>Adds a prompt's meaning, from any embedding generator, to what learning from outcomes sees of it: labels then tell of prompts that say the
/// same in other words.</summary>
/// <remarks>
/// <para>Embeddings only choose which labelled prompts are alike. Whether they do that better than the prompt's shape and topics is tested on the labels
/// themselves, each left out once, whenever learning looks at them; until then nothing changes. Without a <see cref="OutcomeLearner"/> they are of no use.</para>
/// <para>Embedding comes before the policy, whose rules choose among models and know no generator: what it may be given is <see cref="PromptEmbeddingOptions.Clearance"/>'s
/// to say alone. Where a rule keeps somebody's requests in the house whatever their data, the generator has to be in the house, too.</para>
/// <para>A request that can't be embedded (more sensitive than <see cref="PromptEmbeddingOptions.Clearance"/>, too slow, or the generator fails) is routed as if there were no
/// generator. What the generator costs is not on the router's ledger. Safe for concurrent use if the generator is; it is not disposed.</para>
/// </remarks>
public sealed class PromptEmbedder
{
    private static readonly TimeSpan LongestTimeout = TimeSpan.FromMinutes(1);

    private readonly IEmbeddingGenerator<string, Embedding<float>> _generator;
    private readonly PromptEmbeddingOptions _options;
    private readonly ILogger _logger;
    private readonly TimeProvider _time;
    private readonly string? _model;
    private bool _fails;

    /// <summary>An embedder.</summary>
    /// <param name="generator">Makes embeddings. Those of another model (<see cref="EmbeddingGeneratorMetadata.DefaultModelId"/>) or of another length are never compared.</param>
    /// <param name="options">Copied; defaults if <see langword="null"/>.</param>
    /// <param name="logger">Gets failures, never prompt text.</param>
    /// <param name="timeProvider">The clock; the system's by default.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public PromptEmbedder(
        IEmbeddingGenerator<string, Embedding<float>> generator, PromptEmbeddingOptions? options = null, ILogger<PromptEmbedder>? logger = null,
        TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(generator);
        _options = options?.Copy() ?? new();
        if (!Enum.IsDefined(_options.Clearance) || !(_options.Timeout >= TimeSpan.FromMilliseconds(1) && _options.Timeout <= LongestTimeout) || _options.MaxCharacters < 1)
        {
            throw new ArgumentException(
                $"Embeddings take a data class, a timeout from 1 ms to {LongestTimeout.TotalSeconds:0} s and at least one character; these are {_options.Clearance}, {_options.Timeout} and {_options.MaxCharacters}.",
                nameof(options));
        }

        (_generator, _logger, _time) = (generator, (ILogger?)logger ?? NullLogger.Instance, timeProvider ?? TimeProvider.System);
        _model = generator.GetService<EmbeddingGeneratorMetadata>()?.DefaultModelId;
    }

    /// <summary>The prompt with its embedding, or as it is if there is none.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="ct"/> is cancelled.</exception>
    internal async ValueTask<PromptProfile> EmbedAsync(PromptProfile prompt, IReadOnlyList<ChatMessage> messages, CancellationToken ct)
    {
        if (prompt.Vector is not { } vector || prompt.DataClass > _options.Clearance || PersonRequest.Of(messages) is not { Length: > 0 } request)
        {
            return prompt;
        }

        using var timeout = new CancellationTokenSource(_options.Timeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, ct);
        try
        {
            // A generator that doesn't heed its token is not waited for either.
            var making = _generator.GenerateAsync([request[..Length(request)]], cancellationToken: either.Token).MayBeLeft();
            var made = await making.WaitAsync(either.Token).ConfigureAwait(false);
            var embedding = PromptEmbedding.Of(made is [var only] ? only.Vector.Span : default, _model);
            Tell(embedding is null ? $"{made.Count} embeddings, or one that isn't of finite numbers" : null);
            return embedding is null ? prompt : prompt with { Vector = vector.With(embedding) };
        }
        catch (Exception exception) when (!ct.IsCancellationRequested)
        {
            Tell(ErrorText.Of(exception));
            return prompt;
        }
    }

    /// <summary>Up to the limit, and not within a character that takes two.</summary>
    private int Length(string request) => request.Length <= _options.MaxCharacters ? request.Length
        : char.IsHighSurrogate(request[_options.MaxCharacters - 1]) ? _options.MaxCharacters - 1 : _options.MaxCharacters;

    /// <summary>Logs that embeddings fail, and that they are there again; not each of a thousand requests.</summary>
    private void Tell(string? failure)
    {
        if (Interlocked.Exchange(ref _fails, failure is not null) == failure is not null)
        {
            return;
        }

        if (failure is null)
        {
            EmbeddingLog.WorksAgain(_logger);
        }
        else
        {
            EmbeddingLog.Failed(_logger, _options.Timeout, failure);
        }
    }
}

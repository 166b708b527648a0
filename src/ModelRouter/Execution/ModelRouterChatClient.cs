using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace ModelRouter;

/// <summary>One chat client that is many models: routes every request by task, expected quality and cost.</summary>
/// <remarks>
/// <para>A request walks in a straight line: (1) the analyzer understands the prompt, (2) the policy permits models, (3) the
/// scorer ranks them, (4) the best is called, and on a failure before the first real content the next, (5) usage becomes cost, a
/// ledger entry for each attempt, and a <see cref="RoutingReceipt"/> on the response.</para>
/// <para><see cref="ChatOptions.ModelId"/> narrows the choice: nothing or <c>auto</c> allows all models, <c>auto:self-hosted</c>,
/// <c>auto:specialized</c> and <c>auto:cloud</c> one tier, a model's id that model alone. In a tool loop the model that asked
/// for the tool leads while it is eligible. Each model gets the conversation in its own dialect (<see cref="ModelProfile.History"/>)
/// and without other models' reasoning.</para>
/// <para>What follows from a failure before content depends on its <see cref="ModelFailureKind"/>, which an <see cref="IFailureReader"/>
/// tells. The caller gets it if the request is at fault (HTTP 400, 413, 422, <see cref="ArgumentException"/> other than
/// <see cref="ArgumentOutOfRangeException"/>), if a content filter spoke, or if the caller cancelled. If the conversation is too long, a model with
/// a larger window is tried. An endpoint that is over its rate or overloaded is left alone as long as it asks, while the next is tried; if
/// none is left it is tried again within <see cref="ExecutionOptions.RetryWait"/>. After every other failure the next model is tried, an
/// answer without content or tool call included; a model that refuses (<see cref="ModelRefusedException"/>, <see cref="NotSupportedException"/>)
/// or whose window is too small keeps its health. After content
/// nothing is retried. <see cref="ExecutionOptions"/> bounds attempts and waits, <see cref="ModelProfile.Limits"/> those of one model; a timeout is a
/// failure like any other. Conversations kept on a provider's server can't move between models, so unless the model is pinned a
/// <see cref="ChatOptions.ConversationId"/> or continuation token is refused, and responses carry no conversation id.</para>
/// <para>Where <see cref="RoutingDecision.Cascade"/> says so, a cheap model's answer is checked, and a better model is asked if it fails. Until it has passed
/// the caller gets only its thought; a failure in that time is one before content. <see cref="CascadeOptions"/> has the rest.</para>
/// <para>Safe for concurrent use. The caller's messages are read once, and they and the options are never changed; responses
/// and updates are stamped in place. Disposing the router disposes its endpoints, which dispose the clients they own.</para>
/// </remarks>
public sealed class ModelRouterChatClient : IChatClient
{
    private readonly ModelEndpoint[] _endpoints;
    private readonly IPromptAnalyzer? _analyzer;
    private readonly ISuccessPredictor _predictor;
    private readonly PromptEmbedder? _embedder;

    // Everything that a change of configuration exchanges, at once; a call keeps what it began with.
    private RouterState _state;
    private readonly ChatClientMetadata _metadata = new("modelrouter");

    /// <summary>A router over <paramref name="endpoints"/>.</summary>
    /// <param name="endpoints">At least one, each id once.</param>
    /// <param name="options">Worth, wait price, health and execution; copied. Defaults if <see langword="null"/>.</param>
    /// <param name="analyzer">Understands prompts; <see cref="PromptAnalyzer"/> by default.</param>
    /// <param name="predictor">Predicts success; <see cref="LearnedSuccessPredictor"/> by default.</param>
    /// <param name="ledger">Keeps what was spent; nothing is kept if <see langword="null"/>.</param>
    /// <param name="timeProvider">The clock; the system's by default.</param>
    /// <param name="logger">Gets decisions and failures, never prompt text.</param>
    /// <param name="failureReaders">Understand the exceptions of the endpoints' client libraries; asked before the router's own reader.</param>
    /// <param name="budgetStore">Keeps what <see cref="ModelRouterOptions.Budgets"/> have left; an <see cref="InMemoryBudgetStore"/> of its own by
    /// default.</param>
    /// <param name="answerVerifiers">Check answers in cascades, as <see cref="ModelRouterOptions.Cascade"/> says; none by default.</param>
    /// <param name="learner">Corrects the predictor by the outcomes that it is told; not disposed. Nothing is learned if <see langword="null"/>.</param>
    /// <param name="embedder">Tells learning what prompts mean; only shape and topics count if <see langword="null"/>.</param>
    /// <exception cref="ArgumentException">There is no endpoint, an id occurs twice, an option is out of its range, the policy doesn't fit the
    /// models, or a verifier has no name of its own.</exception>
    /// <exception cref="ModelRouterConfigurationException">The policy was read from configuration, and doesn't fit the models.</exception>
    public ModelRouterChatClient(
        IEnumerable<ModelEndpoint> endpoints,
        ModelRouterOptions? options = null,
        IPromptAnalyzer? analyzer = null,
        ISuccessPredictor? predictor = null,
        ISpendLedger? ledger = null,
        TimeProvider? timeProvider = null,
        ILogger<ModelRouterChatClient>? logger = null,
        IEnumerable<IFailureReader>? failureReaders = null,
        IBudgetStore? budgetStore = null,
        IEnumerable<IAnswerVerifier>? answerVerifiers = null,
        OutcomeLearner? learner = null,
        PromptEmbedder? embedder = null)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        options ??= new();
        ModelRouterOptionsValidator.ThrowIfInvalid(options);

        var seed = options.Seed ?? RandomNumberGenerator.GetInt32(int.MaxValue);
        var log = (ILogger?)logger ?? NullLogger.Instance;
        var time = timeProvider ?? TimeProvider.System;
        var conversations = options.StickyConversations ? new ConversationMemory() : null;
        predictor ??= new LearnedSuccessPredictor();
        var learning = learner is null ? null : new CorrectedPredictor(predictor, learner);
        var services = new RouterServices(
            time, new(ledger, time, log), log, options.Execution.Copy(), new(failureReaders, log), new(seed), conversations,
            BudgetControl.Of(options, budgetStore, time, log), new(options.Cascade, answerVerifiers), learning,
            learning is { Learner.Exploration: { Share: > 0 } exploration } ? new(exploration, learning, time, exploration.Seed ?? seed) : null);
        _endpoints = [.. endpoints];
        CheckEndpoints(_endpoints);
        foreach (var endpoint in _endpoints)
        {
            endpoint.Health.Adopt(options.Health, time, new(unchecked(++seed)));
            endpoint.AdoptGate(time);
        }

        _analyzer = analyzer;
        _predictor = learning ?? predictor;
        _embedder = learner is null ? null : embedder;
        _state = RouterState.Of(_endpoints, options, _analyzer, _predictor, services);
        RouterGauges.Add(this);
    }

    /// <summary>The models, in the order in which they were given.</summary>
    public IReadOnlyList<ModelEndpoint> Endpoints => State.Listed;

    /// <summary>What learns from outcomes: tell it how well answers were; <see langword="null"/> if nothing learns. A pipeline around the router gives it
    /// as a service, too: <c>client.GetService&lt;OutcomeLearner&gt;()</c>.</summary>
    public OutcomeLearner? Learner => State.Services.Learning?.Learner;

    /// <summary>Its budgets.</summary>
    internal BudgetControl Budgets => State.Services.Budgets;

    /// <summary>The way to the ledger.</summary>
    internal LedgerWriter Ledger => State.Services.Ledger;

    /// <summary>What calls that begin now are decided by.</summary>
    internal RouterState State => Volatile.Read(ref _state);

    /// <summary>What keeps the router up to date with its configuration; <see langword="null"/> if nothing does.</summary>
    internal ConfigurationReload? Reload { get; set; }

    /// <summary>Decides without calling any model; the ranking is empty if none may serve the request. Nothing is explored, but told what
    /// would be while the share of explored requests isn't used up (<see cref="RoutingDecision.Exploration"/>). Budgets are not asked.</summary>
    /// <exception cref="ArgumentException">A <c>modelrouter.</c> property is unknown or has a wrong value.</exception>
    /// <exception cref="UnknownModelException"><see cref="ChatOptions.ModelId"/> is neither virtual nor a model's id.</exception>
    public RoutingDecision Route(IEnumerable<ChatMessage> messages, ChatOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(messages);
        return State.Planner.Plan(SavedResults.Read(messages), options, isCall: false).Decision;
    }

    /// <summary>As <see cref="Route"/>, and embeds the prompt first where a <see cref="PromptEmbedder"/> is used, as calls do.</summary>
    /// <exception cref="ArgumentException">A <c>modelrouter.</c> property is unknown or has a wrong value.</exception>
    /// <exception cref="UnknownModelException"><see cref="ChatOptions.ModelId"/> is neither virtual nor a model's id.</exception>
    public async Task<RoutingDecision> RouteAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        var conversation = SavedResults.Read(messages);
        var planner = State.Planner;
        return planner.Plan(conversation, options, isCall: false, await EmbedAsync(planner, conversation, options, cancellationToken).ConfigureAwait(false)).Decision;
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A <c>modelrouter.</c> property is unknown or has a wrong value, or a conversation that one service keeps
    /// (<see cref="ChatOptions.ConversationId"/>) comes without that model's id.</exception>
    /// <exception cref="UnknownModelException"><see cref="ChatOptions.ModelId"/> is neither virtual nor a model's id.</exception>
    /// <exception cref="NoEligibleModelException">The policy permits no model, or budgets none (<see cref="BudgetExhaustedException"/>), or their store failed (<see cref="BudgetUnavailableException"/>).</exception>
    /// <exception cref="AllModelsFailedException">Every model that could be tried failed.</exception>
    public async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var opening = CallOpening.Of(State, messages, cancellationToken);
        using var call = Begin(opening, options, _embedder is null ? null : await EmbedAsync(opening, options, cancellationToken).ConfigureAwait(false));
        if (call.Cascade is not null)
        {
            return await CascadeResponse.RunAsync(call, cancellationToken).ConfigureAwait(false);
        }

        var run = await Failover.FirstToAnswerAsync(call, static (c, a, ct) => new AttemptResponse(c, a, ct), cancellationToken)
            .ConfigureAwait(false);
        await using var disposal = run.ConfigureAwait(false);
        return await run.CompleteAsync().ConfigureAwait(false);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A <c>modelrouter.</c> property is unknown or has a wrong value, or a conversation that one service keeps
    /// (<see cref="ChatOptions.ConversationId"/>) comes without that model's id.</exception>
    /// <exception cref="UnknownModelException"><see cref="ChatOptions.ModelId"/> is neither virtual nor a model's id.</exception>
    /// <exception cref="NoEligibleModelException">The policy permits no model, or budgets none (<see cref="BudgetExhaustedException"/>), or their store failed (<see cref="BudgetUnavailableException"/>).</exception>
    /// <exception cref="AllModelsFailedException">Every model that could be tried failed before its first content; what fails afterwards comes as its client threw it, or as
    /// <see cref="ModelTimeoutException"/>.</exception>
    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var opening = CallOpening.Of(State, messages, cancellationToken);
        using var call = Begin(opening, options, _embedder is null ? null : await EmbedAsync(opening, options, cancellationToken).ConfigureAwait(false));
        if (call.Cascade is not null)
        {
            await foreach (var update in CascadeStream.RunAsync(call, cancellationToken).ConfigureAwait(false))
            {
                yield return update;
            }

            yield break;
        }

        var stream = await Failover.FirstToAnswerAsync(call, static (c, a, ct) => new AttemptStream(c, a, ct), cancellationToken)
            .ConfigureAwait(false);
        await using var disposal = stream.ConfigureAwait(false);
        while (await stream.NextAsync().ConfigureAwait(false) is { } update)
        {
            yield return update;
        }

        yield return await stream.CompleteAsync().ConfigureAwait(false);
    }

    /// <inheritdoc/>
    /// <remarks>Answers for itself, for <see cref="ChatClientMetadata"/> and <see cref="OutcomeLearner"/>; anything else is asked of the endpoint's client
    /// only if there is a single endpoint, since with several no one's answer would be the right one.</remarks>
    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        if (serviceKey is null)
        {
            if (serviceType == typeof(ChatClientMetadata))
            {
                return _metadata;
            }

            if (serviceType.IsInstanceOfType(this))
            {
                return this;
            }

            if (serviceType == typeof(OutcomeLearner))
            {
                return Learner;
            }
        }

        return _endpoints is [var only] ? only.Client.GetService(serviceType, serviceKey) : null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Reload?.Dispose();
        RouterGauges.Remove(this);
        Each.End(_endpoints, static endpoint => endpoint.Dispose())?.Throw();
    }

    /// <summary>Exchanges options and what is known of the models, at once: calls that have begun end as they began.</summary>
    /// <param name="options">Copied; <see cref="ModelRouterOptions.Health"/> and <see cref="ModelRouterOptions.Seed"/> have no effect any more.</param>
    /// <param name="profileOf">What is known now of each model, its id unchanged.</param>
    /// <exception cref="ArgumentException">An option is out of its range, or the policy doesn't fit the models; nothing has changed.</exception>
    /// <exception cref="ModelRouterConfigurationException">As above, of a policy that was read from configuration.</exception>
    internal void Apply(ModelRouterOptions options, Func<ModelEndpoint, ModelProfile> profileOf)
    {
        ModelRouterOptionsValidator.ThrowIfInvalid(options);
        var services = State.Services;
        services = services with
        {
            Execution = options.Execution.Copy(),
            Conversations = options.StickyConversations ? services.Conversations ?? new() : null,
            Checks = services.Checks.With(options.Cascade),
        };
        ModelEndpoint[] endpoints = [.. _endpoints.Select(endpoint => endpoint.With(profileOf(endpoint)))];
        Volatile.Write(ref _state, RouterState.Of(endpoints, options, _analyzer, _predictor, services));
    }

    /// <summary>Understands a request, meaning included.</summary>
    private async Task<UnderstoodRequest> EmbedAsync(RoutePlanner planner, ChatMessage[] conversation, ChatOptions? options, CancellationToken ct)
    {
        var understood = planner.Understand(conversation, options);
        return _embedder is null ? understood
            : understood with { Prompt = await _embedder.EmbedAsync(understood.Prompt, conversation, ct).ConfigureAwait(false) };
    }

    private async Task<UnderstoodRequest> EmbedAsync(CallOpening opening, ChatOptions? options, CancellationToken ct)
    {
        try
        {
            return await EmbedAsync(opening.State.Planner, opening.Messages, options, ct).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            opening.Trace?.Refuse(exception);
            throw;
        }
    }

    private static RoutedCall Begin(CallOpening opening, ChatOptions? options, UnderstoodRequest? understood)
    {
        var services = opening.State.Services;
        try
        {
            var plan = Plan(opening, options, understood);
            opening.Trace?.Routed(plan.Decision);
            ThrowIfNoneMayServe(plan.Decision, services.Logger);
            DataClassScope.Current?.Saw(plan.Decision.Profile.DataClass);
            return new(plan, opening, options);
        }
        catch (Exception exception)
        {
            opening.Trace?.Refuse(exception);
            throw;
        }
    }

    private static RoutePlan Plan(CallOpening opening, ChatOptions? options, UnderstoodRequest? understood)
    {
        var plan = opening.State.Planner.Plan(opening.Messages, options, isCall: true, understood);
        return plan.IsPinned || (options?.ConversationId ?? (object?)options?.ContinuationToken) is null
            ? plan
            : throw new ArgumentException(
                "A ConversationId or ContinuationToken belongs to the one model that gave it: name that model in ModelId, "
                + "or send the whole history instead.",
                nameof(options));
    }

    private static void ThrowIfNoneMayServe(RoutingDecision decision, ILogger logger)
    {
        if (decision.Ranking is [var best, ..])
        {
            Log.Routed(logger, decision.Profile.Task, decision.Selection, best.Model, best.Value, decision.Excluded.Count);
            return;
        }

        var failure = new NoEligibleModelException(decision);
        Log.NoneEligible(logger, decision.Profile.Task, decision.Selection, failure.Message);
        throw failure;
    }

    private static void CheckEndpoints(ModelEndpoint[] endpoints)
    {
        if (endpoints.Length == 0)
        {
            throw new ArgumentException("A router needs at least one endpoint.", nameof(endpoints));
        }

        var ids = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var endpoint in endpoints)
        {
            if (endpoint is null || !ids.Add(endpoint.Profile.Id))
            {
                throw new ArgumentException(
                    endpoint is null ? "An endpoint is null." : $"Two endpoints have the id '{endpoint.Profile.Id}'.", nameof(endpoints));
            }
        }
    }
}

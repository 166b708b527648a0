using System.Globalization;
using Microsoft.Extensions.AI;

namespace ModelRouter;

/// <summary>What an agent may ask of a router; Semantic Kernel's plugin and the MCP server are covers of this.</summary>
/// <remarks>Safe for concurrent use. Requests made here are held to all rules and budgets like any other, and naming a model permits nothing. Results hold
/// no secrets: neither keys nor endpoints.</remarks>
public sealed class RouterFunctions
{
    /// <summary>In an exception's data, what an agent may be told of it: it comes from whom a function asked, so that its message may quote what was sent.</summary>
    internal const string ForeignKey = "modelrouter.foreign";

    private const int MostCompared = 8;
    private readonly ModelRouterChatClient _router;
    private readonly ISpendLedgerReader? _ledger;
    private readonly IChatClient _client;
    private readonly string? _within;
    private readonly Func<ChatOptions, ChatOptions> _mark = static options => options;

    /// <summary>The functions of a router.</summary>
    /// <param name="router">The router.</param>
    /// <param name="ledger">Its ledger, for reports; <see langword="null"/> if it can't be read.</param>
    /// <param name="client">The pipeline around the router that questions go through; the router itself if <see langword="null"/>. What stands in it leads on to the
    /// router (<see cref="IChatClient.GetService"/>), as a <see cref="DelegatingChatClient"/> does.</param>
    /// <exception cref="ArgumentException">The pipeline doesn't lead to the router.</exception>
    public RouterFunctions(ModelRouterChatClient router, ISpendLedgerReader? ledger = null, IChatClient? client = null)
    {
        ArgumentNullException.ThrowIfNull(router);
        (_router, _ledger, _client) = (router, ledger, client ?? router);
        if (!ReferenceEquals(_client.GetService(typeof(ModelRouterChatClient)), router))
        {
            throw new ArgumentException("This pipeline doesn't lead to the router: models would be asked past its rules and budgets.", nameof(client));
        }
    }

    private RouterFunctions(RouterFunctions functions, string? within, Func<ChatOptions, ChatOptions>? mark)
        : this(functions._router, functions._ledger, functions._client) =>
        (_within, _mark) = (within, mark ?? _mark);

    /// <summary>The same functions, for one kind of caller.</summary>
    /// <param name="within">Who may be asked where no model is named, as <see cref="ChatOptions.ModelId"/>; anyone if <see langword="null"/>.</param>
    /// <param name="mark">Says on a request's options whose it is and how confidential; asked when the request is made. Nothing is said if <see langword="null"/>.</param>
    internal RouterFunctions For(string? within, Func<ChatOptions, ChatOptions>? mark) => new(this, within, mark);

    /// <summary>The models, in the order in which the router has them.</summary>
    /// <param name="tier">Only those of this tier; all if <see langword="null"/>.</param>
    public IReadOnlyList<ModelDescription> ListModels(ModelTier? tier = null) =>
    [
        .. _router.Endpoints.Where(endpoint => tier is null || endpoint.Profile.Tier == tier).Select(endpoint => ModelDescription.Of(endpoint, _router.State.Services.Time.GetUtcNow())),
    ];

    /// <summary>Which model would answer, what is expected of each, and which rule keeps the others out; no model is asked.</summary>
    /// <param name="prompt">The request.</param>
    /// <param name="model">As <see cref="ChatOptions.ModelId"/>.</param>
    /// <exception cref="ArgumentException">The prompt is empty.</exception>
    /// <exception cref="UnknownModelException">There is no such model.</exception>
    public string ExplainRoute(string prompt, string? model = null) => Route(prompt, model).Explain();

    /// <summary>Asks one model.</summary>
    /// <param name="prompt">The request.</param>
    /// <param name="model">As <see cref="ChatOptions.ModelId"/>; the best by default.</param>
    /// <param name="maxCost">US dollars that the answer may be expected to cost; no limit if <see langword="null"/>.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="ArgumentException">The prompt is empty, or the cost negative.</exception>
    /// <exception cref="UnknownModelException">There is no such model.</exception>
    /// <exception cref="NoEligibleModelException">No model may serve, or budgets permit none.</exception>
    /// <exception cref="AllModelsFailedException">Every model that could be tried failed.</exception>
    public Task<ModelAnswer> AskAsync(string prompt, string? model = null, decimal? maxCost = null, CancellationToken cancellationToken = default) =>
        AskAsync(Checked(prompt), Options(model, Checked(maxCost)), cancellationToken);

    /// <summary>Asks several models at once.</summary>
    /// <param name="prompt">The request.</param>
    /// <param name="models">Ids or tiers, 2 to 8; each answers for itself. With none, the two that are expected to be worth most, of those that the cost allows.</param>
    /// <param name="maxCost">US dollars that all answers together may be expected to cost, in equal parts; no limit if <see langword="null"/>.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>Answers in the order of <paramref name="models"/>; one that failed says why instead.</returns>
    /// <exception cref="ArgumentException">The prompt is empty, the cost negative, or there are not 2 to 8 models.</exception>
    /// <exception cref="UnknownModelException">There is no such model.</exception>
    public async Task<ModelComparison> CompareAsync(
        string prompt, IReadOnlyList<string>? models = null, decimal? maxCost = null, CancellationToken cancellationToken = default)
    {
        Checked(prompt);
        Checked(maxCost);
        var isChosen = models is not { Count: > 0 };
        string[] asked = isChosen
            ? [.. (await RouteAsync(prompt, cancellationToken).ConfigureAwait(false)).Ranking.Where(ranked => !(ranked.Cost > maxCost / 2)).Take(2).Select(static ranked => ranked.Model)]
            : [.. models!];
        if (asked.Length is < 2 or > MostCompared)
        {
            var within = isChosen && maxCost is not null ? string.Create(CultureInfo.InvariantCulture, $" that are expected to cost no more than ${maxCost / 2}, half of what is allowed") : "";
            throw new ArgumentException($"A comparison needs 2 to {MostCompared} models; there are {asked.Length}{within}.", nameof(models));
        }

        // A misspelled name is told before anything is paid for.
        foreach (var model in asked)
        {
            _ = Route(prompt, model);
        }

        var answers = await Task.WhenAll(asked.Select(async model =>
        {
            // Knows what a failure cost, of whatever kind it is.
            var options = Options(model, maxCost / asked.Length);
            var part = new RoutingRun { Outer = DeclaredRun.Read(options), IsUntagged = true };
            try
            {
                return await AskAsync(prompt, options.WithRun(part), cancellationToken).ConfigureAwait(false);
            }
            catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
            {
                // Whatever it is, the others' answers are paid for.
                return new ModelAnswer(model, "", null, 0, 0, part.Spent) { Failure = failure.Data[ForeignKey] as string ?? ErrorText.Told(failure) };
            }
        })).ConfigureAwait(false);
        return new(answers, answers.Sum(static answer => answer.Cost));
    }

    /// <summary>Asks a model that thinks, and gives it a budget of thought.</summary>
    /// <param name="prompt">The request.</param>
    /// <param name="thinkTokens">Tokens that it may think, ≥ 1, where the model takes such a budget; others are asked for high effort.</param>
    /// <param name="maxCost">US dollars that the answer may be expected to cost; no limit if <see langword="null"/>.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="ArgumentException">The prompt is empty, the budget less than 1, or the cost negative.</exception>
    /// <exception cref="NoEligibleModelException">No thinking model may serve, or budgets permit none.</exception>
    /// <exception cref="AllModelsFailedException">The model failed.</exception>
    public async Task<ModelAnswer> DeepThinkAsync(string prompt, int thinkTokens = 4_096, decimal? maxCost = null, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(thinkTokens, 1);
        Checked(maxCost);
        var decision = await RouteAsync(Checked(prompt), cancellationToken).ConfigureAwait(false);
        var thinking = decision.Ranking.FirstOrDefault(ranked => Thinks(ranked.Model) && !(ranked.Cost > maxCost))
            ?? throw new NoEligibleModelException(decision with
            {
                Ranking = [],
                Excluded = [.. decision.Excluded, .. decision.Ranking.Select(ranked => new ModelExclusion(
                    ranked.Model, Thinks(ranked.Model) ? DeclaredMaxCost.Rule : "capability", Thinks(ranked.Model) ? "It is expected to cost more than is allowed." : "It doesn't think."))],
            });
        var options = Options(thinking.Model, maxCost);
        options.Reasoning = new() { Effort = ReasoningEffort.High };
        options.AdditionalProperties![PolicyThinking.BudgetKey] = thinkTokens;
        return await AskAsync(prompt, options, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>What a request is expected to cost at each model that may serve it; no model is asked.</summary>
    /// <param name="prompt">The request.</param>
    /// <param name="model">As <see cref="ChatOptions.ModelId"/>.</param>
    /// <exception cref="ArgumentException">The prompt is empty.</exception>
    /// <exception cref="UnknownModelException">There is no such model.</exception>
    public IReadOnlyList<CostEstimate> EstimateCost(string prompt, string? model = null)
    {
        var decision = Route(prompt, model);
        return [.. decision.Ranking.Select(ranked => CostEstimate.Of(decision, ranked))];
    }

    /// <summary>What the current run, those that it is part of and each budget have left. To a caller whose tenant or user is known only those are told that his requests
    /// fall under, among them those that he shares with others.</summary>
    public async Task<IReadOnlyList<BudgetStanding>> GetBudgetsAsync(CancellationToken cancellationToken = default)
    {
        var budgets = await _router.Budgets.ReadAsync(cancellationToken).ConfigureAwait(false);
        var caller = Caller();
        var standing = budgets
            .Where(budget => !IsKnown(caller) || BudgetControl.ValuesOf(budget.Budget, caller).Contains(budget.Counter.Value, StringComparer.Ordinal))
            .Select(static budget => BudgetStanding.Of(budget.Budget, budget.Counter, budget.Balance));
        var runs = RoutingRun.Current?.Chain.Where(static run => !run.IsUntagged).Select(BudgetStanding.Of);
        return [.. runs ?? [], .. standing];
    }

    /// <summary>The ledger summed up. To a caller whose tenant or user is known only what is on that account.</summary>
    /// <param name="by">What the rows are.</param>
    /// <param name="from">The first moment at which an attempt may have ended; <see langword="null"/> for no limit.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="NotSupportedException">The ledger can't be read.</exception>
    public Task<SpendReport> ReportSpendAsync(SpendGrouping by = SpendGrouping.Model, DateTimeOffset? from = null, CancellationToken cancellationToken = default)
    {
        var caller = Caller();
        return _ledger is null
            ? throw new NotSupportedException("The router keeps no ledger that could be read.")
            : SpendReport.CreateAsync(_ledger.ReadAsync(new() { From = from, Tenant = caller.Tenant, User = caller.User }, cancellationToken), by, cancellationToken: cancellationToken);
    }

    private static bool IsKnown(RequestAttribution caller) => (caller.Tenant ?? caller.User) is not null;

    private static string Checked(string prompt) =>
        string.IsNullOrWhiteSpace(prompt) ? throw new ArgumentException("The prompt is empty.", nameof(prompt)) : prompt;

    private static decimal? Checked(decimal? maxCost)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maxCost ?? 0, nameof(maxCost));
        return maxCost;
    }

    private ChatOptions Options(string? model, decimal? maxCost = null)
    {
        var options = new ChatOptions { ModelId = model ?? _within, AdditionalProperties = [] };
        if (maxCost is not null)
        {
            options.AdditionalProperties[DeclaredMaxCost.Key] = maxCost;
        }

        return _mark(options);
    }

    /// <summary>On whose account a request made now would be.</summary>
    private RequestAttribution Caller()
    {
        var options = _mark(new());
        return DeclaredAttribution.Read(options).In(DeclaredRun.Read(options));
    }

    private RoutingDecision Route(string prompt, string? model) => _router.Route([new(ChatRole.User, Checked(prompt))], Options(model));

    private Task<RoutingDecision> RouteAsync(string prompt, CancellationToken ct) => _router.RouteAsync([new(ChatRole.User, prompt)], Options(null), ct);

    private async Task<ModelAnswer> AskAsync(string prompt, ChatOptions options, CancellationToken ct)
    {
        try
        {
            return ModelAnswer.Of(await _client.GetResponseAsync([new(ChatRole.User, prompt)], options, ct).ConfigureAwait(false), options.ModelId);
        }
        catch (Exception failure) when (!ErrorText.IsOwn(failure))
        {
            // Not about the arguments of these functions. Of a refused request an agent can make another; what else there is is for the program.
            var read = _router.State.Services.Failures.Read(failure, ct);
            if (failure is ArgumentException or NotSupportedException || read.Kind is ModelFailureKind.InvalidRequest or ModelFailureKind.ContentFilter)
            {
                failure.Data[ForeignKey] = $"The request failed: {read.Kind}{(read.Status is { } status ? $", HTTP {status}" : "")}.";
            }

            throw;
        }
    }

    private ModelProfile ProfileOf(string model) => _router.Endpoints.First(endpoint => endpoint.Profile.Id == model).Profile;

    private bool Thinks(string model) => PolicyThinking.Thinks(ProfileOf(model));
}

using System.Diagnostics;
using Microsoft.Extensions.AI;

namespace ModelRouter;

/// <summary>One call's way through stages 4 and 5: hands out attempts, settles each, and writes the receipt.</summary>
/// <remarks>One flow hands out and settles attempts. Those that run at once may ask for messages, options, ids and stamps at once.</remarks>
internal sealed class RoutedCall : IDisposable
{
    private static readonly ModelFailure Abandoned = new(ModelFailureKind.Cancelled);

    private readonly RoutePlan _plan;
    private readonly ChatMessage[] _messages;
    private readonly ChatOptions? _options;
    private readonly RouterServices _services;
    private readonly long _endsAt;
    private readonly CandidateLine _line;
    private readonly CallAccounts _accounts;
    private readonly CallTrace? _trace;
    private readonly CallBudgets? _budgets;
    private List<Exception>? _failures;
    private List<Racer>? _superseded;
    private Task<RoutedAttempt?>? _unused;

    internal RoutedCall(RoutePlan plan, CallOpening opening, ChatOptions? options)
    {
        var services = opening.State.Services;
        (_plan, _messages, _options, _services, _trace) = (plan, opening.Messages, options, services, opening.Trace);
        _endsAt = AttemptClock.After(services.Time, opening.Timestamp, services.Execution.CallTimeout);
        _budgets = services.Budgets.Begin(plan, opening.Messages, options);
        _line = new(plan, services, _endsAt, _budgets);
        _accounts = new(CallId.New(opening.At), plan.Decision, services, _trace, opening.At, opening.Timestamp, plan.Run);
        _trace?.Named(_accounts.Id);
        if (plan.Decision.Exploration is { } exploration)
        {
            Tell(exploration);
        }

        services.Live.Enter();
    }

    /// <summary>The request's span; <see langword="null"/> if nobody listens, or it isn't sampled.</summary>
    internal Activity? Span => _trace?.Span;

    /// <summary>The cascade that is planned; <see langword="null"/> if no answer is held back.</summary>
    internal CascadeForecast? Cascade => _plan.Decision.Cascade;

    /// <summary>The run that it belongs to, if any.</summary>
    internal RoutingRun? Run => _plan.Run;

    /// <summary>The class of the data in the request.</summary>
    internal DataClass DataClass => _plan.Decision.Profile.DataClass;

    internal ExecutionOptions Options => _services.Execution;

    /// <summary>What is left of the call's time; <see cref="TimeSpan.MaxValue"/> if it has no limit.</summary>
    internal TimeSpan TimeLeft => _line.Left;

    internal TimeProvider Time => _services.Time;

    /// <summary>Ends the request for telemetry.</summary>
    public void Dispose()
    {
        _services.Live.Leave();
        _trace?.End(_line.Skipped);
    }


    /// <summary>An attempt's clock; <see langword="null"/> if nothing ends it but the caller.</summary>
    internal AttemptClock? NewClock(in AttemptLimits limits, CancellationToken ct) =>
        limits.IsUnlimited && _endsAt == AttemptClock.Never && Options.HedgeDelay == Timeout.InfiniteTimeSpan ? null : new(_services.Time, _endsAt, ct);

    /// <summary>The next attempt, or <see langword="null"/> when no model is left.</summary>
    internal ValueTask<RoutedAttempt?> NextAsync(CancellationToken ct) => _line.NextAsync(mayWait: true, ct);

    /// <summary>As <see cref="NextAsync"/>, but <see langword="null"/> as well if somebody would have to be waited for.</summary>
    internal ValueTask<RoutedAttempt?> NextAtOnceAsync(CancellationToken ct) => _line.NextAsync(mayWait: false, ct);

    /// <summary>The conversation as the attempt's model may see it.</summary>
    internal IEnumerable<ChatMessage> MessagesFor(RoutedAttempt attempt) =>
        HistorySanitizer.MessagesFor(attempt.Endpoint.Profile, _messages, _options);

    /// <summary>The caller's options, cloned, with the provider's name of the model and the policy's word on thinking, and without what is meant
    /// for the router.</summary>
    internal ChatOptions? OptionsFor(RoutedAttempt attempt)
    {
        var providerModel = attempt.Endpoint.Profile.ProviderModel;
        var (verdict, outputLimit) = (_plan.Verdict, LimitOf(_options?.MaxOutputTokens, attempt));
        if (_options is null && attempt.Vote == 0 && verdict is { Effort: null, ThinkBudget: null })
        {
            return providerModel is null && outputLimit is null ? null : new() { ModelId = providerModel, MaxOutputTokens = outputLimit };
        }

        var options = _options?.Clone() ?? new();
        options.ModelId = providerModel;
        options.MaxOutputTokens = outputLimit;

        // A model of one's own may have a seed of its own, with which all votes would be the same.
        options.Seed = attempt.Vote > 0 && attempt.Endpoint.Profile.Tier == ModelTier.SelfHosted ? (options.Seed ?? (uint)_accounts.Id.GetHashCode()) + attempt.Vote : options.Seed + attempt.Vote;
        RouterProperties.Remove(options);
        PolicyThinking.Apply(options, verdict, attempt.Endpoint.Profile);
        if (outputLimit is { } most && !(_options?.MaxOutputTokens <= most))
        {
            PolicyThinking.Hold(options, most);
        }

        HistorySanitizer.Fit(options, attempt.Endpoint.Profile, _messages);
        return options;
    }

    /// <summary>An id for a message whose provider gave none, unique in the conversation.</summary>
    internal string NewMessageId(RoutedAttempt attempt) => $"modelrouter-{_accounts.Id:N}-{attempt.Number}";

    /// <summary>The id of a conversation that a provider keeps, if the caller may see it: state on one provider's server is of no use to the
    /// next, and without its id callers keep the history themselves.</summary>
    internal string? KeptId(string? conversationId) => _plan.IsPinned ? conversationId : null;

    /// <summary>Ends an attempt that failed before any content. True if another may be made.</summary>
    internal async ValueTask<bool> FailAsync(RoutedAttempt attempt, Exception exception, CancellationToken ct)
    {
        var failure = _services.Failures.Read(exception, ct);
        var outcome = failure.Kind == ModelFailureKind.Cancelled ? AttemptOutcome.Cancelled : AttemptOutcome.Failed;
        await _accounts.SettleAsync(attempt, outcome, failure, exception).ConfigureAwait(false);
        (_failures ??= []).AddRange([.. attempt.FailedBelow?.Select(failed => failed.Exception) ?? [], exception]);
        if (FailureRule.Of(failure.Kind).Step != FailureStep.Fail)
        {
            _line.Learn(attempt, failure);
            return true;
        }

        EndTraceAs(attempt, outcome, failure, exception);
        return false;
    }

    /// <summary>Ends an attempt that broke after content had reached the caller.</summary>
    internal async ValueTask InterruptAsync(RoutedAttempt attempt, Exception exception, CancellationToken ct)
    {
        await SettleSupersededAsync(ct).ConfigureAwait(false);
        var failure = _services.Failures.Read(exception, ct);
        var outcome = failure.Kind == ModelFailureKind.Cancelled ? AttemptOutcome.Cancelled : AttemptOutcome.Interrupted;
        await _accounts.SettleAsync(attempt, outcome, failure, exception).ConfigureAwait(false);
        EndTraceAs(attempt, outcome, failure, exception);
    }

    /// <summary>Ends an attempt whose reader walked away.</summary>
    internal async ValueTask AbandonAsync(RoutedAttempt attempt)
    {
        await SettleSupersededAsync(CancellationToken.None).ConfigureAwait(false);
        await _accounts.SettleAsync(attempt, AttemptOutcome.Cancelled, Abandoned, null).ConfigureAwait(false);
        EndTraceAs(attempt, AttemptOutcome.Cancelled, Abandoned, null);
    }

    /// <summary>True if the attempt's answer is checked before the caller gets any of it.</summary>
    internal bool Holds(RoutedAttempt attempt) => Cascade is { } cascade && cascade.First == attempt.Model;

    /// <summary>One more attempt at the model of one that has answered, or <see langword="null"/> if none may be made now.</summary>
    internal ValueTask<RoutedAttempt?> AgainAsync(RoutedAttempt answered, bool mayWait, CancellationToken ct) => _line.AgainAsync(answered, mayWait, ct);

    /// <summary>Checks an answer, and notes on the attempt what came of it. True if it may be given.</summary>
    /// <param name="attempt">The attempt that gave it; nothing of it runs any more.</param>
    /// <param name="answer">The whole answer.</param>
    /// <param name="isLast">True if it is given either way, so that no more is paid to check it.</param>
    /// <param name="ct">The caller's token.</param>
    internal async ValueTask<bool> CheckAsync(RoutedAttempt attempt, ChatResponse answer, bool isLast, CancellationToken ct)
    {
        var checking = new AnswerChecking(this, attempt, _services, new(_messages, _options, answer, attempt.Endpoint.Profile, _plan.Decision.Profile));
        attempt.Checks = await checking.RunAsync(isLast, ct).ConfigureAwait(false);
        return attempt.Checks is not [.., { Outcome: AnswerCheckOutcome.Failed }];
    }

    /// <summary>Wants a better model than the one whose answer failed its checks.</summary>
    internal ValueTask WantBetterThanAsync(RoutedAttempt attempt)
    {
        _line.WantBetterThan(attempt);
        return _accounts.SettleBudgetsAsync(attempt);
    }

    /// <summary>True if a better model's failure leaves the answer that failed its checks to be given, since its own request can't be at fault.</summary>
    internal bool MayStillGive(Exception exception, CancellationToken ct) => _services.Failures.Read(exception, ct).Kind == ModelFailureKind.InvalidRequest;

    /// <summary>Ends an attempt whose answer failed its checks and isn't given, since a better model answers.</summary>
    internal async ValueTask EscalateAsync(RoutedAttempt attempt)
    {
        await _accounts.SettleAsync(attempt, AttemptOutcome.Escalated, null, null).ConfigureAwait(false);
        _services.Learning?.Escalated(_accounts.Id, _accounts.StartedAt, _plan.Decision, attempt.Endpoint.Profile);
        _trace?.Escalated();
        RouterMetrics.Escalated(attempt.Model, attempt.Checks[^1].Name);
    }

    /// <summary>Ends an attempt whose answer was only asked for to compare it.</summary>
    internal async ValueTask EndVoteAsync(RoutedAttempt attempt, Exception? exception, CancellationToken ct)
    {
        var failure = exception is null ? null : _services.Failures.Read(exception, ct);
        var outcome = failure is null ? AttemptOutcome.Compared
            : failure.Kind == ModelFailureKind.Cancelled ? AttemptOutcome.Cancelled : AttemptOutcome.Failed;
        await _accounts.SettleAsync(attempt, outcome, failure, exception).ConfigureAwait(false);
    }

    /// <summary>The caller gets to see something of a cascade now.</summary>
    internal void MarkShown()
    {
        if (_accounts.FirstShownAt is null)
        {
            _accounts.FirstShownAt = Time.GetTimestamp();
            _trace?.Shown(_accounts.FirstShownAt.Value);
        }
    }

    /// <summary>Cancels attempts that another one has made useless; they are accounted for before that one's own end.</summary>
    internal void Supersede(List<Racer> racers)
    {
        racers.ForEach(r => r.End());
        (_superseded ??= []).AddRange(racers);
        racers.Clear();
    }

    /// <summary>Ends the wait for an attempt that another one has made useless. If it comes all the same, it is not made, and what was put aside for it is given
    /// back before that one's own end.</summary>
    /// <param name="next">The attempt to come.</param>
    /// <param name="wait">Ends its wait; disposed here.</param>
    internal void Supersede(Task<RoutedAttempt?> next, CancellationTokenSource wait)
    {
        _unused = EndAsync();

        async Task<RoutedAttempt?> EndAsync()
        {
            using (wait)
            {
                await wait.CancelAsync().ConfigureAwait(false);
                try
                {
                    return await next.ConfigureAwait(false);
                }
                catch (OperationCanceledException)
                {
                    return null;
                }
            }
        }
    }

    /// <summary>Awaits the end of attempts that another one made useless, and accounts for all of them.</summary>
    internal ValueTask SettleSupersededAsync(CancellationToken ct) => _superseded is null && _unused is null ? default : SettleAllSupersededAsync(ct);

    private async ValueTask SettleAllSupersededAsync(CancellationToken ct)
    {
        (var superseded, _superseded) = (_superseded, null);
        (var unused, _unused) = (_unused, null);
        try
        {
            await Each.EndAsync(superseded ?? [], racer => SettleAsync(racer, ct)).ConfigureAwait(false);
        }
        finally
        {
            if (unused is not null && await unused.ConfigureAwait(false) is { } attempt)
            {
                await _accounts.SettleAsync(attempt, AttemptOutcome.Superseded, Abandoned, null).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Ends an attempt that answered, and stamps the response.</summary>
    internal async ValueTask<ChatResponse> CompleteAsync(RoutedAttempt attempt, ChatResponse response)
    {
        var receipt = await CompleteAsync(attempt).ConfigureAwait(false);
        ReceiptStamp.Write(response, receipt);
        response.ConversationId = KeptId(response.ConversationId);
        return response;
    }

    /// <summary>Ends an attempt that answered; gives the receipt.</summary>
    internal async ValueTask<RoutingReceipt> CompleteAsync(RoutedAttempt attempt)
    {
        await SettleSupersededAsync(CancellationToken.None).ConfigureAwait(false);
        if (_plan.Conversation is { } conversation)
        {
            _services.Conversations?.Set(conversation, attempt.Model);
        }

        var usage = await _accounts.SettleAsync(attempt, AttemptOutcome.Succeeded, null, null).ConfigureAwait(false);
        EndTraceAs(attempt, AttemptOutcome.Succeeded, null, null);
        var receipt = _accounts.Receipt(attempt, usage, _line.Skipped, _budgets?.Charges ?? []);
        if (Holds(attempt))
        {
            // Only of answers that were held back: who is asked after them gets the prompts that are hard.
            _services.Learning?.Given(receipt.Learnable, attempt.Checks);
        }

        return receipt;
    }

    /// <summary>The failure of a call whose models have all been tried, or kept from it by budgets.</summary>
    internal Exception AllFailed()
    {
        if (_accounts.Attempts.Length == 0 && _budgets?.Refusal is { } refusal && _line.Skipped.All(static skip => skip.Rule == CallBudgets.Rule))
        {
            NoEligibleModelException none = !_budgets.Stops && _budgets.Unasked is { } unasked
                ? new BudgetUnavailableException(NoneLeft(), unasked.Account.Counter)
                : Exhausted(refusal, null);
            _trace?.NotRouted(none);
            return none;
        }

        var failed = new AllModelsFailedException(_plan.Decision, _accounts.Attempts, _failures ?? (IReadOnlyList<Exception>)[], _line.Skipped);
        if (_budgets is { Stops: true, Refusal: { Account.Run: not null } stop })
        {
            // Whatever has failed before: it is the run's limit that ends the call.
            var stopped = Exhausted(stop, failed);
            _trace?.Failed(TelemetryName.OfRefusal(stopped), stopped);
            return stopped;
        }

        _trace?.Failed(TelemetryName.AllModelsFailed, failed);
        return failed;
    }

    internal void LogDisposeFailure(RoutedAttempt attempt, Exception exception) =>
        Log.DisposeFailed(new QuietLogger(_services.Logger), attempt.Model, ErrorText.Of(exception));

    private async ValueTask SettleAsync(Racer racer, CancellationToken ct)
    {
        await racer.Closed.ConfigureAwait(false);
        var exception = await racer.Start.ConfigureAwait(false);

        // One that failed by itself before it was cancelled has failed; every other sign of an end is ours.
        var failure = exception is null ? Abandoned : _services.Failures.Read(exception, new(canceled: true));
        var outcome = failure.Kind != ModelFailureKind.Cancelled ? AttemptOutcome.Failed
            : ct.IsCancellationRequested ? AttemptOutcome.Cancelled : AttemptOutcome.Superseded;
        await _accounts.SettleAsync(racer.Run.Attempt, outcome, failure, outcome == AttemptOutcome.Failed ? exception : null).ConfigureAwait(false);
    }

    /// <summary>What the answer is held to: the caller's limit, or what the model ever writes or is reserved for if that is less.</summary>
    private static int? LimitOf(int? asked, RoutedAttempt attempt)
    {
        // The caller's limit is meant for whichever model answers, and a service refuses one that is above its model's.
        asked = asked > attempt.Endpoint.Profile.MaxOutputTokens ? attempt.Endpoint.Profile.MaxOutputTokens : asked;
        if (attempt.Reservation?.OutputLimit is not { } reserved)
        {
            return asked;
        }

        // The window holds an answer by itself, and some servers refuse a limit that has no room in it beside the prompt. But one of -1 is no limit to
        // those that go on beyond the window.
        return asked > 0 ? Math.Min(asked.Value, reserved)
            : asked is null && reserved >= attempt.Endpoint.Profile.ContextWindow ? null
            : reserved;
    }

    private void Tell(Exploration exploration)
    {
        if (exploration.Explored is { } explored)
        {
            Log.Explores(_services.Logger, _accounts.Id, explored.Model, exploration.Best, exploration.Propensity, exploration.ExtraCost);
        }
        else
        {
            Log.DrawnBest(_services.Logger, _accounts.Id, exploration.Best, exploration.Propensity, exploration.Candidates.Count);
        }
    }

    private BudgetExhaustedException Exhausted(BudgetRefusal refusal, Exception? before) => new(NoneLeft(), refusal.Account.Counter, refusal.Left, before);

    private RoutingDecision NoneLeft() => _plan.Decision with { Ranking = [], Excluded = [.. _plan.Decision.Excluded, .. _line.Skipped] };

    private void EndTraceAs(RoutedAttempt attempt, AttemptOutcome outcome, ModelFailure? failure, Exception? exception) =>
        _trace?.EndAs(attempt, outcome, failure?.Kind, exception is null ? null : ErrorText.Of(exception, failure?.Status));
}

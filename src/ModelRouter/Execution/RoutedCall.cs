using System.Diagnostics;
using Microsoft.Extensions.AI;

namespace ModelRouter;

/// <summary>One call's way through stages 4 and 5: hands out attempts, settles each, and writes the receipt.</summary>
/// <remarks>Not safe for concurrent use; attempts follow one another.</remarks>
internal sealed class RoutedCall : IDisposable
{
    private readonly RoutePlan _plan;
    private readonly ChatMessage[] _messages;
    private readonly ChatOptions? _options;
    private readonly RouterServices _services;
    private readonly DateTimeOffset _startedAt;
    private readonly long _startTimestamp;
    private readonly Guid _id;
    private readonly List<RoutingAttempt> _attempts = new(1);
    private List<Exception>? _failures;
    private TimeSpan? _timeToFirstContent;
    private decimal _cost;
    private int _next;

    internal RoutedCall(RoutePlan plan, ChatMessage[] messages, ChatOptions? options, RouterServices services, long startTimestamp)
    {
        (_plan, _messages, _options, _services, _startTimestamp) = (plan, messages, options, services, startTimestamp);
        _startedAt = services.Time.GetUtcNow();
        _id = Guid.CreateVersion7(_startedAt);
        Activity = ModelRouterDiagnostics.Source.StartActivity("modelrouter.chat", ActivityKind.Internal);
        if (Activity is not null)
        {
            Activity.SetTag("modelrouter.task", plan.Decision.Profile.Task.ToString());
            Activity.SetTag("modelrouter.selection", plan.Decision.Selection);
        }
    }

    internal Activity? Activity { get; }

    public void Dispose() => Activity?.Dispose();

    /// <summary>The next attempt, or <see langword="null"/> when no model is left.</summary>
    internal RoutedAttempt? Next(CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        while (_next < _plan.Endpoints.Length)
        {
            var endpoint = _plan.Endpoints[_next++];

            // Between the plan and now its breaker may have opened, or another request may have taken its one probe.
            if (endpoint.Health.TryEnter(_plan.IsForcedProbe, out var probe))
            {
                return new(endpoint, probe, _services.Time.GetTimestamp());
            }
        }

        return null;
    }

    /// <summary>The conversation as the attempt's model may see it.</summary>
    internal IEnumerable<ChatMessage> MessagesFor(RoutedAttempt attempt) =>
        HistorySanitizer.MessagesFor(attempt.Endpoint.Profile, _messages, _options);

    /// <summary>The caller's options, cloned, with the provider's name of the model and without what is meant for the router.</summary>
    internal ChatOptions? OptionsFor(RoutedAttempt attempt)
    {
        var providerModel = attempt.Endpoint.Profile.ProviderModel;
        if (_options is null)
        {
            return providerModel is null ? null : new() { ModelId = providerModel };
        }

        var options = _options.Clone();
        options.ModelId = providerModel;
        HistorySanitizer.Fit(options, attempt.Endpoint.Profile, _messages);
        if (options.AdditionalProperties is { } properties && properties.Remove(DeclaredDataClass.Key) && properties.Count == 0)
        {
            options.AdditionalProperties = null;
        }

        return options;
    }

    /// <summary>An id for a message whose provider gave none, unique in the conversation.</summary>
    internal string NewMessageId() => $"modelrouter-{_id:N}-{_next}";

    /// <summary>Marks an update as the attempt's.</summary>
    internal void Stamp(RoutedAttempt attempt, ChatResponseUpdate update)
    {
        ModelStamp.Write(update, attempt.Model);

        // State on one provider's server is of no use to the next; without its id callers keep the history themselves.
        update.ConversationId = _plan.IsPinned ? update.ConversationId : null;
    }

    internal void FirstContent() => _timeToFirstContent ??= _services.Time.GetElapsedTime(_startTimestamp);

    /// <summary>Ends an attempt that failed before any content. True if another model may be tried.</summary>
    internal async ValueTask<bool> FailAsync(RoutedAttempt attempt, Exception exception, CancellationToken ct)
    {
        var kind = FailureClassifier.Classify(exception, ct);
        await SettleAsync(attempt, kind == FailureKind.Cancelled ? AttemptOutcome.Cancelled : AttemptOutcome.Failed, kind, exception)
            .ConfigureAwait(false);
        (_failures ??= []).Add(exception);
        if (kind is FailureKind.Endpoint or FailureKind.Refused)
        {
            return true;
        }

        Trace(attempt, kind, exception);
        return false;
    }

    /// <summary>Ends an attempt that broke after content had reached the caller.</summary>
    internal async ValueTask InterruptAsync(RoutedAttempt attempt, Exception exception, CancellationToken ct)
    {
        var kind = FailureClassifier.Classify(exception, ct);
        var outcome = kind == FailureKind.Cancelled ? AttemptOutcome.Cancelled : AttemptOutcome.Interrupted;
        await SettleAsync(attempt, outcome, kind, exception).ConfigureAwait(false);
        Trace(attempt, kind, exception);
    }

    /// <summary>Ends an attempt whose reader walked away.</summary>
    internal async ValueTask AbandonAsync(RoutedAttempt attempt)
    {
        await SettleAsync(attempt, AttemptOutcome.Cancelled, FailureKind.Cancelled, null).ConfigureAwait(false);
        Trace(attempt, FailureKind.Cancelled, null);
    }

    /// <summary>Ends an attempt that answered, and stamps the response.</summary>
    internal async ValueTask<ChatResponse> CompleteAsync(RoutedAttempt attempt, ChatResponse response)
    {
        var receipt = await CompleteAsync(attempt).ConfigureAwait(false);
        foreach (var message in response.Messages)
        {
            ModelStamp.Write(message, attempt.Model);
        }

        response.ConversationId = _plan.IsPinned ? response.ConversationId : null;
        (response.AdditionalProperties ??= [])[ChatResponseExtensions.ReceiptKey] = receipt;
        return response;
    }

    /// <summary>Ends an attempt that answered; gives the receipt.</summary>
    internal async ValueTask<RoutingReceipt> CompleteAsync(RoutedAttempt attempt)
    {
        var usage = await SettleAsync(attempt, AttemptOutcome.Succeeded, null, null).ConfigureAwait(false);
        Trace(attempt, null, null);
        return new()
        {
            CallId = _id,
            Model = attempt.Model,
            Tier = attempt.Endpoint.Profile.Tier,
            Usage = usage,
            Cost = _cost,
            Decision = _plan.Decision,
            Attempts = _attempts,
            StartedAt = _startedAt,
            Duration = _services.Time.GetElapsedTime(_startTimestamp),
            TimeToFirstContent = _timeToFirstContent,
            Confidence = attempt.Meter.Confidence,
        };
    }

    /// <summary>The failure of a call whose models have all been tried.</summary>
    internal AllModelsFailedException AllFailed()
    {
        Activity?.SetStatus(ActivityStatusCode.Error, "all models failed");
        return new(_plan.Decision, _attempts, _failures ?? (IReadOnlyList<Exception>)[]);
    }

    /// <summary>The failure of a call that no model may serve.</summary>
    internal NoEligibleModelException NoneEligible()
    {
        Activity?.SetStatus(ActivityStatusCode.Error, "no eligible model");
        var decision = _plan.Decision;
        var failure = new NoEligibleModelException(decision);
        Log.NoneEligible(_services.Logger, decision.Profile.Task, decision.Selection, failure.Message);
        return failure;
    }

    internal void LogDisposeFailure(RoutedAttempt attempt, Exception exception) =>
        Log.DisposeFailed(_services.Logger, attempt.Model, ErrorText.Of(exception));

    /// <summary>Tells the trace of the attempt that the call ended with; a caller who leaves is no error.</summary>
    private void Trace(RoutedAttempt attempt, FailureKind? kind, Exception? exception)
    {
        Activity?.SetTag("modelrouter.model", attempt.Model);
        if (kind is not (null or FailureKind.Cancelled))
        {
            Activity?.SetStatus(ActivityStatusCode.Error, exception?.GetType().Name);
        }
    }

    /// <summary>Accounts for an attempt's end once: health, cost, ledger, metrics, log.</summary>
    private async ValueTask<TokenUsage> SettleAsync(
        RoutedAttempt attempt, AttemptOutcome outcome, FailureKind? kind, Exception? exception)
    {
        attempt.IsSettled = true;
        ReportHealth(attempt, kind);

        var (usage, cost) = Bill(attempt, outcome, exception);
        var duration = _services.Time.GetElapsedTime(attempt.StartedAt);
        var error = exception is null ? null : ErrorText.Of(exception);
        _cost += cost;
        _attempts.Add(new(attempt.Model, outcome, duration, cost, error));

        var profile = attempt.Endpoint.Profile;
        var entry = new SpendEntry(
            _id, _services.Time.GetUtcNow(), profile.Id, profile.Tier, _plan.Decision.Profile.Task, outcome, usage, cost, duration);
        ModelRouterDiagnostics.Record(entry);
        if (error is not null)
        {
            Log.AttemptEnded(_services.Logger, attempt.Model, outcome, duration, error);
        }

        await RecordAsync(entry).ConfigureAwait(false);
        return usage;
    }

    private void ReportHealth(RoutedAttempt attempt, FailureKind? kind)
    {
        var health = attempt.Endpoint.Health;
        switch (kind)
        {
            case null:
                health.ReportSuccess(attempt.Probe);
                break;
            case FailureKind.Endpoint:
                if (health.ReportFailure(attempt.Probe))
                {
                    Log.CoolsDown(_services.Logger, attempt.Model, health.OpenUntil);
                }

                break;
            default:
                health.ReportAbandoned(attempt.Probe);
                break;
        }
    }

    /// <summary>A try that was refused outright used nothing. One that gave anything, or on which somebody gave up waiting,
    /// read the prompt, and is billed by its own figures or an estimate.</summary>
    private (TokenUsage Usage, decimal Cost) Bill(RoutedAttempt attempt, AttemptOutcome outcome, Exception? exception)
    {
        if (outcome != AttemptOutcome.Succeeded && !attempt.Meter.HasAny && !FailureClassifier.MayHaveBeenBilled(exception))
        {
            return (new(0, 0, 0, 0, IsEstimated: true), 0);
        }

        var usage = attempt.Meter.Usage(_plan.Decision.Profile.InputTokens, outcome == AttemptOutcome.Succeeded);
        return (usage, attempt.Endpoint.Profile.Pricing.CostOf(usage));
    }

    private async ValueTask RecordAsync(SpendEntry entry)
    {
        if (_services.Ledger is not { } ledger)
        {
            return;
        }

        try
        {
            // The money is spent whether or not the caller still waits, so the caller's cancellation doesn't reach the ledger.
            await ledger.RecordAsync(entry, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            // The caller has paid for this answer; taking it away would not save the entry.
            ModelRouterDiagnostics.LedgerFailed();
            Log.LedgerFailed(_services.Logger, exception, entry.Model, entry.Cost, entry.CallId);
        }
    }
}

using System.Diagnostics;

namespace ModelRouter;

/// <summary>One request as telemetry sees it: its span, and its measurements when it ends. There is none while nobody listens.</summary>
/// <remarks>Not safe for concurrent use.</remarks>
internal sealed class CallTrace
{
    private readonly TimeProvider _time;
    private readonly long _startedAt;
    private readonly CancellationToken _callerToken;
    private RoutingDecision? _decision;
    private RoutedAttempt? _last;
    private string? _outcome;
    private string? _error;
    private string? _description;
    private int _attempts;
    private long _inputTokens;
    private long _outputTokens;
    private decimal _cost;
    private bool _hasEscalated;
    private long? _firstShownAt;

    private CallTrace(TimeProvider time, long startedAt, CancellationToken ct)
    {
        (_time, _startedAt, _callerToken) = (time, startedAt, ct);
        Span = ModelRouterDiagnostics.Source.StartActivity("modelrouter.chat", ActivityKind.Internal);
    }

    /// <summary>The span; <see langword="null"/> if it isn't sampled.</summary>
    internal Activity? Span { get; }

    /// <summary>The model that the request ended with.</summary>
    private ModelProfile? Model => _last?.Endpoint.Profile;

    /// <summary>The model that was meant to answer, if another one took its place other than by a cascade's plan.</summary>
    private string? FellBackFrom =>
        !_hasEscalated && _last is { } last && _decision is { Ranking: [var first, ..] } && first.Model != last.Model ? first.Model : null;

    /// <summary>Begins the span of a request, as the current one.</summary>
    internal static CallTrace? Begin(TimeProvider time, long startedAt, CancellationToken ct) =>
        ModelRouterDiagnostics.Source.HasListeners() || RouterMetrics.CountsRequests ? new(time, startedAt, ct) : null;

    /// <summary>The router has decided.</summary>
    internal void Routed(RoutingDecision decision)
    {
        _decision = decision;
        if (Span is { IsAllDataRequested: true })
        {
            Span.SetTag(TelemetryTag.Task, decision.Profile.Task.ToString());
            Span.SetTag(TelemetryTag.Selection, decision.Selection);
            if (decision.Exploration is { } exploration)
            {
                Span.SetTag(TelemetryTag.Propensity, exploration.Propensity);
            }

            Span.SetTag(TelemetryTag.Ranking, decision.Ranking.Select(r => r.Model).ToArray());
            Span.SetTag(TelemetryTag.Excluded, Describe(decision.Excluded));
        }
    }

    /// <summary>The id by which receipt and ledger know the request.</summary>
    internal void Named(Guid id) => Span?.SetTag(TelemetryTag.CallId, id.ToString());

    /// <summary>An attempt has been accounted for.</summary>
    internal void Add(RoutedAttempt attempt, SpendEntry entry)
    {
        _attempts++;
        _inputTokens += entry.Usage.InputTokens;
        _outputTokens += entry.Usage.OutputTokens;
        _cost += entry.Cost;
        _last = _outcome is null ? attempt : _last;
    }

    /// <summary>An answer has failed its checks, and a better model answers.</summary>
    internal void Escalated() => _hasEscalated = true;

    /// <summary>The caller has seen the first content of a cascade.</summary>
    internal void Shown(long at) => _firstShownAt = at;

    /// <summary>The request ends as this attempt did.</summary>
    internal void EndAs(RoutedAttempt attempt, AttemptOutcome outcome, ModelFailureKind? failure, string? description)
    {
        _last = attempt;
        (_outcome, _error, _description) = (TelemetryName.Of(outcome), TelemetryName.OfError(failure), description);
    }

    /// <summary>Every model that could be tried has failed.</summary>
    internal void Failed(string error, Exception exception) =>
        (_outcome, _error, _description) = (TelemetryName.Of(AttemptOutcome.Failed), error, exception.GetType().Name);

    /// <summary>The request was given to no model.</summary>
    internal void NotRouted(Exception exception) =>
        (_outcome, _error, _description) = (TelemetryName.NotRouted, TelemetryName.OfRefusal(exception), exception.GetType().Name);

    /// <summary>Ends a request that was given to no model.</summary>
    internal void Refuse(Exception exception)
    {
        NotRouted(exception);
        End([]);
    }

    /// <summary>Ends it.</summary>
    /// <param name="skipped">The models of the ranking that were passed over.</param>
    internal void End(IReadOnlyList<ModelExclusion> skipped)
    {
        if (_outcome is null)
        {
            // It ended between two attempts, which is where a caller may leave as well.
            (_outcome, _error) = _callerToken.IsCancellationRequested
                ? (TelemetryName.Of(AttemptOutcome.Cancelled), null)
                : (TelemetryName.Of(AttemptOutcome.Failed), TelemetryName.OtherError);
        }

        RouterMetrics.Ended(Model, _outcome, _error, FellBackFrom, _time.GetElapsedTime(_startedAt), TimeToFirstContent());
        if (Span is null)
        {
            return;
        }

        if (Span.IsAllDataRequested)
        {
            Describe(Span, skipped);
        }

        if (_error is not null)
        {
            Span.SetTag(TelemetryTag.ErrorType, _error);
            Span.SetStatus(ActivityStatusCode.Error, _description);
        }

        Span.Dispose();
    }

    private void Describe(Activity span, IReadOnlyList<ModelExclusion> skipped)
    {
        span.SetTag(TelemetryTag.Skipped, Describe(skipped));
        span.SetTag(TelemetryTag.Outcome, _outcome);
        span.SetTag(TelemetryTag.Attempts, _attempts);
        span.SetTag(TelemetryTag.Fallback, FellBackFrom is not null);
        span.SetTag(TelemetryTag.Escalated, _decision?.Cascade is null ? null : _hasEscalated);
        span.SetTag(TelemetryTag.Model, Model?.Id);
        span.SetTag(TelemetryTag.Tier, Model is { } model ? TelemetryName.Of(model.Tier) : null);
        span.SetTag(TelemetryTag.Cost, (double)_cost);

        // Not under the conventions' names, which the attempts' spans have: whoever adds those up would count each token twice.
        span.SetTag(TelemetryTag.TotalInputTokens, _inputTokens);
        span.SetTag(TelemetryTag.TotalOutputTokens, _outputTokens);
    }

    private TimeSpan? TimeToFirstContent() => (_firstShownAt ?? _last?.FirstContentAt) is { } at ? _time.GetElapsedTime(_startedAt, at) : null;

    private static string[]? Describe(IReadOnlyList<ModelExclusion> models) =>
        models.Count == 0 ? null : models.Select(m => $"{m.Model} [{m.Rule}]").ToArray();
}

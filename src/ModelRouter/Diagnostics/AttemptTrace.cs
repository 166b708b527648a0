using System.Diagnostics;
using Microsoft.Extensions.AI;

namespace ModelRouter;

/// <summary>One attempt as telemetry sees it: its span, and what the model said of its answer. There is none while nobody listens.</summary>
/// <remarks>Not safe for concurrent use.</remarks>
internal sealed class AttemptTrace
{
    private readonly RoutedAttempt _attempt;
    private readonly TimeProvider _time;
    private readonly bool _isStreamed;
    private readonly Activity? _span;
    private long? _firstChunkAt;
    private string? _finishReason;
    private string? _responseId;
    private string? _responseModel;

    private AttemptTrace(RoutedAttempt attempt, TimeProvider time, bool isStreamed)
    {
        (_attempt, _time, _isStreamed) = (attempt, time, isStreamed);
        var identity = attempt.Endpoint.Identity;
        _span = ModelRouterDiagnostics.Source.StartActivity(identity.SpanName, ActivityKind.Client, default(ActivityContext), identity.SpanTags);
    }

    /// <summary>The span until it ends; <see langword="null"/> if it isn't sampled.</summary>
    internal Activity? Span => _span is { IsStopped: false } ? _span : null;

    /// <summary>From the attempt's start until its stream's first update, an empty one included.</summary>
    internal TimeSpan? TimeToFirstChunk => _firstChunkAt is { } at ? _time.GetElapsedTime(_attempt.StartedAt, at) : null;

    /// <summary>Begins the span of an attempt that is sent now, as the current one.</summary>
    internal static AttemptTrace? Begin(RoutedAttempt attempt, TimeProvider time, bool isStreamed) =>
        ModelRouterDiagnostics.Source.HasListeners() || RouterMetrics.MeasuresFirstChunk ? new(attempt, time, isStreamed) : null;

    internal void Note(ChatResponseUpdate update)
    {
        _firstChunkAt ??= _time.GetTimestamp();
        Note(update.FinishReason, update.ResponseId, update.ModelId);
    }

    internal void Note(ChatResponse response) => Note(response.FinishReason, response.ResponseId, response.ModelId);

    /// <summary>Ends the span.</summary>
    /// <param name="entry">What the attempt used and cost.</param>
    /// <param name="failure">What went wrong, if anything.</param>
    /// <param name="error">The failure as it may be told.</param>
    internal void End(SpendEntry entry, ModelFailureKind? failure, string? error)
    {
        if (_span is not { } span)
        {
            return;
        }

        if (span.IsAllDataRequested)
        {
            Describe(span, entry);
        }

        if (TelemetryName.OfError(failure) is { } kind)
        {
            span.SetTag(TelemetryTag.ErrorType, kind);
            span.SetStatus(ActivityStatusCode.Error, error);
        }

        if (_attempt.EndedAt is not null)
        {
            // It ended before it could be accounted for.
            span.SetEndTime(span.StartTimeUtc + entry.Duration);
        }

        // Makes the request's span the current one again, so that the ledger's own are in that.
        span.Dispose();
    }

    private void Describe(Activity span, SpendEntry entry)
    {
        var usage = entry.Usage;
        span.SetTag(TelemetryTag.Attempt, entry.Attempt);
        span.SetTag(TelemetryTag.Outcome, TelemetryName.Of(entry.Outcome));
        span.SetTag(TelemetryTag.Check, _attempt.Checks is [.., { Outcome: AnswerCheckOutcome.Failed } failed] ? failed.Name : null);
        span.SetTag(TelemetryTag.Cost, (double)entry.Cost);
        if (usage.InputTokens + usage.OutputTokens > 0)
        {
            span.SetTag(TelemetryTag.InputTokens, usage.InputTokens);
            span.SetTag(TelemetryTag.OutputTokens, usage.OutputTokens);
            span.SetTag(TelemetryTag.CachedInputTokens, usage.CachedInputTokens > 0 ? usage.CachedInputTokens : null);
            span.SetTag(TelemetryTag.CacheWriteTokens, usage.CacheWriteTokens > 0 ? usage.CacheWriteTokens : null);
            span.SetTag(TelemetryTag.ReasoningTokens, usage.ReasoningTokens > 0 ? usage.ReasoningTokens : null);
            span.SetTag(TelemetryTag.IsEstimated, usage.IsEstimated ? true : null);
        }

        span.SetTag(TelemetryTag.RequestStream, _isStreamed ? true : null);
        span.SetTag(TelemetryTag.TimeToFirstChunk, TimeToFirstChunk?.TotalSeconds);
        span.SetTag(TelemetryTag.FinishReasons, _finishReason is null ? null : new[] { _finishReason });
        span.SetTag(TelemetryTag.ResponseId, _responseId);
        span.SetTag(TelemetryTag.ResponseModel, _responseModel);
    }

    private void Note(ChatFinishReason? finishReason, string? responseId, string? responseModel)
    {
        _finishReason = finishReason?.Value ?? _finishReason;
        _responseId = responseId ?? _responseId;
        _responseModel = responseModel ?? _responseModel;
    }
}

using Microsoft.Extensions.AI;

namespace ModelRouter;

/// <summary>Meters one attempt: takes the provider's figures from wherever they come, and the text in case none come.</summary>
/// <remarks>Not safe for concurrent use. Within a response every figure is cumulative at the providers, so repeated reports
/// merge by their maximum; a client that calls its model in rounds (function invocation inside) reports one response after
/// another, and those add up. A reported 0 is a figure, a missing one is not.</remarks>
internal sealed class AttemptMeter
{
    // A figure that nobody reported. Half the size of a nullable, and there are five of them for every attempt.
    private const long Unknown = -1;

    // The finished responses' figures, and the ids of the response that the last report and the last update belong to.
    private EarlierResponses? _earlier;
    private string? _reportedId;
    private string? _currentId;
    private bool _hasResponseIds;
    private bool _hasResultSinceReport;

    // The figures of the response that the last report belongs to.
    private long _input = Unknown;
    private long _cached = Unknown;
    private long _output = Unknown;
    private long _reasoning = Unknown;
    private long _total = Unknown;
    private TokenDetails? _details;
    private long _answerUnits;
    private long _thoughtUnits;
    private bool _isCovered;

    // Nothing but the token has come by which the answer is asked for later.
    private bool _isPending;
    private bool _hasBegun;

    // What the response that runs has used, until it reports itself.
    private UsageSoFar? _soFar;

    /// <summary>True once anything at all has arrived.</summary>
    internal bool HasAny { get; private set; }

    internal GenerationConfidence? Confidence { get; private set; }

    internal void Add(ChatResponse response)
    {
        HasAny = true;
        Confidence = response.GetConfidence() ?? Confidence;
        var messages = response.Messages;
        for (var i = 0; i < messages.Count; i++)
        {
            var message = messages[i];
            Enter(message.Role, response.ResponseId, message.MessageId);
            Add(message.Contents, countsUsage: response.Usage is null);
        }

        if (response.Usage is { } usage)
        {
            // It sums up whatever single messages report.
            Merge(usage);
            _isCovered = true;
        }

        _isPending = response is { ContinuationToken: not null, Usage: null } && messages.All(static message => message.Contents.Count == 0);
    }

    internal void Add(ChatResponseUpdate update)
    {
        HasAny = true;
        Confidence = update.GetConfidence() ?? Confidence;
        if (UsageSoFar.Beside(update) is { } begun && !ReferenceEquals(begun, _soFar))
        {
            // Another response begins; the last one has told all that it will.
            MergeSoFar();
            (_soFar, _isCovered) = (begun, false);
        }

        Enter(update.Role, update.ResponseId, update.MessageId);
        Add(update.Contents, countsUsage: true);

        // Services give the token with each update, those included that the answer is in.
        _hasBegun |= update.Contents.Count > 0 || _soFar?.Usage is not null;
        _isPending = !_hasBegun && (_isPending || update.ContinuationToken is not null);
    }

    /// <summary>The attempt's tokens.</summary>
    /// <param name="estimatedInput">The analysis' estimate, used where the provider reports no input.</param>
    /// <param name="isComplete">False if the attempt ended early: where more came after the last report, it is not billed
    /// below the estimate.</param>
    internal TokenUsage Usage(int estimatedInput, bool isComplete)
    {
        if (_isPending)
        {
            // The response that brings the answer tells the tokens of both.
            return new(0, 0, 0, 0, IsEstimated: true);
        }

        MergeSoFar();
        var reported = Reported(estimatedInput);
        if (_isCovered || (isComplete && _soFar?.Usage is null))
        {
            return reported;
        }

        // What a response reads is known when it begins; what it writes is not.
        var leastInput = _soFar?.Usage?.InputTokenCount is null ? estimatedInput : 0;
        var seenThought = TokenEstimator.Tokens(_thoughtUnits);
        var seen = seenThought + TokenEstimator.Tokens(_answerUnits + (_soFar?.PendingUnits ?? 0));
        return reported.InputTokens >= leastInput && reported.OutputTokens >= seen
            ? reported
            : WithDetails(new(
                Math.Max(reported.InputTokens, leastInput),
                reported.CachedInputTokens,
                Math.Max(reported.OutputTokens, seen),
                Math.Max(reported.ReasoningTokens, seenThought),
                IsEstimated: true));
    }

    private TokenUsage Reported(int estimatedInput) => WithDetails(Totals(estimatedInput));

    private TokenUsage WithDetails(TokenUsage usage) =>
        usage with { Details = ReportedDetails.Within(ReportedDetails.Sum(_earlier?.Details, _details), usage) };

    private TokenUsage Totals(int estimatedInput)
    {
        var inputs = Sum(_earlier?.Input, _input);
        var outputs = Sum(_earlier?.Output, _output);
        var totals = Sum(_earlier?.Total, _total);
        var thoughts = Sum(_earlier?.Reasoning, _reasoning);
        var input = inputs ?? (outputs is { } known && totals is { } sum ? Math.Max(0, sum - known) : estimatedInput);
        var cached = Math.Min(Sum(_earlier?.Cached, _cached) ?? 0, input);
        long output;
        var isEstimated = inputs is null && (outputs is null || totals is null);
        if (outputs is { } reported)
        {
            // Some providers leave thinking out of the output but not out of the total; what is over is billed as thinking.
            var missing = totals is { } total ? Math.Max(0, total - input - reported) : 0;
            output = reported + missing;
            return new(input, cached, output, Math.Min(Math.Max(thoughts ?? 0, missing), output), isEstimated);
        }

        if (totals is { } onlyTotal)
        {
            output = Math.Max(0, onlyTotal - input);
            return new(input, cached, output, Math.Min(thoughts ?? 0, output), inputs is null);
        }

        var thought = thoughts ?? TokenEstimator.Tokens(_thoughtUnits);
        output = thought + TokenEstimator.Tokens(_answerUnits);
        return new(input, cached, output, thought, IsEstimated: true);
    }

    /// <summary>Notes which response the following contents belong to.</summary>
    private void Enter(ChatRole? role, string? responseId, string? messageId)
    {
        if (role == ChatRole.Tool)
        {
            // A tool's results stand between responses; their ids are those of whoever called it.
            _hasResultSinceReport = true;
            return;
        }

        // A response may hold several messages; their ids tell responses apart only where those have none of their own.
        if (!_hasResponseIds && !string.IsNullOrEmpty(responseId))
        {
            // An id that comes late is that of the response which has begun, unless a tool has ended that.
            _hasResponseIds = true;
            _reportedId = _reportedId is null || _hasResultSinceReport ? _reportedId : responseId;
        }

        var id = _hasResponseIds ? responseId : messageId;
        _currentId = string.IsNullOrEmpty(id) ? _currentId : id;
    }

    private void Add(IList<AIContent> contents, bool countsUsage)
    {
        var hasReport = false;
        var before = _answerUnits + _thoughtUnits;
        for (var i = 0; i < contents.Count; i++)
        {
            switch (contents[i])
            {
                case UsageContent usage when countsUsage:
                    Merge(usage.Details);
                    (hasReport, _soFar) = (true, null);
                    break;
                case TextContent text:
                    _answerUnits += TokenEstimator.Units(text.Text);
                    break;
                case TextReasoningContent thought:
                    _thoughtUnits += TokenEstimator.Units(thought.Text);
                    break;
                case ToolCallContent call:
                    _answerUnits += ContentText.Units(call);
                    break;
                case ToolApprovalRequestContent request:
                    _answerUnits += ContentText.Units(request.ToolCall);
                    break;
            }
        }

        _isCovered = hasReport || (_isCovered && _answerUnits + _thoughtUnits == before);
    }

    private void MergeSoFar()
    {
        if (_soFar?.Usage is { } usage)
        {
            Merge(usage);
        }
    }

    private void Merge(UsageDetails usage)
    {
        // Without ids a tool's result still tells that its round is over, whether the next one has some or not.
        if ((_hasResultSinceReport && (!_hasResponseIds || _reportedId is null))
            || (_reportedId is not null && !string.Equals(_reportedId, _currentId, StringComparison.Ordinal)))
        {
            _earlier = new()
            {
                Input = Sum(_earlier?.Input, _input),
                Cached = Sum(_earlier?.Cached, _cached),
                Output = Sum(_earlier?.Output, _output),
                Reasoning = Sum(_earlier?.Reasoning, _reasoning),
                Total = Sum(_earlier?.Total, _total),
                Details = ReportedDetails.Sum(_earlier?.Details, _details),
            };
            (_input, _cached, _output, _reasoning, _total, _details) = (Unknown, Unknown, Unknown, Unknown, Unknown, null);
        }

        _reportedId = _currentId;
        _hasResultSinceReport = false;
        _input = Larger(_input, usage.InputTokenCount);
        _cached = Larger(_cached, usage.CachedInputTokenCount);
        _output = Larger(_output, usage.OutputTokenCount);
        _reasoning = Larger(_reasoning, usage.ReasoningTokenCount);
        _total = Larger(_total, usage.TotalTokenCount);
        _details = ReportedDetails.Larger(_details, ReportedDetails.Read(usage));
    }

    private static long Larger(long a, long? b) => Math.Max(ReportedCount.Of(b) ?? Unknown, a);

    private static long? Sum(long? earlier, long last) => last == Unknown ? earlier : (earlier ?? 0) + last;

    private sealed class EarlierResponses
    {
        internal long? Input { get; init; }

        internal long? Cached { get; init; }

        internal long? Output { get; init; }

        internal long? Reasoning { get; init; }

        internal long? Total { get; init; }

        internal TokenDetails? Details { get; init; }
    }
}

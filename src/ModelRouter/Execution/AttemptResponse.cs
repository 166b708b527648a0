using Microsoft.Extensions.AI;

namespace ModelRouter;

/// <summary>One attempt whose answer comes as a whole.</summary>
internal sealed class AttemptResponse(RoutedCall call, RoutedAttempt attempt, CancellationToken ct)
    : AttemptRun(call, attempt, AttemptLimits.OfResponse(attempt.Endpoint.Profile.Limits, call.Options), ct)
{
    private ChatResponse? _response;

    /// <summary>The answer, once <see cref="AttemptRun.StartAsync"/> has given no failure.</summary>
    internal ChatResponse Response => _response!;

    /// <summary>The answer with its receipt; ends the call.</summary>
    internal ValueTask<ChatResponse> CompleteAsync() => Call.CompleteAsync(Attempt, Response);

    protected override async ValueTask BeginAsync()
    {
        MarkSent(isStreamed: false);
        var response = await Attempt.Endpoint.Client
            .GetResponseAsync(Call.MessagesFor(Attempt), Call.OptionsFor(Attempt), Token)
            .ConfigureAwait(false) ?? throw GaveNull();
        Attempt.Take(TriesBelow.Beside((object)response));
        Attempt.Meter.Add(response);
        Attempt.Trace?.Note(response);
        if (!RealContent.In(response))
        {
            var error = RealContent.ErrorIn(response);
            throw new EmptyResponseException(Attempt.Model, error?.Message, response.FinishReason, error?.ErrorCode);
        }

        _response = response;
    }
}

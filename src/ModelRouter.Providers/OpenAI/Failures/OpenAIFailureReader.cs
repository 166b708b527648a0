using System.ClientModel;
using System.ClientModel.Primitives;
using System.Text.Json;

namespace ModelRouter.Providers;

/// <summary>Understands what the provider <c>openai</c> throws, and what OpenAI's own client throws where one is registered in code.</summary>
/// <remarks>Safe for concurrent use.</remarks>
public sealed class OpenAIFailureReader : IFailureReader
{
    private readonly TimeProvider _time;

    /// <summary>A reader.</summary>
    /// <param name="timeProvider">The clock that a <c>Retry-After</c> date is measured by where the service doesn't tell its own; the system's if <see langword="null"/>.</param>
    public OpenAIFailureReader(TimeProvider? timeProvider = null) => _time = timeProvider ?? TimeProvider.System;

    /// <inheritdoc />
    public ModelFailure? Read(Exception exception) => exception switch
    {
        OpenAIServiceException known => known.Failure,
        TimeoutException => new(ModelFailureKind.Timeout),
        ClientResultException { Status: 0, InnerException: OperationCanceledException or TimeoutException } => new(ModelFailureKind.Timeout),
        ClientResultException { Status: 0 } => new(CoreFailureReader.OfConnection(exception)),
        ClientResultException answered => Read(answered),
        HttpIOException => new(ModelFailureKind.Transport),
        JsonException => new(ModelFailureKind.MalformedAnswer),

        // OpenAI's client reads enumerations strictly: a finish reason that it doesn't know is an argument out of range.
        ArgumentException or FormatException or InvalidOperationException or KeyNotFoundException
            when exception.Source is "OpenAI" or "System.ClientModel" => new(ModelFailureKind.MalformedAnswer),

        // Where its own retries are on, they end in one exception with all that happened.
        AggregateException { InnerExceptions: [.., ClientResultException last] } => Read((Exception)last),
        _ => null,
    };

    internal static ModelFailure Failure(int status, OpenAIError? error, Func<string, string?> header, TimeProvider time) =>
        new(OpenAIFailureRules.KindOf(status, error))
        {
            Status = status < 300 ? error?.Status : status,
            RetryAfter = OpenAIRetryAfter.Read(header, time) ?? error?.RetryAfter,
        };

    private ModelFailure Read(ClientResultException exception)
    {
        if (exception.GetRawResponse() is not { } response)
        {
            return Failure(exception.Status, null, static _ => null, _time);
        }

        return Failure(
            exception.Status, ErrorIn(response), name => response.Headers.TryGetValue(name, out var value) ? value : null, _time);
    }

    private static OpenAIError? ErrorIn(PipelineResponse response)
    {
        try
        {
            using var body = JsonDocument.Parse(AnswerJson.WithoutMark(response.Content.ToMemory()));
            return OpenAIError.Find(body.RootElement);
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            // The body is no JSON, or was never read; the status tells enough.
            return null;
        }
    }
}

using Microsoft.Extensions.Logging;

namespace ModelRouter;

/// <summary>Tells what a failure means: the registered readers are asked first, the core's own last.</summary>
internal sealed class FailureReaders
{
    private readonly IFailureReader[] _registered;
    private readonly CoreFailureReader _core = new();
    private readonly ILogger _logger;

    internal FailureReaders(IEnumerable<IFailureReader>? registered, ILogger logger)
    {
        _registered = [.. registered ?? []];
        _logger = logger;
        if (Array.Exists(_registered, r => r is null))
        {
            throw new ArgumentException("A failure reader is null.", nameof(registered));
        }
    }

    /// <summary>What <paramref name="exception"/> means to a caller with this token; never <see langword="null"/>.</summary>
    internal ModelFailure Read(Exception exception, CancellationToken callerToken)
    {
        var failure = Bounded(Registered(exception) ?? Core(exception) ?? new(ModelFailureKind.Unknown));
        if (callerToken.IsCancellationRequested)
        {
            // A caller who leaves breaks the connection, which some clients report as a failure of the transport.
            return failure.Kind is ModelFailureKind.Cancelled or ModelFailureKind.Transport or ModelFailureKind.Unreachable || HasCancellation(exception)
                ? failure with { Kind = ModelFailureKind.Cancelled }
                : failure;
        }

        return failure.Kind == ModelFailureKind.Cancelled ? failure with { Kind = ModelFailureKind.Timeout } : failure;
    }

    /// <summary>Servers send waits that lie in the past, or that nobody can add to a date.</summary>
    private static ModelFailure Bounded(ModelFailure failure) =>
        failure.RetryAfter is not { } wait || (wait >= TimeSpan.Zero && wait <= EndpointHealth.LongestRest)
            ? failure
            : failure with { RetryAfter = wait < TimeSpan.Zero ? null : EndpointHealth.LongestRest };

    private static bool HasCancellation(Exception exception)
    {
        for (var e = exception; e is not null; e = e.InnerException)
        {
            if (e is OperationCanceledException)
            {
                return true;
            }
        }

        return false;
    }

    private ModelFailure? Registered(Exception exception)
    {
        if (_registered.Length == 0)
        {
            return null;
        }

        for (var e = exception; e is not null; e = e.InnerException)
        {
            foreach (var reader in _registered)
            {
                if (Ask(reader, e) is { } failure)
                {
                    return failure;
                }
            }

            if (e is OperationCanceledException or TimeoutException)
            {
                // Below it is how the connection was broken to end the wait, which would be read as why it ended.
                return null;
            }
        }

        return null;
    }

    private ModelFailure? Core(Exception exception)
    {
        for (var e = exception; e is not null; e = e.InnerException)
        {
            // A client's own mistake may lie below; only an argument that was refused outright is surely the request's.
            if (_core.Read(e) is { } failure && (failure.Kind != ModelFailureKind.InvalidRequest || e is not ArgumentException || IsOutermost(exception, e)))
            {
                return failure;
            }
        }

        return null;
    }

    private static bool IsOutermost(Exception exception, Exception inner) =>
        ReferenceEquals(exception, inner) || (exception is AggregateException && ReferenceEquals(exception.InnerException, inner));

    private ModelFailure? Ask(IFailureReader reader, Exception exception)
    {
        try
        {
            return reader.Read(exception);
        }
        catch (Exception thrown)
        {
            // The model's failure still has to be accounted for.
            Log.ReaderFailed(_logger, reader.GetType().Name, ErrorText.Of(thrown));
            return null;
        }
    }
}

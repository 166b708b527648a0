using System.Runtime.ExceptionServices;
using Microsoft.Extensions.Logging;

namespace ModelRouter;

/// <summary>Labels that count here and that the store has not taken, as many as are learned from. Safe for concurrent use.</summary>
/// <param name="time">The clock.</param>
/// <param name="logger">Gets refusals.</param>
internal sealed class UnkeptLabels(TimeProvider time, ILogger logger)
{
    // One failure may be the label's, two in a row are the store's.
    private const int Outage = 2;

    private readonly Lock _lock = new();

    // Nobody's share is known but beside the labels that the store has.
    private readonly LabelSet _labels = new(sourceShare: 1, time: time);
    private int _failedInARow;

    internal int Count
    {
        get
        {
            lock (_lock)
            {
                return _labels.Count;
            }
        }
    }

    internal OutcomeLabel[] ToArray()
    {
        lock (_lock)
        {
            return _labels.ToArray();
        }
    }

    internal void Clear()
    {
        lock (_lock)
        {
            _labels.Clear();
        }
    }

    /// <summary>Adds a label, in place of an earlier one about the same answer.</summary>
    /// <param name="label">The label.</param>
    /// <param name="fallen">Labels that fell out for it, maybe itself: offered later, they would come back. None while the store's labels aren't known, beside which others may fall out.</param>
    internal void Add(OutcomeLabel label, IReadOnlyList<OutcomeLabel> fallen)
    {
        lock (_lock)
        {
            _labels.Remove(earlier => earlier.IsOf(label.Call) || fallen.Contains(earlier));
            if (!fallen.Contains(label))
            {
                _labels.TryAdd(label, out _);
            }
        }
    }

    /// <summary>Removes a label that has been kept; one that came in its place stays.</summary>
    internal void Remove(OutcomeLabel label)
    {
        lock (_lock)
        {
            _labels.Remove(waiting => ReferenceEquals(waiting, label));
        }
    }

    /// <summary>Removes labels of calls before everything was forgotten.</summary>
    internal void Forget(DateTimeOffset forgottenAt)
    {
        lock (_lock)
        {
            _labels.Remove(label => label.Call.At < forgottenAt);
        }
    }

    /// <summary>Keeps a label in the store as it comes.</summary>
    /// <remarks>One may keep or offer at a time. If the store fails, its exception comes, and the label waits.</remarks>
    /// <param name="store">The store.</param>
    /// <param name="label">The label.</param>
    /// <param name="fallen">Labels that fell out for it.</param>
    /// <param name="noteOutage">Told when it is the store that fails, and not the label.</param>
    internal async Task KeepAsync(IOutcomeStore store, OutcomeLabel label, List<OutcomeLabel> fallen, Action<Exception> noteOutage)
    {
        try
        {
            // A label that counts is to be kept, whoever has stopped waiting.
            await store.SaveAsync(label, fallen, CancellationToken.None).ConfigureAwait(false);
            Remove(label);
            _failedInARow = 0;
        }
        catch (Exception exception)
        {
            if (++_failedInARow >= Outage)
            {
                noteOutage(exception);
            }

            throw;
        }
    }

    /// <summary>Keeps in the store what could not be kept before. A label that the store refuses again after it has taken another is given up.</summary>
    /// <remarks>One may keep or offer at a time. If the store fails, its exception comes, and the labels that failed are the last ones next time.</remarks>
    internal async Task OfferAsync(IOutcomeStore store, CancellationToken ct)
    {
        var left = new Queue<(OutcomeLabel Label, bool IsRefused)>(ToArray().Select(static label => (label, false)));
        var failed = new List<OutcomeLabel>();
        var failure = default(Exception);
        for (var inARow = 0; inARow < Outage && left.TryDequeue(out var next);)
        {
            try
            {
                await store.SaveAsync(next.Label, [], ct).ConfigureAwait(false);
                Remove(next.Label);
                inARow = 0;
                failed.ForEach(label => left.Enqueue((label, IsRefused: true)));
                failed.Clear();
            }
            catch (Exception exception) when (!ct.IsCancellationRequested)
            {
                inARow++;
                failure = exception;
                if (next.IsRefused)
                {
                    Remove(next.Label);
                    LearningLog.LabelRefused(logger, exception);
                }
                else
                {
                    failed.Add(next.Label);
                }
            }
        }

        MoveBehind(failed);
        if (failure is not null && failed.Count + left.Count > 0)
        {
            ExceptionDispatchInfo.Throw(failure);
        }

        _failedInARow = 0;
    }

    private void MoveBehind(List<OutcomeLabel> labels)
    {
        lock (_lock)
        {
            foreach (var label in labels)
            {
                if (_labels.Remove(waiting => ReferenceEquals(waiting, label)) > 0)
                {
                    _labels.TryAdd(label, out _);
                }
            }
        }
    }
}

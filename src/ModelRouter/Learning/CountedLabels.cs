using Microsoft.Extensions.Logging;

namespace ModelRouter;

/// <summary>The labels, those of them that count, and what was learned of them in the background: when 20 have come, and then with every tenth more of them.</summary>
/// <remarks>What changes labels is called by whoever holds the gate; the rest is safe for concurrent use.</remarks>
/// <param name="sourceShare">As <see cref="LearningOptions.SourceShare"/>.</param>
/// <param name="weights">What some of the labels may have been learned from already.</param>
/// <param name="gate">Guards the labels.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Gets fits and their failures.</param>
/// <param name="ending">Ends fits.</param>
internal sealed class CountedLabels(double sourceShare, RouterWeights? weights, SemaphoreSlim gate, TimeProvider time, ILogger logger, CancellationToken ending)
{
    private const int LeastNew = 20;
    private const int NewShare = 10;

    private readonly LabelSet _labels = new(sourceShare, time: time);
    private Task _fitting = Task.CompletedTask;
    private Task _following = Task.CompletedTask;
    private LearnedOutcomes? _current;
    private int _changes;
    private int _count;

    /// <summary>How many count.</summary>
    internal int Count => Volatile.Read(ref _count);

    /// <summary>What has been learned; <see langword="null"/> while that is nothing.</summary>
    internal LearnedOutcomes? Current => Volatile.Read(ref _current);

    /// <summary>The last fit.</summary>
    internal Task Fitting => Volatile.Read(ref _fitting);

    /// <summary>Adds a label; false if a weightier one is there.</summary>
    /// <param name="label">The label.</param>
    /// <param name="fallen">As of <see cref="LabelSet.TryAdd"/>.</param>
    internal bool TryAdd(OutcomeLabel label, out List<OutcomeLabel> fallen)
    {
        if (!_labels.TryAdd(label, out fallen))
        {
            return false;
        }

        Volatile.Write(ref _count, _labels.Counted().Length);
        _changes++;
        FitIfDue();
        return true;
    }

    /// <summary>Takes over what a store has in place of all that was.</summary>
    /// <param name="kept">The store's labels.</param>
    /// <param name="unkept">Those that it has not taken yet.</param>
    internal async Task ReplaceAsync(IEnumerable<OutcomeLabel> kept, IEnumerable<OutcomeLabel> unkept)
    {
        _changes += _labels.Replace(kept, unkept);
        Volatile.Write(ref _count, _labels.Counted().Length);
        if (Count < LeastNew)
        {
            // Somebody has reset them; a fit of what is forgotten must not come afterwards.
            await Fitting.ConfigureAwait(false);
            _changes = Count;
            Volatile.Write(ref _current, null);
        }
    }

    internal async Task ClearAsync()
    {
        // A fit of what is forgotten must not come afterwards.
        await Fitting.ConfigureAwait(false);
        _labels.Clear();
        (_changes, _count) = (0, 0);
        Volatile.Write(ref _current, null);
    }

    internal void FitIfDue()
    {
        if (_changes < Math.Max(LeastNew, Count / NewShare) || !Fitting.IsCompleted)
        {
            return;
        }

        _changes = 0;
        var labels = _labels.Counted();
        Volatile.Write(ref _fitting, Task.Run(() => Fit(labels)));
        Volatile.Write(ref _following, FitNextAsync(Fitting));
    }

    /// <summary>Waits for the last fit when no more labels come.</summary>
    internal async Task EndAsync()
    {
        while (!Volatile.Read(ref _following).IsCompleted)
        {
            await Volatile.Read(ref _following).ConfigureAwait(false);
        }
    }

    /// <summary>Labels that came during a fit may be enough for the next, and maybe nobody tells another.</summary>
    private async Task FitNextAsync(Task fitting)
    {
        await fitting.ConfigureAwait(false);
        var entering = gate.WaitAsync(ending);
        await entering.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (entering.IsCompletedSuccessfully)
        {
            FitIfDue();
            gate.Release();
        }
    }

    private void Fit(OutcomeLabel[] labels)
    {
        try
        {
            // Each label counts once, in the weights or here.
            labels = weights?.NewAmong(labels) ?? labels;
            if (labels.Length < LeastNew)
            {
                Volatile.Write(ref _current, null);
                return;
            }

            Volatile.Write(ref _current, LearnedOutcomes.Of(labels, ending));
            LearningLog.Fitted(logger, labels.Length);
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // Nobody will ask it any more.
        }
        catch (Exception exception)
        {
            LearningLog.FitFailed(logger, exception, labels.Length);
        }
    }
}

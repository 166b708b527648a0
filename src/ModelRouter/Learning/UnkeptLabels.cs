namespace ModelRouter;

/// <summary>Labels that count here and that the store has not taken, the newest as many as are learned from.</summary>
/// <remarks>Not safe for concurrent use.</remarks>
internal sealed class UnkeptLabels
{
    private readonly List<OutcomeLabel> _labels = [];

    internal int Count => _labels.Count;

    internal void Clear() => _labels.Clear();

    /// <summary>Keeps a label in the store or, if that fails, here. Once a label counts it is to be kept, whoever has stopped waiting.</summary>
    /// <param name="store">The store; <see langword="null"/> while it doesn't answer: nobody waits for it, and what falls out is known only beside the labels that it has.</param>
    /// <param name="label">The label.</param>
    /// <param name="fallen">Labels that fell out for it.</param>
    internal async Task KeepAsync(IOutcomeStore? store, OutcomeLabel label, List<OutcomeLabel> fallen)
    {
        _labels.RemoveAll(earlier => earlier.IsOf(label.Call));
        if (store is null)
        {
            Add(label);
            return;
        }

        try
        {
            await store.SaveAsync(label, fallen, CancellationToken.None).ConfigureAwait(false);

            // Offered later, they would come back.
            _labels.RemoveAll(fallen.Contains);
        }
        catch
        {
            Add(label);
            throw;
        }
    }

    /// <summary>Keeps in the store what could not be kept before.</summary>
    internal async Task OfferAsync(IOutcomeStore store, CancellationToken ct)
    {
        while (_labels is [var label, ..])
        {
            await store.SaveAsync(label, [], ct).ConfigureAwait(false);
            _labels.RemoveAt(0);
        }
    }

    private void Add(OutcomeLabel label)
    {
        _labels.Add(label);
        _labels.RemoveRange(0, Math.Max(0, _labels.Count - LabelSet.Capacity));
    }
}

using System.Collections.Concurrent;

namespace ModelRouter;

/// <summary>What calls took, model by model: as many as the router has. Reading takes no lock. Safe for concurrent use.</summary>
internal sealed class LearnedForecasts
{
    /// <summary>Entries of a ledger that are read at most.</summary>
    internal const int MostEntries = 5_000;

    private readonly ConcurrentDictionary<string, ModelForecast> _models = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>What is known of a model; <see langword="null"/> if nothing is, or its profile's figures have changed since.</summary>
    internal ModelForecast? Find(ModelProfile model) => _models.TryGetValue(model.Id, out var forecast) && forecast.IsOf(model) ? forecast : null;

    /// <summary>Learns from an attempt, if it has answered, or waited in vain until another had.</summary>
    /// <param name="entry">The attempt.</param>
    /// <param name="model">The model as it is now.</param>
    /// <param name="isStreamed">True if it was asked for a stream; false too if that isn't known.</param>
    internal void Learn(SpendEntry entry, ModelProfile model, bool isStreamed = false)
    {
        if (entry.Usage is { IsEstimated: true, InputTokens: 0, OutputTokens: 0 })
        {
            // It only promised an answer, which another entry tells of.
            return;
        }

        if (entry.Outcome is AttemptOutcome.Succeeded or AttemptOutcome.Escalated or AttemptOutcome.Compared or AttemptOutcome.Superseded && entry.Prompt is { } prompt)
        {
            _models.AddOrUpdate(
                model.Id, static (_, profile) => new(profile), static (_, known, profile) => known.IsOf(profile) ? known : new(profile), model).Learn(entry, prompt, isStreamed);
        }
    }

    /// <summary>Learns from the newest entries of a ledger.</summary>
    /// <param name="ledger">The ledger.</param>
    /// <param name="models">The models; others' entries are passed over.</param>
    /// <param name="since">Older entries are passed over.</param>
    /// <param name="ct">Stops reading.</param>
    internal async Task ReadAsync(ISpendLedgerReader ledger, IEnumerable<ModelProfile> models, DateTimeOffset? since, CancellationToken ct)
    {
        var known = models.ToDictionary(static model => model.Id, StringComparer.OrdinalIgnoreCase);
        await foreach (var entry in ledger.ReadAsync(new() { From = since, Newest = MostEntries }, ct).ConfigureAwait(false))
        {
            if (known.TryGetValue(entry.Model, out var model))
            {
                Learn(entry, model);
            }
        }
    }

    internal void Clear() => _models.Clear();
}

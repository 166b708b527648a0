using System.Globalization;
using System.Text.Json;

namespace ModelRouter;

/// <summary>A ledger summed up.</summary>
/// <param name="By">What the rows are.</param>
/// <param name="Rows">The groups: days in their order, others by cost, the dearest first.</param>
/// <param name="Total">All entries together, each once.</param>
/// <param name="From">When the first attempt ended; <see langword="null"/> without entries.</param>
/// <param name="To">When the last one ended; <see langword="null"/> without entries.</param>
public sealed record SpendReport(SpendGrouping By, IReadOnlyList<SpendReportRow> Rows, SpendReportRow Total, DateTimeOffset? From, DateTimeOffset? To)
{
    /// <summary>Sums up entries. Keeps some 50 bytes for each, for calls and latencies.</summary>
    /// <param name="entries">The entries, in any order.</param>
    /// <param name="by">What the rows are.</param>
    /// <param name="reference">The prices of the model to compare with: every answer's tokens, cached ones included, are priced by them as they are, and
    /// attempts without an answer are left out. Another model would have written other numbers of tokens, so this is a comparison and not a forecast.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public static async Task<SpendReport> CreateAsync(
        IAsyncEnumerable<SpendEntry> entries, SpendGrouping by, ModelPricing? reference = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(entries);
        var groups = new Dictionary<string, SpendTally>(StringComparer.Ordinal);
        var total = new SpendTally();
        (DateTimeOffset? from, DateTimeOffset? to) = (null, null);
        await foreach (var entry in entries.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            // Not everything that is enumerated looks.
            cancellationToken.ThrowIfCancellationRequested();
            total.Add(entry, reference);
            from = from is { } first && first <= entry.At ? from : entry.At;
            to = to is { } last && last >= entry.At ? to : entry.At;
            foreach (var name in Names(entry, by))
            {
                if (!groups.TryGetValue(name, out var group))
                {
                    groups[name] = group = new();
                }

                group.Add(entry, reference);
            }
        }

        var rows = groups.Select(group => group.Value.ToRow(group.Key, reference is not null));
        rows = by == SpendGrouping.Day
            ? rows.OrderBy(static row => row.Name, StringComparer.Ordinal)
            : rows.OrderByDescending(static row => row.Cost).ThenBy(static row => row.Name, StringComparer.Ordinal);
        return new(by, [.. rows], total.ToRow("", reference is not null), from, to);
    }

    /// <summary>The rows that an entry is part of.</summary>
    internal static IEnumerable<string> Names(SpendEntry entry, SpendGrouping by) => by switch
    {
        SpendGrouping.Model => [entry.Model],
        SpendGrouping.Tier => [TelemetryName.Of(entry.Tier)],
        SpendGrouping.Task => [JsonNamingPolicy.SnakeCaseLower.ConvertName(entry.Task.ToString())],
        SpendGrouping.Tenant => [entry.Attribution.Tenant ?? ""],
        SpendGrouping.User => [entry.Attribution.User ?? ""],
        SpendGrouping.Agent => [entry.Attribution.Agent ?? ""],
        SpendGrouping.Selection => [entry.Selection],
        SpendGrouping.Check => [entry.Checks.FirstOrDefault(static check => check.Outcome == AnswerCheckOutcome.Failed)?.Name ?? ""],
        SpendGrouping.Day => [entry.At.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)],
        _ => entry.Attribution.Tags is { Count: > 0 } tags ? tags : [""],
    };
}

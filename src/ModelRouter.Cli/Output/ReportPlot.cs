namespace ModelRouter.Cli;

/// <summary>Draws a report's costs as bars, and beside them what the reference would have cost.</summary>
internal static class ReportPlot
{
    /// <summary>Writes a PNG file of 1100 × 640 pixels.</summary>
    internal static void Save(string path, SpendReport report, string? reference) => CostBars.Save(
        path,
        $"Spending by {Names.Words(report.By)}: {ReportText.Dollars(report.Total.Cost)}",
        [.. report.Rows.Select(row => (ReportText.Name(report.By, row.Name), row.Cost, row.ReferenceCost))],
        "spent",
        reference is null ? null : $"the same tokens at {reference}'s prices");
}

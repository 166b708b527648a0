namespace ModelRouter.Cli;

/// <summary>A report's rows as CSV; US dollars, exact. Without the total, which a spreadsheet makes itself.</summary>
internal static class ReportCsv
{
    internal static void Write(TextWriter writer, SpendReport report)
    {
        Csv.WriteLine(
            writer, Names.Snake(report.By), "calls", "attempts", "answers", "failures", "input_tokens", "cached_input_tokens", "output_tokens", "reasoning_tokens",
            "estimated_share", "cost_usd", "unpriced_answers", "latency_p50_ms", "latency_p95_ms", "reference_cost_usd", "savings_usd");
        foreach (var row in report.Rows)
        {
            Csv.WriteLine(
                writer, row.Name, row.Calls, row.Attempts, row.Answers, row.Failures, row.InputTokens, row.CachedInputTokens, row.OutputTokens, row.ReasoningTokens,
                Math.Round(row.EstimatedShare, 6), row.Cost, row.UnpricedAnswers, row.MedianLatency?.TotalMilliseconds, row.Latency95?.TotalMilliseconds,
                row.ReferenceCost, row.Savings);
        }
    }
}

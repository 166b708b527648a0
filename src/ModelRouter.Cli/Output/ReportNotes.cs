namespace ModelRouter.Cli;

/// <summary>What a report's figures rest on.</summary>
internal static class ReportNotes
{
    internal static List<string> Of(SpendReport report, ReferencePrices? reference)
    {
        var total = report.Total;
        var notes = new List<string>();
        if (total.EstimatedTokens > 0)
        {
            notes.Add($"{ReportText.Percent(total.EstimatedShare)} of the tokens, and what they cost, stand on estimates: their providers reported nothing, or too little.");
        }

        if (total.UnpricedAnswers > 0)
        {
            notes.Add($"{total.UnpricedAnswers:#,0} of {total.Answers:#,0} answers cost nothing here: their models have no price, and what they cost elsewhere is not in the ledger.");
        }

        if (reference is not null)
        {
            notes.Add(
                $"savings compare with {reference.Model}'s prices ({Prices(reference.Pricing, report)}) for the same tokens of every answer, "
                + "cache hits included, and with no failed attempts; another model would have written other numbers of tokens, and perhaps other answers.");
        }

        if (report.By == SpendGrouping.Tag && report.Rows.Sum(static row => row.Attempts) > total.Attempts)
        {
            notes.Add("an attempt with several tags is in the row of each; the total has it once.");
        }

        return notes;
    }

    /// <summary>The prices of the report's time: the answers of a longer one may have had several lists.</summary>
    private static string Prices(ModelPricing pricing, SpendReport report)
    {
        var (first, last) = (pricing.At(report.From ?? DateTimeOffset.MaxValue), pricing.At(report.To ?? DateTimeOffset.MaxValue));
        return ReferenceEquals(first, last)
            ? $"US$ per million: input {Price(last.InputPerMillion)}, cached {Price(last.CachedInputPerMillion ?? last.InputPerMillion)}, output {Price(last.OutputPerMillion)}"
            : $"of the time of each answer; input {Price(first.InputPerMillion)}, output {Price(first.OutputPerMillion)} US$ per million at first, {Price(last.InputPerMillion)} and {Price(last.OutputPerMillion)} at last";
    }

    private static string Price(decimal perMillion) => $"{perMillion:#,0.00##}";
}

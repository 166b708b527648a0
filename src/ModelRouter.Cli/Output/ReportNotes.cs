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
            notes.Add($"{total.UnpricedAnswers:#,0} of {total.Answers:#,0} answers cost nothing here: what their models' machines cost is not in the ledger.");
        }

        if (reference is not null)
        {
            notes.Add(
                $"savings compare with {reference.Model}'s prices (US$ per million: input {Price(reference.Pricing.InputPerMillion)}, "
                + $"cached {Price(reference.Pricing.CachedInputPerMillion ?? reference.Pricing.InputPerMillion)}, output {Price(reference.Pricing.OutputPerMillion)}) for the same tokens of every answer, "
                + "cache hits included, and with no failed attempts; another model would have written other numbers of tokens, and perhaps other answers.");
        }

        if (report.By == SpendGrouping.Tag && report.Rows.Sum(static row => row.Attempts) > total.Attempts)
        {
            notes.Add("an attempt with several tags is in the row of each; the total has it once.");
        }

        return notes;
    }

    private static string Price(decimal perMillion) => $"{perMillion:#,0.00##}";
}

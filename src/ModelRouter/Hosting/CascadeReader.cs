namespace ModelRouter;

/// <summary>Reads <c>Cascade</c>.</summary>
internal static class CascadeReader
{
    internal static void Read(SectionReader section, CascadeOptions options)
    {
        section.Allow("Mode", "Correlation", "Schema", "Confidence", "Votes", "Verifiers");
        options.Mode = section.Choice<CascadeMode>("Mode") ?? options.Mode;
        options.Correlation = section.Double("Correlation", 0, 1) ?? options.Correlation;

        var schema = Figures(section.Child("Schema").Allow("Enabled", "Sensitivity", "Specificity"), options.Schema);
        options.Schema.IsEnabled = schema.Bool("Enabled") ?? options.Schema.IsEnabled;

        var confidence = Figures(section.Child("Confidence").Allow("MinScore", "MaxEntropy", "Sensitivity", "Specificity"), options.Confidence);
        options.Confidence.MinScore = confidence.Double("MinScore", 0, 1) ?? options.Confidence.MinScore;
        options.Confidence.MaxEntropy = confidence.Double("MaxEntropy", 0, CascadeCheck.MostEntropy) ?? options.Confidence.MaxEntropy;

        var votes = Figures(section.Child("Votes").Allow("Count", "MinAgreement", "Tasks", "Sensitivity", "Specificity"), options.Votes);
        options.Votes.Count = votes.Int("Count", 1) ?? options.Votes.Count;
        options.Votes.MinAgreement = votes.Double("MinAgreement", 0, 1) ?? options.Votes.MinAgreement;
        if (votes.List("Tasks") is { } tasks)
        {
            options.Votes.Tasks.Clear();
            options.Votes.Tasks.UnionWith(tasks.Select(static item => SectionReader.ParseChoice<PromptTask>(item.Path, item.Text)));
        }

        var verifiers = Figures(section.Child("Verifiers").Allow("Timeout", "Sensitivity", "Specificity"), options.Verifiers);
        options.Verifiers.Timeout = verifiers.Timeout("Timeout") ?? options.Verifiers.Timeout;
    }

    private static SectionReader Figures(SectionReader reader, AnswerCheckOptions options)
    {
        options.Sensitivity = reader.Double("Sensitivity", 0, 1) ?? options.Sensitivity;
        options.Specificity = reader.Double("Specificity", 0, 1) ?? options.Specificity;
        return reader;
    }
}

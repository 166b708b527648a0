namespace ModelRouter.Providers;

/// <summary>Rules that come with a model's weights, whoever serves them; known by the model's name.</summary>
internal static class ModelFamily
{
    private static readonly string[] R1 = ["deepseek-r1", "deepseek_r1", "r1-distill"];

    /// <summary>What the family demands of a conversation.</summary>
    /// <param name="model">The name by which the service knows the model; <see langword="null"/> if it isn't named.</param>
    public static HistoryDialect HistoryOf(string? model) =>
        model is not null && Array.Exists(R1, part => model.Contains(part, StringComparison.OrdinalIgnoreCase))
            ? HistoryDialect.DeepSeekR1
            : HistoryDialect.Default;
}

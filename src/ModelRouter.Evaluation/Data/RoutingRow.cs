namespace ModelRouter.Evaluation;

/// <summary>One prompt, and how well each model answered it.</summary>
/// <param name="Id">The row's name, unique in its data set.</param>
/// <param name="Benchmark">Where the prompt comes from.</param>
/// <param name="Prompt">The prompt.</param>
/// <param name="Quality">Of each model, 0 (wrong) to 1 (right); <see langword="null"/> where it is not known. In the order of
/// <see cref="RoutingDataset.Models"/>.</param>
public sealed record RoutingRow(string Id, string Benchmark, string Prompt, IReadOnlyList<double?> Quality)
{
    /// <summary>A part of the benchmark, such as a subject; rows without one are of the benchmark as a whole.</summary>
    public string? Subset { get; init; }

    /// <summary>The prompt's language as an ISO 639 code; <c>und</c> if not known.</summary>
    public string Language { get; init; } = "und";

    /// <summary>US dollars that each model's answer cost, in the order of <see cref="RoutingDataset.Models"/>; <see langword="null"/> if not told.</summary>
    public IReadOnlyList<decimal?>? Costs { get; init; }

    /// <summary>Characters of each model's answer, its thought not counted; <see langword="null"/> if not told.</summary>
    public IReadOnlyList<int?>? OutputCharacters { get; init; }

    /// <summary>The task that a whole-task split keeps together: benchmark and subset.</summary>
    public string Task => Subset is null ? Benchmark : $"{Benchmark}/{Subset}";
}

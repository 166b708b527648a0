namespace ModelRouter.Evaluation;

/// <summary>By what rows are put together.</summary>
public enum RowGrouping
{
    /// <summary>Where the prompt comes from.</summary>
    Benchmark,

    /// <summary>The part of the benchmark, whichever that is; rows without one are of the benchmark as a whole.</summary>
    Subset,

    /// <summary>The prompt's language.</summary>
    Language,
}

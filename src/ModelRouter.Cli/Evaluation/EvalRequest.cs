using ModelRouter.Evaluation;

namespace ModelRouter.Cli;

/// <summary>What is to be evaluated, checked as far as the command line tells.</summary>
internal sealed record EvalRequest
{
    public required string Data { get; init; }

    /// <summary>Null for task types, whose rows have no models.</summary>
    public string? Models { get; init; }

    /// <summary>The pair; null to compare all models.</summary>
    public (string Weak, string Strong)? Pair { get; init; }

    /// <summary>True to simulate models that deliberate.</summary>
    public bool IsDeliberation { get; init; }

    public DataFile? Train { get; init; }

    /// <summary>A file of weights; null for those that ModelRouter ships with.</summary>
    public string? Weights { get; init; }

    public int Folds { get; init; }

    public RowGrouping Group { get; init; }

    /// <summary>Numbers of labels; empty if none was named.</summary>
    public IReadOnlyList<int> Labels { get; init; } = [];

    public bool IsPerTask { get; init; }

    public int Draws { get; init; }

    public decimal Worth { get; init; }

    public RowGrouping? Slice { get; init; }

    public int Seed { get; init; }

    public string? Scores { get; init; }

    public string? Plot { get; init; }

    public bool IsJson { get; init; }

    public bool IsStrict { get; init; }
}

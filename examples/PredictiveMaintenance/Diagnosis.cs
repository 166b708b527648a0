namespace ModelRouter.Examples.PredictiveMaintenance;

/// <summary>What the specialist found.</summary>
/// <param name="Line">The data.</param>
/// <param name="Failure">Which failure, in the specialist's words.</param>
/// <param name="Thought">How it came to that: the checks that it wrote down while it thought.</param>
/// <param name="DataClass">How confidential what went into it is.</param>
internal sealed record Diagnosis(MachineLine Line, string Failure, string Thought, DataClass DataClass)
{
    /// <summary>True if there is something to be done.</summary>
    public bool IsFailure => Failure is not ("no failure" or "고장 없음");
}

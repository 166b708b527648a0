namespace ModelRouter.Examples.PredictiveMaintenance;

/// <summary>A diagnosis in words for the people at the machine.</summary>
internal sealed record Explanation(Diagnosis Diagnosis, string Text, DataClass DataClass);

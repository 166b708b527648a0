namespace NanoR1;

/// <summary>The exercises of one family, language and split.</summary>
internal sealed record EvaluationGroup(string Family, string Language, Split Split, IReadOnlyList<EvaluatedExercise> Exercises)
{
    public int Right => Exercises.Count(exercise => exercise.IsRight);

    public int Formatted => Exercises.Count(exercise => exercise.HasFormat);
}

namespace NanoR1;

/// <summary>R1's rules: a right answer counts, and so, a little, does the form of thought and answer. No model judges.</summary>
internal static class Reward
{
    public const double Right = 1.0;
    public const double Format = 0.1;

    public static double Of(Exercise exercise, ITaskFamily family, IReadOnlyList<int> completion)
    {
        var read = Transcript.Read(completion);
        return (read.HasFormat ? Format : 0) + (read.HasFormat && family.IsRight(exercise, read.Answer) ? Right : 0);
    }
}

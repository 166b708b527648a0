namespace NanoR1;

/// <summary>Rises, stays until 60% of the training, falls to zero in a straight line.</summary>
/// <param name="Peak">The highest rate.</param>
/// <param name="Steps">Steps of the whole training.</param>
/// <param name="WarmUp">Steps of the rise.</param>
internal sealed record LearningRate(float Peak, int Steps, int WarmUp = 50)
{
    /// <summary>The rate of <paramref name="step"/>, counted from 1.</summary>
    public float At(int step)
    {
        var fall = (Steps - step + 1) / (0.4f * Steps);
        return Peak * Math.Min(1f, Math.Min(step / (float)WarmUp, fall));
    }
}

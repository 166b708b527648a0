namespace ModelRouter;

/// <summary>Seeded randomness that many calls share. Safe for concurrent use.</summary>
internal sealed class JitterSource(int seed)
{
    private readonly Lock _lock = new();
    private readonly Random _random = new(seed);

    /// <summary>A part of a duration, drawn evenly from none of it to all.</summary>
    internal TimeSpan PartOf(TimeSpan duration)
    {
        lock (_lock)
        {
            return duration * _random.NextDouble();
        }
    }
}

namespace ModelRouter.LlamaCpp;

/// <summary>Counts what an engine reads and writes, and the time it takes.</summary>
/// <remarks>Only the engine's thread counts; anybody may read at any time. A step's tokens are there when its answers are, its time may come after them.</remarks>
internal sealed class EngineCounters(TimeProvider time)
{
    private readonly long _startedAt = time.GetTimestamp();
    private long _computed;
    private long _cached;
    private long _written;
    private long _prefillTicks;
    private long _decodeTicks;

    /// <summary>The clock's timestamp.</summary>
    public long Now() => time.GetTimestamp();

    /// <summary>Prompt tokens that were in memory already.</summary>
    public void AddCached(int tokens) => Volatile.Write(ref _cached, _cached + tokens);

    /// <summary>Prompt tokens that a step reads.</summary>
    public void AddRead(int tokens) => Volatile.Write(ref _computed, _computed + tokens);

    /// <summary>A token that was sampled.</summary>
    public void AddWritten() => Volatile.Write(ref _written, _written + 1);

    /// <summary>A step is over.</summary>
    /// <param name="startedAt">The timestamp at its start.</param>
    /// <param name="read">Prompt tokens in it.</param>
    /// <param name="decoded">Tokens of answers in it; at least one if nothing was read.</param>
    public void AddTime(long startedAt, int read, int decoded)
    {
        var ticks = time.GetElapsedTime(startedAt).Ticks;
        var reading = ticks * read / (read + decoded);
        Volatile.Write(ref _prefillTicks, _prefillTicks + reading);
        Volatile.Write(ref _decodeTicks, _decodeTicks + ticks - reading);
    }

    /// <summary>The figures so far.</summary>
    public ServingCounters Read()
    {
        var cached = Volatile.Read(ref _cached);
        return new()
        {
            Elapsed = time.GetElapsedTime(_startedAt),
            InputTokens = Volatile.Read(ref _computed) + cached,
            CachedInputTokens = cached,
            OutputTokens = Volatile.Read(ref _written),
            PrefillTime = new(Volatile.Read(ref _prefillTicks)),
            DecodeTime = new(Volatile.Read(ref _decodeTicks)),
        };
    }
}

namespace ModelRouter;

/// <summary>How a model's own calls differ from what its profile lets expect: in output, by task, and in time.</summary>
/// <remarks>All are factors to the profile's figures, from 1/32 to 32. A task's output is drawn to that of all tasks, and those to the profile. Calls whose
/// caller asks not to think are told apart. Reading takes no lock. Safe for concurrent use.</remarks>
internal sealed class ModelForecast(ModelProfile model)
{
    internal const double MostFactor = 32;

    // As many calls as the profile's word counts, and the other tasks' for one task.
    private const int PriorCalls = 10;
    private const int OtherTasks = 20;

    // What a short answer takes is mostly the way there.
    private const int LeastPaced = 16;
    private static readonly TimeSpan LeastWait = TimeSpan.FromMilliseconds(1);
    private static readonly int Tasks = Enum.GetValues<PromptTask>().Length;

    private readonly Lock _lock = new();
    private readonly ShrunkMean[] _all = [new(PriorCalls), new(PriorCalls)];
    private readonly ShrunkMean[] _byTask = [.. Enumerable.Repeat(new ShrunkMean(OtherTasks), 2 * Tasks)];
    private readonly double[] _outputs = [.. Enumerable.Repeat(1.0, 2 * Tasks)];
    private ShrunkMean _waits = new(PriorCalls);
    private ShrunkMean _paces = new(PriorCalls);
    private double _wait = 1;
    private double _pace = 1;
    private long _calls;

    /// <summary>Calls that it has learned from.</summary>
    internal long Calls => Volatile.Read(ref _calls);

    /// <summary>Times the profile's time until the first token.</summary>
    internal double WaitFactor => Volatile.Read(ref _wait);

    /// <summary>Times the profile's time for a token.</summary>
    internal double PaceFactor => Volatile.Read(ref _pace);

    /// <summary>Whether the profile's figures are those that the factors are of.</summary>
    internal bool IsOf(ModelProfile profile) =>
        profile.FirstTokenLatency == model.FirstTokenLatency && profile.TokensPerSecond.Equals(model.TokensPerSecond)
        && profile.ExpectedReasoningTokens == model.ExpectedReasoningTokens;

    /// <summary>Times the profile's output, thought included.</summary>
    internal double OutputFactor(PromptTask task, bool thinks) => Volatile.Read(ref _outputs[Place(task, thinks)]);

    /// <summary>The same for a task of which nothing is known.</summary>
    internal double OutputFactor(bool thinks)
    {
        lock (_lock)
        {
            return Math.Clamp(_all[thinks ? 1 : 0].Of(1), 1 / MostFactor, MostFactor);
        }
    }

    /// <summary>The tasks that it was given.</summary>
    internal IReadOnlyList<PromptTask> TasksSeen(bool thinks)
    {
        lock (_lock)
        {
            return [.. Enum.GetValues<PromptTask>().Where(task => _byTask[Place(task, thinks)].Count > 0)];
        }
    }

    /// <summary>Expected time until the whole answer is there.</summary>
    internal TimeSpan Latency(long outputTokens) =>
        (model.FirstTokenLatency * WaitFactor) + TimeSpan.FromSeconds(outputTokens / model.TokensPerSecond * PaceFactor);

    /// <summary>Learns from a call that the model has answered, or that was taken from it when another had.</summary>
    /// <param name="entry">The call.</param>
    /// <param name="prompt">What was asked.</param>
    /// <param name="isStreamed">True if it was asked for a stream; false too if that isn't known.</param>
    internal void Learn(SpendEntry entry, PromptProfile prompt, bool isStreamed = false)
    {
        lock (_lock)
        {
            if (entry.Outcome == AttemptOutcome.Superseded)
            {
                if (entry.IsBatch || !LearnBound(entry, prompt, isStreamed))
                {
                    return;
                }
            }
            else
            {
                LearnOutput(entry.Usage.OutputTokens, prompt);
                if (!entry.IsBatch)
                {
                    // That of a batch is its queue's.
                    LearnTime(entry);
                }
            }

            Publish(ref _wait, _waits.Of(1));
            Publish(ref _pace, _paces.Of(1));
            Volatile.Write(ref _calls, _calls + 1);
        }
    }

    private static int Place(PromptTask task, bool thinks) => (thinks ? Tasks : 0) + (int)task;

    private void LearnOutput(long tokens, PromptProfile prompt)
    {
        // An answer that a limit cuts tells of the limit.
        var expected = TokenForecast.Unlimited(prompt, model);
        if (expected <= 0 || expected >= TokenForecast.LimitOf(prompt, model))
        {
            return;
        }

        var thinks = prompt.ExpectsThinking;
        ref var all = ref _all[thinks ? 1 : 0];
        var ratio = tokens / (double)expected;
        _byTask[Place(prompt.Task, thinks)].Add(ratio, all.Of(1));
        all.Add(ratio, 1);
        for (var task = 0; task < Tasks; task++)
        {
            var place = Place((PromptTask)task, thinks);
            Publish(ref _outputs[place], _byTask[place].Of(all.Of(1)));
        }
    }

    private void LearnTime(SpendEntry entry)
    {
        var writing = entry.Usage.OutputTokens / model.TokensPerSecond;
        var hasWait = model.FirstTokenLatency >= LeastWait;
        if (entry.TimeToFirstContent is { } first)
        {
            if (hasWait)
            {
                _waits.Add(first / model.FirstTokenLatency, 1);
            }

            if (entry.Usage.OutputTokens >= LeastPaced)
            {
                _paces.Add((entry.Duration - (hasWait ? first : TimeSpan.Zero)).TotalSeconds / writing, 1);
            }
        }
        else if (Expected(writing) is > 0 and var expected)
        {
            LearnWhole(entry.Duration.TotalSeconds / expected);
        }
    }

    /// <summary>Who was cut off would have taken longer still: what it had waited is learned where that is longer than was expected, and tells nothing where it isn't.</summary>
    private bool LearnBound(SpendEntry entry, PromptProfile prompt, bool isStreamed)
    {
        var waited = entry.TimeToFirstContent ?? entry.Duration;
        if ((isStreamed || entry.TimeToFirstContent is not null) && model.FirstTokenLatency >= LeastWait)
        {
            var isLong = waited > _waits.Of(1) * model.FirstTokenLatency;
            if (isLong)
            {
                _waits.Add(waited / model.FirstTokenLatency, 1);
            }

            return isLong;
        }

        // Of a whole answer all of it was waited for.
        var tokens = TokenForecast.Of(prompt, model, OutputFactor(prompt.Task, prompt.ExpectsThinking)).OutputTokens;
        if (!(Expected(tokens / model.TokensPerSecond) is > 0 and var expected && waited.TotalSeconds > expected))
        {
            return false;
        }

        LearnWhole(waited.TotalSeconds / expected);
        return true;
    }

    /// <summary>Seconds until the whole answer is there.</summary>
    private double Expected(double writing) => (_waits.Of(1) * model.FirstTokenLatency.TotalSeconds) + (_paces.Of(1) * writing);

    /// <summary>What went into waiting and what into writing isn't known, so both are taken to be off by as much.</summary>
    private void LearnWhole(double ratio)
    {
        _waits.Add(ratio * _waits.Of(1), 1);
        _paces.Add(ratio * _paces.Of(1), 1);
    }

    private static void Publish(ref double into, double factor) => Volatile.Write(ref into, Math.Clamp(factor, 1 / MostFactor, MostFactor));
}

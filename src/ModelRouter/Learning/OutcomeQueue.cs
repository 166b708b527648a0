using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace ModelRouter;

/// <summary>Calls and labels that nobody waits for, until a learner has kept them in the background.</summary>
/// <remarks>Each comes with the number of resets before it, so that what was noted before one is forgotten as well. Safe for concurrent use.</remarks>
internal sealed class OutcomeQueue
{
    private const int MostCalls = 1_000;

    private readonly Func<List<(LearnableCall Call, int Resets)>, Task> _remember;
    private readonly Func<OutcomeLabel, int?, CancellationToken, Task> _add;
    private readonly ILogger _logger;
    private readonly Channel<(LearnableCall Call, int Resets)> _calls;

    // As many as count at most.
    private readonly Channel<(OutcomeLabel Label, int Resets)> _labels = Channel.CreateBounded<(OutcomeLabel, int)>(
        new BoundedChannelOptions(LabelSet.Capacity) { SingleReader = true, FullMode = BoundedChannelFullMode.DropOldest });

    private readonly Task _working;

    /// <param name="remember">Keeps calls.</param>
    /// <param name="add">Lets a label count.</param>
    /// <param name="missed">Told of each call that falls out, for want of room.</param>
    /// <param name="logger">Gets what fails; throws nothing.</param>
    internal OutcomeQueue(
        Func<List<(LearnableCall Call, int Resets)>, Task> remember, Func<OutcomeLabel, int?, CancellationToken, Task> add, Action missed, ILogger logger)
    {
        (_remember, _add, _logger) = (remember, add, logger);
        _calls = Channel.CreateBounded<(LearnableCall, int)>(
            new BoundedChannelOptions(MostCalls) { SingleReader = true, FullMode = BoundedChannelFullMode.DropOldest }, _ => missed());
        _working = Task.WhenAll(Task.Run(RememberAsync), Task.Run(AddAsync));
    }

    internal void Add(LearnableCall call, int resets) => _calls.Writer.TryWrite((call, resets));

    internal void Add(OutcomeLabel label, int resets) => _labels.Writer.TryWrite((label, resets));

    /// <summary>Takes no more, and waits for what is there.</summary>
    internal Task EndAsync()
    {
        _calls.Writer.TryComplete();
        _labels.Writer.TryComplete();
        return _working;
    }

    /// <summary>Nobody waits for it, so a failure is logged; feedback and predictions go on without.</summary>
    internal async Task TryAsync(int calls, Func<Task> write)
    {
        try
        {
            await write().ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            LearningLog.KeepFailed(_logger, exception, calls);
        }
    }

    private async Task RememberAsync()
    {
        var calls = new List<(LearnableCall Call, int Resets)>();
        while (await _calls.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            calls.Clear();
            while (calls.Count < MostCalls && _calls.Reader.TryRead(out var next))
            {
                calls.Add(next);
            }

            await TryAsync(calls.Count, () => _remember(calls)).ConfigureAwait(false);
        }
    }

    private async Task AddAsync()
    {
        await foreach (var (label, resets) in _labels.Reader.ReadAllAsync().ConfigureAwait(false))
        {
            await TryAsync(1, () => _add(label, resets, CancellationToken.None)).ConfigureAwait(false);
        }
    }
}

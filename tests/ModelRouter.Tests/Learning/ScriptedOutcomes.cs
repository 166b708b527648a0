using System.Collections.Concurrent;

namespace ModelRouter.Tests;

/// <summary>A store of outcomes that fails as it is told, and notes what it was asked to keep.</summary>
internal sealed class ScriptedOutcomes : IOutcomeStore
{
    private int _looks;

    /// <summary>Asked before each label is kept, and may fail or hang instead.</summary>
    public Func<OutcomeLabel, CancellationToken, Task> OnSave { get; set; } = static (_, _) => Task.CompletedTask;

    /// <summary>Asked before each look at the revision, and may fail or hang instead.</summary>
    public Func<CancellationToken, Task> OnLook { get; set; } = static _ => Task.CompletedTask;

    public Func<IReadOnlyList<LearnableCall>, Task> OnRemember { get; set; } = static _ => Task.CompletedTask;

    public Func<Task<DateTimeOffset?>> OnForgottenAt { get; set; } = static () => Task.FromResult<DateTimeOffset?>(null);

    /// <summary>Fails every read while it is true.</summary>
    public bool IsOut { get; set; }

    public bool IsDisposed { get; private set; }

    /// <summary>Where a reset of another process is to be seen.</summary>
    public long Revision { get; set; }

    public ConcurrentQueue<OutcomeLabel> Asked { get; } = [];

    public ConcurrentQueue<OutcomeLabel> Saved { get; } = [];

    public ConcurrentQueue<LearnableCall> Remembered { get; } = [];

    /// <summary>How often it was asked for its revision.</summary>
    public int Looks => Volatile.Read(ref _looks);

    public async Task<long> RevisionAsync(CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _looks);
        await OnLook(cancellationToken);
        return IsOut ? throw Failure() : Revision + Saved.Count;
    }

    public Task<IReadOnlyList<OutcomeLabel>> LoadAsync(CancellationToken cancellationToken = default) => Task.FromResult<IReadOnlyList<OutcomeLabel>>([.. Saved]);

    public async Task RememberAsync(IReadOnlyList<LearnableCall> calls, CancellationToken cancellationToken = default)
    {
        await OnRemember(calls);
        foreach (var call in calls)
        {
            Remembered.Enqueue(call);
        }
    }

    // Nobody is to ask it while it is known not to answer.
    public Task<LearnableCall?> FindAsync(Guid callId, CancellationToken cancellationToken = default) =>
        IsOut ? Task.Delay(Timeout.Infinite, cancellationToken).ContinueWith(static LearnableCall? (_) => null, cancellationToken, TaskContinuationOptions.None, TaskScheduler.Default) : Task.FromResult<LearnableCall?>(null);

    public async Task SaveAsync(OutcomeLabel label, IReadOnlyList<OutcomeLabel> forgotten, CancellationToken cancellationToken = default)
    {
        Asked.Enqueue(label);
        await OnSave(label, cancellationToken);
        Saved.Enqueue(label);
    }

    public Task ResetAsync(CancellationToken cancellationToken = default)
    {
        Saved.Clear();
        Remembered.Clear();
        Revision++;
        return Task.CompletedTask;
    }

    public Task<DateTimeOffset?> ForgottenAtAsync(CancellationToken cancellationToken = default) => OnForgottenAt();

    public ValueTask DisposeAsync()
    {
        IsDisposed = true;
        return ValueTask.CompletedTask;
    }

    public static IOException Failure() => new("The network is down.");

    public static Task Fails(OutcomeLabel label, CancellationToken ct) => Task.FromException(Failure());
}

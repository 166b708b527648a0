namespace ModelRouter.Cli;

/// <summary>Stands for a store that nobody has made yet, so that looking into it makes none.</summary>
internal sealed class EmptyOutcomeStore : IOutcomeStore
{
    public Task<long> RevisionAsync(CancellationToken cancellationToken = default) => Task.FromResult(0L);

    public Task<IReadOnlyList<OutcomeLabel>> LoadAsync(CancellationToken cancellationToken = default) => Task.FromResult<IReadOnlyList<OutcomeLabel>>([]);

    public Task<LearnableCall?> FindAsync(Guid callId, CancellationToken cancellationToken = default) => Task.FromResult<LearnableCall?>(null);

    public Task RememberAsync(IReadOnlyList<LearnableCall> calls, CancellationToken cancellationToken = default) => throw Absent();

    public Task SaveAsync(OutcomeLabel label, IReadOnlyList<OutcomeLabel> forgotten, CancellationToken cancellationToken = default) => throw Absent();

    public Task ResetAsync(CancellationToken cancellationToken = default) => throw Absent();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static InvalidOperationException Absent() => new("This store is only looked into.");
}

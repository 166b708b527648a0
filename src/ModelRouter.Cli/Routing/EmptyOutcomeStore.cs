namespace ModelRouter.Cli;

/// <summary>Stands for a store that nobody has made yet, so that looking into it makes none.</summary>
internal sealed class EmptyOutcomeStore : IOutcomeStore
{
    public Task<long> RevisionAsync(CancellationToken ct) => Task.FromResult(0L);

    public Task<IReadOnlyList<OutcomeLabel>> LoadAsync(CancellationToken ct) => Task.FromResult<IReadOnlyList<OutcomeLabel>>([]);

    public Task<LearnableCall?> FindAsync(Guid callId, CancellationToken ct) => Task.FromResult<LearnableCall?>(null);

    public Task RememberAsync(IReadOnlyList<LearnableCall> calls, CancellationToken ct) => throw Absent();

    public Task SaveAsync(OutcomeLabel label, IReadOnlyList<OutcomeLabel> forgotten, CancellationToken ct) => throw Absent();

    public Task ResetAsync(CancellationToken ct) => throw Absent();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static InvalidOperationException Absent() => new("This store is only looked into.");
}

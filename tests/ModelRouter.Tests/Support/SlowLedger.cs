namespace ModelRouter.Tests;

/// <summary>A ledger that takes an entry when it is told to.</summary>
internal sealed class SlowLedger : ISpendLedger
{
    public TaskCompletionSource<SpendEntry> Asked { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ValueTask RecordAsync(SpendEntry entry, CancellationToken cancellationToken = default)
    {
        Asked.TrySetResult(entry);
        return new(Done.Task);
    }
}

namespace ModelRouter.Storage;

/// <summary>A reservation that waits for the database.</summary>
internal sealed class LeaseNeed(decimal amount)
{
    private readonly TaskCompletionSource<BudgetAnswer> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal decimal Amount { get; } = amount;

    internal Task<BudgetAnswer> Task => _answer.Task;

    internal void Answer(BudgetAnswer answer) => _answer.SetResult(answer);

    internal void Fail(Exception exception) => _answer.SetException(exception);
}

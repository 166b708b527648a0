using Microsoft.Extensions.Logging;

namespace ModelRouter;

/// <summary>What every call of a router shares.</summary>
internal sealed record RouterServices(
    TimeProvider Time, LedgerWriter Ledger, ILogger Logger, ExecutionOptions Execution, FailureReaders Failures, JitterSource Jitter,
    ConversationMemory? Conversations, BudgetControl Budgets, AnswerChecks Checks, CorrectedPredictor? Learning,
    Explorer? Explorer)
{
    /// <summary>The calls that have not ended.</summary>
    internal LiveCalls Live { get; } = new(Time);
}

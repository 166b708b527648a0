using Microsoft.Extensions.Logging;

namespace ModelRouter;

/// <summary>Everything that the router logs. Prompt text is never among it, nor are providers' messages, which may quote it.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Debug, "Routed a {Task} prompt ({Selection}) to {Model}, value {Value} US dollars, {Excluded} models excluded.")]
    internal static partial void Routed(ILogger logger, PromptTask task, string selection, string model, decimal value, int excluded);

    [LoggerMessage(2, LogLevel.Warning, "No model may serve a {Task} prompt ({Selection}): {Exclusions}")]
    internal static partial void NoneEligible(ILogger logger, PromptTask task, string selection, string exclusions);

    [LoggerMessage(13, LogLevel.Information, "The call {CallId} explores {Model} in place of {Best}: drawn with probability {Propensity}, expected to lose {ExtraCost} US dollars.")]
    internal static partial void Explores(ILogger logger, Guid callId, string model, string best, double propensity, decimal extraCost);

    [LoggerMessage(14, LogLevel.Debug, "The call {CallId} goes to the best model, {Best}, drawn with probability {Propensity}; {Candidates} others might have been explored.")]
    internal static partial void DrawnBest(ILogger logger, Guid callId, string best, double propensity, int candidates);

    [LoggerMessage(3, LogLevel.Warning, "The attempt at {Model} ended as {Outcome} after {Duration}: {Failure}, {Error}")]
    internal static partial void AttemptFailed(
        ILogger logger, string model, AttemptOutcome outcome, TimeSpan duration, ModelFailureKind failure, string error);

    [LoggerMessage(4, LogLevel.Warning, "{Model} cools down until {OpenUntil}.")]
    internal static partial void CoolsDown(ILogger logger, string model, DateTimeOffset? openUntil);

    [LoggerMessage(5, LogLevel.Error, "The ledger didn't take the entry of {Model} over {Cost} US dollars in call {CallId}.")]
    internal static partial void LedgerFailed(ILogger logger, Exception exception, string model, decimal cost, Guid callId);

    [LoggerMessage(6, LogLevel.Warning, "Disposing the stream of {Model} failed: {Error}")]
    internal static partial void DisposeFailed(ILogger logger, string model, string error);

    [LoggerMessage(7, LogLevel.Warning, "The failure reader {Reader} failed itself: {Error}")]
    internal static partial void ReaderFailed(ILogger logger, string reader, string error);

    [LoggerMessage(11, LogLevel.Warning, "The answer verifier {Verifier} failed itself: {Error}")]
    internal static partial void VerifierFailed(ILogger logger, string verifier, string error);

    [LoggerMessage(20, LogLevel.Warning, "The budget {Budget} ({Value}): {Kind}. {Text}")]
    internal static partial void BudgetTold(ILogger logger, BudgetEventKind kind, string budget, string value, string text);

    [LoggerMessage(21, LogLevel.Error, "The store of the budget {Budget} failed.")]
    internal static partial void BudgetStoreFailed(ILogger logger, Exception exception, string budget);

    [LoggerMessage(22, LogLevel.Error, "OnBudgetEvent failed for the budget {Budget}.")]
    internal static partial void BudgetListenerFailed(ILogger logger, Exception exception, string budget);

    [LoggerMessage(9, LogLevel.Information, "The configuration has changed and is in effect, with {Rules} policy rules.")]
    internal static partial void Reloaded(ILogger logger, int rules);

    [LoggerMessage(10, LogLevel.Warning, "The configuration has changed and can't be used; the last one that could stays in effect, since {Since}: {Error}")]
    internal static partial void ReloadRejected(ILogger logger, DateTimeOffset since, string error);

    [LoggerMessage(15, LogLevel.Warning, "The policy works, but probably not as it is meant. {Problem}")]
    internal static partial void PolicyDoubtful(ILogger logger, string problem);

    [LoggerMessage(8, LogLevel.Debug, "The attempt at {Model} ended as {Outcome} after {Duration}, and cost {Cost} US dollars.")]
    internal static partial void AttemptEnded(ILogger logger, string model, AttemptOutcome outcome, TimeSpan duration, decimal cost);
}

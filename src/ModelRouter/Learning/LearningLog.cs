using Microsoft.Extensions.Logging;

namespace ModelRouter;

/// <summary>What the learner logs.</summary>
internal static partial class LearningLog
{
    [LoggerMessage(40, LogLevel.Information, "Learned from {Labels} labels.")]
    internal static partial void Fitted(ILogger logger, int labels);

    [LoggerMessage(41, LogLevel.Error, "Learning from {Labels} labels failed; predictions stay as they were.")]
    internal static partial void FitFailed(ILogger logger, Exception exception, int labels);

    [LoggerMessage(45, LogLevel.Warning, "The ledger can't be read, so expected output and time begin at the profiles' figures.")]
    internal static partial void LedgerNotRead(ILogger logger, Exception exception);

    [LoggerMessage(42, LogLevel.Warning, "What {Calls} calls teach could not be kept; it is known only as long as this process runs.")]
    internal static partial void KeepFailed(ILogger logger, Exception exception, int calls);
}

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

    [LoggerMessage(43, LogLevel.Warning, "Whether others have told outcomes can't be learned from the store; predictions stay as they are, and it is asked again every {Interval}.")]
    internal static partial void RefreshFailed(ILogger logger, Exception exception, TimeSpan interval);

    [LoggerMessage(
        46, LogLevel.Warning,
        "The store of outcomes doesn't answer, so what was learned before doesn't count yet. It is asked again, at least every {Pause}; what is told meanwhile waits for it.")]
    internal static partial void NotLoaded(ILogger logger, Exception exception, TimeSpan pause);

    [LoggerMessage(44, LogLevel.Information, "The store of outcomes answers again.")]
    internal static partial void RefreshesAgain(ILogger logger);

    [LoggerMessage(47, LogLevel.Warning, "The store of outcomes refuses a label and takes others; that label is given up.")]
    internal static partial void LabelRefused(ILogger logger, Exception exception);

    [LoggerMessage(
        49, LogLevel.Warning,
        "{Labels} labels of the store are of another version of the library, or damaged; they don't count. Outcomes that are told from now on do.")]
    internal static partial void Unread(ILogger logger, int labels);

    [LoggerMessage(48, LogLevel.Warning, "The store of outcomes takes no labels. It is asked again every {Interval}; what is told meanwhile waits for it.")]
    internal static partial void NotKeeping(ILogger logger, Exception exception, TimeSpan interval);
}

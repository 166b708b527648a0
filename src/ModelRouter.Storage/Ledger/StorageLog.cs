using Microsoft.Extensions.Logging;

namespace ModelRouter.Storage;

/// <summary>Everything that ledger and budgets log. Exceptions of databases are named by their type and code: their texts may hold connection strings.</summary>
internal static partial class StorageLog
{
    [LoggerMessage(1, LogLevel.Error, "The ledger {Ledger} takes no entries ({Error}); {Waiting} wait and are tried again.")]
    internal static partial void WriteFailed(ILogger logger, string ledger, string error, int waiting);

    [LoggerMessage(2, LogLevel.Information, "The ledger {Ledger} takes entries again.")]
    internal static partial void WritesAgain(ILogger logger, string ledger);

    [LoggerMessage(3, LogLevel.Error, "The ledger {Ledger} refused the entry of {Model} over {Cost} US dollars, attempt {Attempt} of call {CallId} ({Error}).")]
    internal static partial void EntryRefused(ILogger logger, string ledger, string model, decimal cost, int attempt, Guid callId, string error);

    [LoggerMessage(4, LogLevel.Error, "The ledger's spool doesn't take an entry ({Error}); its call waits for the database instead.")]
    internal static partial void SpoolFailed(ILogger logger, string error);

    [LoggerMessage(5, LogLevel.Warning, "Brought {Count} entries into the ledger {Ledger} that an ended process had left.")]
    internal static partial void Recovered(ILogger logger, string ledger, int count);

    [LoggerMessage(6, LogLevel.Error, "{Count} lines of an ended process' spool can't be read, or were refused; they are kept in {File}.")]
    internal static partial void Unreadable(ILogger logger, int count, string file);

    [LoggerMessage(10, LogLevel.Error, "{Count} lines of an ended process' spool are of a newer version of the product, which brings them in when it opens the ledger; they stay in {File}.")]
    internal static partial void Newer(ILogger logger, int count, string file);

    [LoggerMessage(7, LogLevel.Error, "The ledger {Ledger} was closed before it took {Count} entries; they are in its spool, and are brought in when it is opened next.")]
    internal static partial void LeftInSpool(ILogger logger, string ledger, int count);

    [LoggerMessage(8, LogLevel.Error, "The spool {File} of an ended process can't be opened ({Error}); what it holds is brought in once it can.")]
    internal static partial void SpoolUnopened(ILogger logger, string file, string error);

    [LoggerMessage(9, LogLevel.Error, "What was settled last in {Count} budgets is lost: their database failed until the store was closed.")]
    internal static partial void BudgetsLost(ILogger logger, int count);

    [LoggerMessage(11, LogLevel.Warning, "The ledger {Ledger} is read without some {Waiting} entries that its database has not taken yet.")]
    internal static partial void ReadBehind(ILogger logger, string ledger, int waiting);
}

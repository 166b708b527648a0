namespace ModelRouter.Cli;

/// <summary>The user asked for something that can't be done; the message says what to do instead.</summary>
internal sealed class UsageException(string message, Exception? innerException = null) : Exception(message, innerException);

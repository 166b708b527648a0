using Microsoft.Extensions.Logging;

namespace ModelRouter;

/// <summary>A logger whose own failures are told to nobody: for work that has no caller, and for ends that must come whatever is said of them.</summary>
/// <remarks>As safe for concurrent use as the logger behind it.</remarks>
/// <param name="logger">What logs.</param>
internal sealed class QuietLogger(ILogger logger) : ILogger
{
    /// <summary>Tells a logger or listener that may throw.</summary>
    internal static void Tell(Action tell)
    {
        try
        {
            tell();
        }
        catch (Exception)
        {
            // There is nobody left to tell.
        }
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull
    {
        var scope = default(IDisposable);
        Tell(() => scope = logger.BeginScope(state));
        return scope;
    }

    public bool IsEnabled(LogLevel logLevel)
    {
        var isEnabled = false;
        Tell(() => isEnabled = logger.IsEnabled(logLevel));
        return isEnabled;
    }

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Tell(() => logger.Log(logLevel, eventId, state, exception, formatter));
}

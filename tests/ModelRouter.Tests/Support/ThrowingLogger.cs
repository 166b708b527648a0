using Microsoft.Extensions.Logging;

namespace ModelRouter.Tests;

/// <summary>Throws at the first text that holds some word, and takes everything else.</summary>
internal sealed class ThrowingLogger<T>(string word) : ILogger<T>
{
    private bool _hasThrown;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (formatter(state, exception).Contains(word, StringComparison.Ordinal) && !Interlocked.Exchange(ref _hasThrown, true))
        {
            throw new IOException("The log is full.");
        }
    }
}

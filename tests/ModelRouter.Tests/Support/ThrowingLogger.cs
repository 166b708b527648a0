using Microsoft.Extensions.Logging;

namespace ModelRouter.Tests;

/// <summary>Throws at the first texts that hold some word, and takes everything else.</summary>
internal sealed class ThrowingLogger<T>(string word, int times = 1) : ILogger<T>
{
    private int _thrown;

    /// <summary>How often it has thrown.</summary>
    public int Thrown => Math.Min(Volatile.Read(ref _thrown), times);

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (formatter(state, exception).Contains(word, StringComparison.Ordinal) && Interlocked.Increment(ref _thrown) <= times)
        {
            throw new IOException("The log is full.");
        }
    }
}

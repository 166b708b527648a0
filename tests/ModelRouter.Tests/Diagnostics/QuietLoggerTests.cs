using Microsoft.Extensions.Logging;

namespace ModelRouter.Tests;

public class QuietLoggerTests
{
    [Fact]
    public void Whatever_a_logger_throws_is_nobodys()
    {
        var quiet = new QuietLogger(new Broken());

        using var scope = quiet.BeginScope("scope");
        Assert.Null(scope);
        Assert.False(quiet.IsEnabled(LogLevel.Error));
        quiet.Log(LogLevel.Error, default, "lost", null, static (text, _) => text);
    }

    [Fact]
    public void What_a_logger_takes_it_gets()
    {
        var list = new ListLogger<QuietLoggerTests>();
        var quiet = new QuietLogger(list);

        Assert.True(quiet.IsEnabled(LogLevel.Debug));
        quiet.Log(LogLevel.Warning, default, "kept", null, static (text, _) => text);

        Assert.Equal((LogLevel.Warning, "kept"), list.Entries.Select(static entry => (entry.Level, entry.Text)).Single());
    }

    private sealed class Broken : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => throw new IOException("The log is full.");

        public bool IsEnabled(LogLevel logLevel) => throw new IOException("The log is full.");

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            throw new IOException("The log is full.");
    }
}

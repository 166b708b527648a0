using Spectre.Console;

namespace ModelRouter.Cli;

/// <summary>Shows a bar while a model loads or other work is done, if that takes long enough to wonder.</summary>
internal static class LoadDisplay
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(400);
    private static readonly TimeSpan Frame = TimeSpan.FromMilliseconds(100);

    /// <summary>A terminal has room for one bar.</summary>
    private static readonly SemaphoreSlim Room = new(1, 1);

    /// <summary>Runs <paramref name="load"/> to its end; its failure is the caller's.</summary>
    internal static Task RunAsync(Terminal terminal, string model, Func<IProgress<float>, CancellationToken, Task> load, CancellationToken ct) =>
        ShowAsync(terminal, $"Loading {model}", load, ct);

    /// <summary>Runs <paramref name="load"/> to its end under a title of one's own; its failure is the caller's.</summary>
    internal static Task ShowAsync(Terminal terminal, string title, Func<IProgress<float>, CancellationToken, Task> load, CancellationToken ct) =>
        ShowAsync(terminal.IsErrorTerminal ? terminal.ErrorDisplay : null, Patience, title, load, ct);

    /// <param name="console">Where the bar is shown; <see langword="null"/> for none. While another one is shown, there is none either.</param>
    /// <param name="patience">How long to wait for the end before there is a bar.</param>
    /// <param name="title">What stands beside it.</param>
    /// <param name="load">The work.</param>
    /// <param name="ct">Ends it.</param>
    internal static async Task ShowAsync(
        IAnsiConsole? console, TimeSpan patience, string title, Func<IProgress<float>, CancellationToken, Task> load, CancellationToken ct)
    {
        var fraction = new LatestFraction();
        var loading = load(fraction, ct);
        if (console is not null && !await EndsWithinAsync(loading, patience, ct).ConfigureAwait(false)
            && await Room.WaitAsync(TimeSpan.Zero, CancellationToken.None).ConfigureAwait(false))
        {
            try
            {
                await console.Progress().AutoClear(true).HideCompleted(true).StartAsync(async display =>
                {
                    var bar = display.AddTask(Markup.Escape(TerminalText.Clean(title)), maxValue: 1);
                    while (!await EndsWithinAsync(loading, Frame, ct).ConfigureAwait(false))
                    {
                        bar.Value = fraction.Value;
                    }
                }).ConfigureAwait(false);
            }
            finally
            {
                Room.Release();
            }
        }

        await loading.ConfigureAwait(false);
    }

    private static async Task<bool> EndsWithinAsync(Task task, TimeSpan time, CancellationToken ct)
    {
        await Task.WhenAny(task, Task.Delay(time, TimeProvider.System, ct)).ConfigureAwait(false);
        return task.IsCompleted || ct.IsCancellationRequested;
    }
}

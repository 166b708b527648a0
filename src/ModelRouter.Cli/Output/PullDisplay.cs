using ModelRouter.LlamaCpp;
using Spectre.Console;

namespace ModelRouter.Cli;

/// <summary>Shows a download: a bar where a person looks, a line per tenth of the way elsewhere.</summary>
internal static class PullDisplay
{
    private static readonly TimeSpan Frame = TimeSpan.FromMilliseconds(100);

    /// <summary>Runs <paramref name="pull"/> to its end; its failure is the caller's.</summary>
    internal static async Task<ModelDownloadResult> RunAsync(
        Terminal terminal, string model, Func<IProgress<ModelDownloadProgress>, Task<ModelDownloadResult>> pull)
    {
        if (!terminal.IsErrorTerminal)
        {
            return await pull(new PullLines(terminal, model)).ConfigureAwait(false);
        }

        var latest = new LatestProgress();
        var pulling = pull(latest);
        await terminal.ErrorDisplay.Progress().AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new DownloadedColumn(), new TransferSpeedColumn(), new RemainingTimeColumn())
            .StartAsync(async display =>
            {
                var bar = display.AddTask(model, maxValue: 1);
                while (!pulling.IsCompleted)
                {
                    await Task.WhenAny(pulling, Task.Delay(Frame)).ConfigureAwait(false);
                    if (latest.Value is { TotalBytes: > 0 } now)
                    {
                        (bar.MaxValue, bar.Value) = (now.TotalBytes.Value, now.Bytes);
                        bar.Description = Markup.Escape(TerminalText.Clean(now.Trouble ?? $"{(now.Phase == ModelDownloadPhase.Verifying ? "Checking" : "Pulling")} {model}"));
                    }
                }
            }).ConfigureAwait(false);
        return await pulling.ConfigureAwait(false);
    }
}

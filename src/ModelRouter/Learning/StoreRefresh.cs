using Microsoft.Extensions.Logging;

namespace ModelRouter;

/// <summary>Asks a store again and again what other processes have told it; goes on when it fails, and logs the first of several failures.</summary>
/// <param name="interval">How often; <see cref="Timeout.InfiniteTimeSpan"/> for never.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Gets failures.</param>
internal sealed class StoreRefresh(TimeSpan interval, TimeProvider time, ILogger logger)
{
    /// <summary>Runs until it is ended.</summary>
    /// <param name="catchUp">Takes over what others have changed.</param>
    /// <param name="ending">Ends it.</param>
    internal Task RunAsync(Func<CancellationToken, Task> catchUp, CancellationToken ending) =>
        interval == Timeout.InfiniteTimeSpan ? Task.CompletedTask : RepeatAsync(catchUp, ending);

    private async Task RepeatAsync(Func<CancellationToken, Task> catchUp, CancellationToken ending)
    {
        using var timer = new PeriodicTimer(interval, time);
        var isFailing = false;
        while (!ending.IsCancellationRequested)
        {
            try
            {
                await timer.WaitForNextTickAsync(ending).ConfigureAwait(false);
                await catchUp(ending).ConfigureAwait(false);
                if (isFailing)
                {
                    isFailing = false;
                    LearningLog.RefreshesAgain(logger);
                }
            }
            catch (OperationCanceledException) when (ending.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                if (!isFailing)
                {
                    isFailing = true;
                    LearningLog.RefreshFailed(logger, exception, interval);
                }
            }
        }
    }
}

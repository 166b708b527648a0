namespace ModelRouter;

/// <summary>An attempt that runs beside others.</summary>
/// <param name="Run">The attempt.</param>
/// <param name="Start">Its way to the first content; gives the failure if none comes, and never throws.</param>
internal sealed record Racer(AttemptRun Run, Task<Exception?> Start)
{
    /// <summary>Done when nothing of it runs any more, once it has been told to end.</summary>
    internal Task Closed { get; private set; } = Task.CompletedTask;

    /// <summary>Another one has answered first: ends it, which may take less time than the winner does.</summary>
    internal void End()
    {
        Run.Cancel();
        Closed = CloseAsync();
    }

    private async Task CloseAsync()
    {
        await Start.ConfigureAwait(false);
        await Run.CloseAsync().ConfigureAwait(false);
        Run.MarkEnded();
    }
}

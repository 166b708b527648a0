namespace ModelRouter.Tests;

/// <summary>Looks for failures of tasks that nobody has looked at.</summary>
internal static class Unobserved
{
    /// <summary>True if something that was begun fails with this message and nobody sees it.</summary>
    public static async Task<bool> HasFailureAsync(string message, Func<Task> begin)
    {
        var has = false;
        EventHandler<UnobservedTaskExceptionEventArgs> look = (_, told) => has |= told.Exception.Flatten().InnerExceptions.Any(failure => failure.Message == message);
        TaskScheduler.UnobservedTaskException += look;
        try
        {
            await begin();

            // What has just ended may go on here, with all that it holds on the stack.
            await Task.Yield();
            GC.Collect();
            GC.WaitForPendingFinalizers();
            return has;
        }
        finally
        {
            TaskScheduler.UnobservedTaskException -= look;
        }
    }
}

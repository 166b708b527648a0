namespace ModelRouter;

/// <summary>Work that may be left before it ends: somebody else's, which doesn't heed its cancellation.</summary>
internal static class LeftTask
{
    /// <summary>The same task; if it fails when nobody waits for it any more, the process is told of no unobserved exception.</summary>
    internal static Task<T> MayBeLeft<T>(this Task<T> task)
    {
        _ = MayBeLeft((Task)task);
        return task;
    }

    /// <inheritdoc cref="MayBeLeft{T}(Task{T})"/>
    internal static Task MayBeLeft(this Task task)
    {
        _ = task.ContinueWith(
            static failed => failed.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        return task;
    }
}

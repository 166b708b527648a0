namespace ModelRouter;

/// <summary>Waits where a container makes or disposes its services, which is synchronous.</summary>
internal static class Blocking
{
    /// <summary>Waits for work that may run code of the application's. It begins on a thread of the pool: on one with a
    /// <see cref="SynchronizationContext"/>, what that code awaits would wait for the very thread that waits here.</summary>
    internal static T Wait<T>(Func<Task<T>> work) => Task.Run(work).GetAwaiter().GetResult();

    /// <inheritdoc cref="Wait{T}(Func{Task{T}})"/>
    internal static void Wait(Func<Task> work) => Task.Run(work).GetAwaiter().GetResult();
}

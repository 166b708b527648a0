using Microsoft.Extensions.Time.Testing;

namespace ModelRouter.Tests;

/// <summary>Lets a fake clock run while something waits on it.</summary>
internal static class Pump
{
    /// <summary>Advances in steps until the task is done.</summary>
    public static async Task<T> RunAsync<T>(this FakeTimeProvider time, Task<T> task, TimeSpan? step = null)
    {
        for (var i = 0; !task.IsCompleted; i++)
        {
            // Whoever was woken may have to be scheduled before it waits anew.
            Assert.True(i < 100_000, "The task waits for something else than time.");
            time.Advance(step ?? TimeSpan.FromSeconds(0.1));
            await Task.Yield();
            await Task.Delay(i < 20 ? 0 : 1, TestContext.Current.CancellationToken);
        }

        return await task;
    }
}

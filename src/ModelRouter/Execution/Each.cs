using System.Runtime.ExceptionServices;

namespace ModelRouter;

/// <summary>Ends several things of which each has to be ended, whatever becomes of the others.</summary>
internal static class Each
{
    /// <summary>Ends them one after another, all of them; gives what was thrown first.</summary>
    internal static ExceptionDispatchInfo? End<T>(IReadOnlyList<T> all, Action<T> end)
    {
        ExceptionDispatchInfo? first = null;
        foreach (var one in all)
        {
            try
            {
                end(one);
            }
            catch (Exception exception)
            {
                first ??= ExceptionDispatchInfo.Capture(exception);
            }
        }

        return first;
    }

    /// <summary>Ends them one after another, all of them; throws behind the last what was thrown first.</summary>
    internal static async ValueTask EndAsync<T>(IReadOnlyList<T> all, Func<T, ValueTask> end)
    {
        ExceptionDispatchInfo? first = null;
        for (var i = 0; i < all.Count; i++)
        {
            try
            {
                await end(all[i]).ConfigureAwait(false);
            }
            catch (Exception exception)
            {
                first ??= ExceptionDispatchInfo.Capture(exception);
            }
        }

        first?.Throw();
    }
}

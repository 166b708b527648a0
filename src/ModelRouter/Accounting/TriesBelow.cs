using System.Runtime.CompilerServices;

namespace ModelRouter;

/// <summary>What a client with nodes tells the router of tries that it would not see: every one belongs on the accounts.</summary>
/// <remarks>It stands beside the response, first update or exception that it belongs to, and not in its properties, where callers would find and
/// store it. A client in between that makes other objects of them loses it.</remarks>
/// <param name="Failed">The tries before the one that the object came of, in order.</param>
/// <param name="Meter">What that one used, if it failed; else it is metered by what it gives.</param>
internal sealed record TriesBelow(IReadOnlyList<FailedTry> Failed, AttemptMeter? Meter = null)
{
    private static readonly ConditionalWeakTable<object, TriesBelow> Told = [];

    /// <summary>Tells of them.</summary>
    /// <param name="carrier">A response, a stream's first update, or an exception.</param>
    internal void Tell(object carrier) => Told.AddOrUpdate(carrier, this);

    /// <summary>What was told beside an object.</summary>
    internal static TriesBelow? Beside(object carrier) => Told.TryGetValue(carrier, out var tries) ? tries : null;

    /// <summary>What was told beside an exception, or one within.</summary>
    internal static TriesBelow? Beside(Exception exception)
    {
        for (var e = exception; e is not null; e = e.InnerException)
        {
            if (Beside((object)e) is { } tries)
            {
                return tries;
            }
        }

        return null;
    }
}

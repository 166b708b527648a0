using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace ModelRouter;

/// <summary>What a stream has used while it isn't over: figures that came ahead of its end, and tool calls that can't be given yet. Its client
/// goes on writing to it.</summary>
/// <remarks>A stream that breaks or is stopped is billed by it. It stands beside the response's first update, and not in it: callers add up the
/// reports that they find. A client in between that makes other objects of updates loses it. Not safe for concurrent use; read between
/// updates.</remarks>
internal sealed class UsageSoFar
{
    private static readonly ConditionalWeakTable<object, UsageSoFar> Told = [];

    /// <summary>True once it stands beside an update.</summary>
    internal bool IsTold { get; private set; }

    /// <summary>The provider's latest report, which the last one will not fall below.</summary>
    internal UsageDetails? Usage { get; set; }

    /// <summary>The estimator's units of what has come of tool calls.</summary>
    internal long PendingUnits { get; set; }

    /// <summary>Tells of it beside a response's first update; does nothing for those that follow.</summary>
    internal void Tell(ChatResponseUpdate update)
    {
        if (!IsTold)
        {
            Told.Add(update, this);
            IsTold = true;
        }
    }

    /// <summary>What was told beside an update.</summary>
    internal static UsageSoFar? Beside(ChatResponseUpdate update) => Told.TryGetValue(update, out var known) ? known : null;
}

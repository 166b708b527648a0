using Microsoft.Extensions.AI;

namespace ModelRouter.Providers;

/// <summary>Tells of answers that can't be used and are on the service's bill all the same.</summary>
internal static class UselessAnswer
{
    /// <summary>Tells beside its exception what the service says that an answer used; does nothing if it doesn't say, or an update has told.</summary>
    public static void Tell(Exception failure, UsageSoFar soFar)
    {
        // What stands beside an exception replaces what was seen of the updates: text and calls that no report has yet.
        if (!soFar.IsTold && soFar.Usage is { } usage)
        {
            var meter = new AttemptMeter();
            meter.Add(new ChatResponse { Usage = usage });
            new TriesBelow([], meter).Tell(failure);
        }
    }
}

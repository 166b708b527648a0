using Microsoft.Extensions.AI;

namespace ModelRouter.Providers;

/// <summary>Tells of answers that can't be used and are on the service's bill all the same.</summary>
internal static class UselessAnswer
{
    /// <summary>Tells beside its exception what the service says that an answer used; does nothing if it doesn't say.</summary>
    public static void Tell(Exception failure, UsageDetails? usage)
    {
        if (usage is not null)
        {
            var meter = new AttemptMeter();
            meter.Add(new ChatResponse { Usage = usage });
            new TriesBelow([], meter).Tell(failure);
        }
    }
}

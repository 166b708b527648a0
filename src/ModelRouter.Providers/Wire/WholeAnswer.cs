using Microsoft.Extensions.AI;

namespace ModelRouter.Providers;

/// <summary>Puts an answer together that is streamed on the wire for a caller who wants it whole.</summary>
internal static class WholeAnswer
{
    /// <summary>The answer. What came of one that breaks is told beside its exception, so that it is billed as it would be to a caller who streams.</summary>
    public static async Task<ChatResponse> OfAsync(IAsyncEnumerable<ChatResponseUpdate> stream)
    {
        var updates = new List<ChatResponseUpdate>();
        var meter = new AttemptMeter();
        try
        {
            await foreach (var update in stream.ConfigureAwait(false))
            {
                meter.Add(update);
                updates.Add(update);
            }
        }
        catch (Exception exception) when (meter.HasAny)
        {
            new TriesBelow([], meter).Tell(exception);
            throw;
        }

        return updates.ToChatResponse();
    }
}

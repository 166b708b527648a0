using System.Runtime.CompilerServices;

namespace ModelRouter.Providers;

/// <summary>Reads server-sent events strictly and within bounds, as those of OpenAI are.</summary>
internal static class AzureEvents
{
    /// <summary>Each event's data, valid until the next is asked for, until the service says that it is done, or the stream ends.</summary>
    /// <exception cref="InvalidDataException">The stream is damaged.</exception>
    internal static async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(Stream stream, [EnumeratorCancellation] CancellationToken ct)
    {
        var events = new OpenAIEventReader(stream);
        while (await NextAsync(events, ct).ConfigureAwait(false) is { IsDone: false } next)
        {
            yield return next.Data;
        }
    }

    private static async ValueTask<OpenAIEvent?> NextAsync(OpenAIEventReader events, CancellationToken ct)
    {
        try
        {
            return await events.ReadAsync(ct).ConfigureAwait(false);
        }
        catch (OpenAIServiceException wrong)
        {
            throw AzureAnswer.Damaged("its stream of events is damaged", wrong);
        }
    }
}

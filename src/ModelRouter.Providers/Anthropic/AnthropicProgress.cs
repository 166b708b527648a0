using Anthropic.Models.Messages;
using Microsoft.Extensions.AI;

namespace ModelRouter.Providers;

/// <summary>Tells what a stream of Anthropic's has used while it isn't over. Not safe for concurrent use: one instance per answer.</summary>
internal sealed class AnthropicProgress
{
    private readonly UsageSoFar _soFar = new();

    // The units of what has come of calls that aren't whole, by their block.
    private readonly Dictionary<long, long> _pieces = [];

    /// <summary>Takes an update in, and tells of the progress beside the first.</summary>
    public void Take(ChatResponseUpdate update)
    {
        if (AnthropicBeginning.Usage(update) is { } beginning)
        {
            _soFar.Usage = beginning;
        }

        // Its client gives an update without contents for each piece of a call, and the call at the end of its block.
        switch ((update.RawRepresentation as RawMessageStreamEvent)?.Value)
        {
            case RawContentBlockDeltaEvent { Delta.Value: InputJsonDelta piece } delta:
                Count(delta.Index, TokenEstimator.Units(piece.PartialJson));
                break;
            case RawContentBlockStopEvent stop when update.Contents.Any(static content => content is FunctionCallContent):
                Count(stop.Index, -_pieces.GetValueOrDefault(stop.Index));
                break;
        }

        _soFar.Tell(update);
    }

    private void Count(long block, long units)
    {
        _pieces[block] = _pieces.GetValueOrDefault(block) + units;
        _soFar.PendingUnits += units;
    }
}

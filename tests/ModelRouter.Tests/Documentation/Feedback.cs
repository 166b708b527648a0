using Microsoft.Extensions.AI;

namespace ModelRouter.Tests.Documentation;

/// <summary>What the README shows of feedback.</summary>
internal static class Feedback
{
    internal static async Task GiveAsync(IChatClient client, ChatResponse response, Guid callId)
    {
        // begin-readme
        var learner = client.GetService<OutcomeLearner>()!;
        await learner.RecordAsync(response.GetRoutingReceipt()!, 1);    // a person liked it
        await learner.RecordAsync(callId, 0, OutcomeKind.Verifier);     // a test failed
        // end-readme
    }
}

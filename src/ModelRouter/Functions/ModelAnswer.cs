using Microsoft.Extensions.AI;

namespace ModelRouter;

/// <summary>A model's answer, and what it took: nothing if it came from a cache.</summary>
/// <param name="Model">The id of the model that answered, or what was asked (<see cref="ChatOptions.ModelId"/>) if it failed, or the answer doesn't say.</param>
/// <param name="Answer">The answer; empty if it failed.</param>
/// <param name="Thought">What it thought before; <see langword="null"/> if it showed nothing.</param>
/// <param name="InputTokens">Tokens read.</param>
/// <param name="OutputTokens">Tokens written, thought included.</param>
/// <param name="Cost">US dollars, those of failed attempts included.</param>
public sealed record ModelAnswer(string Model, string Answer, string? Thought, long InputTokens, long OutputTokens, decimal Cost)
{
    /// <summary>True if the service didn't report its tokens, so that they and the cost are estimates.</summary>
    public bool IsEstimated { get; init; }

    /// <summary>Why it ended if it isn't whole: <see cref="ChatFinishReason.Length"/>, its limit of tokens, or <see cref="ChatFinishReason.ContentFilter"/>; <see langword="null"/> if it is.</summary>
    public ChatFinishReason? FinishReason { get; init; }

    /// <summary>Why there is no answer; <see langword="null"/> if there is one.</summary>
    public string? Failure { get; init; }

    /// <param name="response">The response.</param>
    /// <param name="asked">As <see cref="ChatOptions.ModelId"/>.</param>
    internal static ModelAnswer Of(ChatResponse response, string? asked)
    {
        var thought = string.Concat(response.Messages.SelectMany(static message => message.Contents).OfType<TextReasoningContent>().Select(static content => content.Text));
        var answer = new ModelAnswer(
            response.Messages.Select(ModelStamp.Read).LastOrDefault(static model => model is not null) ?? asked ?? "", response.Text, thought.Length == 0 ? null : thought, 0, 0, 0)
        {
            FinishReason = response.FinishReason == ChatFinishReason.Stop ? null : response.FinishReason,
        };

        // Without a receipt no model was asked: a cache in the pipeline has answered.
        return response.GetRoutingReceipt() is not { } receipt ? answer : answer with
        {
            Model = receipt.Model, InputTokens = receipt.Usage.InputTokens, OutputTokens = receipt.Usage.OutputTokens, Cost = receipt.Cost, IsEstimated = receipt.Usage.IsEstimated,
        };
    }
}

using Microsoft.Extensions.AI;

namespace ModelRouter;

/// <summary>A model's answer, and what it took.</summary>
/// <param name="Model">The id of the model that answered, or of the one that was asked if it failed.</param>
/// <param name="Answer">The answer; empty if it failed.</param>
/// <param name="Thought">What it thought before; <see langword="null"/> if it showed nothing.</param>
/// <param name="InputTokens">Tokens read.</param>
/// <param name="OutputTokens">Tokens written, thought included.</param>
/// <param name="Cost">US dollars, those of failed attempts included.</param>
public sealed record ModelAnswer(string Model, string Answer, string? Thought, long InputTokens, long OutputTokens, decimal Cost)
{
    /// <summary>True if the service didn't report its tokens, so that they and the cost are estimates.</summary>
    public bool IsEstimated { get; init; }

    /// <summary>Why there is no answer; <see langword="null"/> if there is one.</summary>
    public string? Failure { get; init; }

    internal static ModelAnswer Of(ChatResponse response)
    {
        var receipt = response.GetRoutingReceipt() ?? throw new InvalidOperationException("The response has no receipt: the client that was asked is no pipeline around a router.");
        var thought = string.Concat(response.Messages.SelectMany(static message => message.Contents).OfType<TextReasoningContent>().Select(static content => content.Text));
        return new(receipt.Model, response.Text, thought.Length == 0 ? null : thought, receipt.Usage.InputTokens, receipt.Usage.OutputTokens, receipt.Cost)
        {
            IsEstimated = receipt.Usage.IsEstimated,
        };
    }
}

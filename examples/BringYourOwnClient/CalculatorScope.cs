using Microsoft.Extensions.AI;

namespace ModelRouter.Examples.BringYourOwnClient;

/// <summary>Keeps everything from the calculator that is no sum: it gets no other question, however cheap it is.</summary>
internal sealed class CalculatorScope : IModelScope
{
    public string? Exclude(IReadOnlyList<ChatMessage> messages, ChatOptions? options) =>
        CalculatorClient.Sum().IsMatch(messages[^1].Text) ? null : "It adds and subtracts two numbers, and there is no sum in this.";
}

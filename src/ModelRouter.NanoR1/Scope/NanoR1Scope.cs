using Microsoft.Extensions.AI;

namespace ModelRouter.NanoR1;

/// <summary>What one of the models was made for: single questions, told from others by a small classifier and by limits that are certain.</summary>
/// <remarks>The last question decides, and it has to stand for itself, since the models never saw a conversation: they are
/// given that question alone. Safe for concurrent use.</remarks>
internal sealed class NanoR1Scope(Competence competence, string knows) : IModelScope
{
    public string? Exclude(IReadOnlyList<ChatMessage> messages, ChatOptions? options)
    {
        var objection = !string.IsNullOrWhiteSpace(options?.Instructions) || HasSystemPrompt(messages) ? "and follows no system prompt"
            : options?.ResponseFormat is ChatResponseFormatJson ? "and writes no JSON"
            : messages is not [.., { } last] || last.Role != ChatRole.User ? "and answers questions; this conversation doesn't end with one"
            : !LastQuestion.IsTextAlone(last) ? "and reads text; this question brings something else"
            : Objection(LastQuestion.In(last));
        return objection is null ? null : $"It was made for {knows}, {objection}.";
    }

    private string? Objection(string question)
    {
        var found = ScopeClassifier.Trained.Classify(question);
        return found == competence ? ScopeLimits.Objection(question, competence)
            : found == Competence.Base ? "and this is a question for the base model"
            : found == Competence.Machine ? "and this is machine data"
            : "and this question is beyond that";
    }

    private static bool HasSystemPrompt(IReadOnlyList<ChatMessage> messages)
    {
        for (var i = 0; i < messages.Count; i++)
        {
            if (messages[i].Role == ChatRole.System && !string.IsNullOrWhiteSpace(messages[i].Text))
            {
                return true;
            }
        }

        return false;
    }
}

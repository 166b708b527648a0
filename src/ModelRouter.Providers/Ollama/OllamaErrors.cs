using System.Text.Json;

namespace ModelRouter.Providers;

/// <summary>Understands Ollama's errors, which are a text and often a status that doesn't say much.</summary>
internal static class OllamaErrors
{
    // What the texts contain, the telling ones first.
    private static readonly (string Text, ModelFailureKind Kind, string Meaning)[] Known =
    [
        ("does not support", ModelFailureKind.Refused, "it does not do what the request asks for"),
        ("not supported for this model", ModelFailureKind.Refused, "it does not do what the request asks for"),
        ("context length", ModelFailureKind.ContextLength, "the conversation is longer than its context"),
        ("context window", ModelFailureKind.ContextLength, "the conversation is longer than its context"),
        ("context size", ModelFailureKind.ContextLength, "the conversation is longer than its context"),
        ("unauthorized", ModelFailureKind.Authentication, "the key is missing or wrong"),
        ("memory", ModelFailureKind.Server, "the machine does not have the memory that it needs"),
        ("pending requests", ModelFailureKind.Overload, "too many requests are waiting"),
        ("busy", ModelFailureKind.Overload, "too many requests are waiting"),
        ("runner", ModelFailureKind.Server, "its process has ended"),
    ];

    /// <summary>An answer with an error's status.</summary>
    public static Exception Of(ErrorAnswer answer, string model)
    {
        var text = answer.Body.Text("error");
        var isMissing = answer.Status == 404 && text?.Contains("not found", StringComparison.OrdinalIgnoreCase) == true;
        return isMissing
            ? new ModelServiceException(
                new(ModelFailureKind.UnknownModel) { Status = answer.Status },
                $"Ollama does not have the model '{model}'. To get it: ollama pull {model}")
            : Of(Find(text), answer, model);
    }

    /// <summary>An error in the place of an answer's next line.</summary>
    public static Exception Of(JsonElement error, string model) =>
        Of(Find(error.ValueKind == JsonValueKind.String ? error.AnyText() : null), answer: null, model);

    private static (ModelFailureKind Kind, string Meaning)? Find(string? text)
    {
        foreach (var known in Known)
        {
            if (text?.Contains(known.Text, StringComparison.OrdinalIgnoreCase) == true)
            {
                return (known.Kind, known.Meaning);
            }
        }

        return null;
    }

    private static Exception Of((ModelFailureKind Kind, string Meaning)? known, ErrorAnswer? answer, string model)
    {
        var kind = known?.Kind ?? (answer is null ? ModelFailureKind.Server : CoreFailureReader.OfStatus(answer.Status));
        var where = answer is null ? "in the middle of its answer" : $"with HTTP status {answer.Status}";
        var meaning = known?.Meaning ?? ErrorAnswer.Unpaid(answer?.Status);
        var message = $"Ollama failed {where} for the model '{model}'{(meaning is null ? "" : $": {meaning}")}.";
        return kind == ModelFailureKind.Refused
            ? new ModelRefusedException(message)
            : new ModelServiceException(new(kind) { Status = answer?.Status, RetryAfter = answer?.RetryAfter }, message);
    }
}

using System.Text.Json;

namespace ModelRouter.Providers;

/// <summary>Understands the service's errors: a type from a short list, and a text that tells some of them apart.</summary>
internal static class AnthropicErrors
{
    /// <summary>An answer with an error's status.</summary>
    public static ModelServiceException Of(ErrorAnswer answer)
    {
        var kind = KindOf(answer.Status, answer.Body.Object("error") ?? default);
        return new(
            new(kind) { Status = answer.Status, RetryAfter = answer.RetryAfter },
            $"Anthropic's service answered with HTTP status {answer.Status}: {ErrorAnswer.Unpaid(answer.Status) ?? Meaning(kind)}.");
    }

    /// <summary>An error in the place of a stream's next event.</summary>
    public static ModelServiceException Of(JsonElement data)
    {
        var kind = KindOf(null, data.Object("error") ?? default);
        return new(new(kind), $"Anthropic's service failed in the middle of its answer: {Meaning(kind)}.");
    }

    /// <summary>What an error means.</summary>
    /// <param name="status">The HTTP status, if there is one.</param>
    /// <param name="error">The object under <c>error</c>; undefined if there is none.</param>
    public static ModelFailureKind KindOf(int? status, JsonElement error) => error.Text("type") switch
    {
        "overloaded_error" => ModelFailureKind.Overload,
        "rate_limit_error" => ModelFailureKind.RateLimit,
        "authentication_error" or "permission_error" or "billing_error" => ModelFailureKind.Authentication,
        "not_found_error" => ModelFailureKind.UnknownModel,
        "timeout_error" => ModelFailureKind.Timeout,
        "api_error" => ModelFailureKind.Server,

        // Gateways give this type with every status, as OpenAI does.
        "invalid_request_error" when OfText(error.Text("message") ?? "") is var told && (told != ModelFailureKind.InvalidRequest || status is null) => told,
        "request_too_large" => ModelFailureKind.InvalidRequest,

        // Servers that speak the same language have types of their own.
        var type when status is 400 or 413 => OfText($"{type}\n{error.Text("message")}"),
        _ when status is { } known => CoreFailureReader.OfStatus(known),
        _ => ModelFailureKind.Server,
    };

    private static ModelFailureKind OfText(string text) =>
        ContextLengthText.IsIn(text) ? ModelFailureKind.ContextLength
        : Has(text, "credit balance") || Has(text, "API usage limits") || Has(text, "organization has been disabled") ? ModelFailureKind.Authentication
        : Has(text, "content filtering policy") ? ModelFailureKind.ContentFilter
        : ModelFailureKind.InvalidRequest;

    private static bool Has(string text, string part) => text.Contains(part, StringComparison.OrdinalIgnoreCase);

    private static string Meaning(ModelFailureKind kind) => kind switch
    {
        ModelFailureKind.Overload => "it is overloaded",
        ModelFailureKind.RateLimit => "there were too many requests or tokens",
        ModelFailureKind.Authentication => "the key is missing or wrong, or may not use the model",
        ModelFailureKind.UnknownModel => "it does not have the model",
        ModelFailureKind.ContextLength => "the conversation is longer than the model's context",
        ModelFailureKind.ContentFilter => "its filter took the answer away",
        ModelFailureKind.InvalidRequest => "it does not take such a request",
        ModelFailureKind.Timeout => "it took too long",
        _ => "the fault is its own",
    };
}

namespace ModelRouter.Providers;

/// <summary>Decides what a status and an error object mean.</summary>
internal static class OpenAIFailureRules
{
    /// <summary>What services write, in code, type or message, and what it means; the first that is found counts.</summary>
    private static readonly (ModelFailureKind Kind, string[] Phrases)[] Table =
    [
        (ModelFailureKind.ContextLength, ContextLengthText.Phrases),
        (ModelFailureKind.ContentFilter,
        [
            "content_filter", "content_policy", "ResponsibleAIPolicyViolation", "data_inspection_failed", "DataInspectionFailed",
            "Content Exists Risk", "PROHIBITED_CONTENT", "content management policy", "requires moderation", "flagged by moderation",
        ]),

        // Groq says the last with 413 of a request that is larger than a minute's tokens.
        (ModelFailureKind.RateLimit, ["insufficient_quota", "rate_limit_exceeded"]),
        (ModelFailureKind.Authentication,
        [
            "invalid_api_key", "InvalidApiKey", "API key not valid", "API_KEY_INVALID", "invalid_iam_token", "authentication_error",
            "permission_denied", "Incorrect API key",

            // Of whose account is empty, which no wait fills.
            "insufficient balance", "Arrearage", "insufficient credits",
        ]),
        (ModelFailureKind.UnknownModel,
        [
            "model_not_found", "Model Not Exist", "ModelNotFound", "DeploymentNotFound", "is not a valid model", "invalid_model", "Invalid model",
        ]),
    ];

    /// <summary>What a code or type means where there is no status to go by, as inside a stream.</summary>
    private static readonly (ModelFailureKind Kind, string[] Phrases)[] Types =
    [
        (ModelFailureKind.RateLimit, ["rate_limit", "RateLimit", "Throttling", "RESOURCE_EXHAUSTED"]),
        (ModelFailureKind.Overload, ["overloaded", "unavailable", "ServiceUnavailable"]),
        (ModelFailureKind.Timeout, ["timeout", "DEADLINE_EXCEEDED"]),
        (ModelFailureKind.InvalidRequest, ["invalid_request", "InvalidParameter", "BadRequest", "INVALID_ARGUMENT"]),
    ];

    /// <summary>The kind of a failure.</summary>
    /// <param name="status">The HTTP status; <see langword="null"/> or 200 if the error came in place of an answer.</param>
    /// <param name="error">The error object, if there was one.</param>
    public static ModelFailureKind KindOf(int? status, OpenAIError? error)
    {
        if (status is null or < 300)
        {
            status = error?.Status;
        }

        // Elsewhere the status is clear, and a message that quotes a prompt must not change it.
        if (status is null or 400 or 403 or 404 or 413 or 422 or 429 or 500
            && error is not null && Find(Table, $"{error.Code}\n{error.Type}\n{error.Message}") is { } told
            && (status != 429 || told is ModelFailureKind.RateLimit or ModelFailureKind.Authentication))
        {
            return told;
        }

        return status switch
        {
            null => Find(Types, $"{error?.Code}\n{error?.Type}") ?? ModelFailureKind.Server,
            524 => ModelFailureKind.Timeout,
            { } known => CoreFailureReader.OfStatus(known),
        };
    }

    private static ModelFailureKind? Find((ModelFailureKind Kind, string[] Phrases)[] table, string text)
    {
        foreach (var (kind, phrases) in table)
        {
            foreach (var phrase in phrases)
            {
                if (text.Contains(phrase, StringComparison.OrdinalIgnoreCase))
                {
                    return kind;
                }
            }
        }

        return null;
    }
}

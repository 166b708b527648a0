using System.Buffers;
using System.Text.Json;

namespace ModelRouter.Providers;

/// <summary>An error object as services write it.</summary>
/// <param name="Code">Such as <c>context_length_exceeded</c>.</param>
/// <param name="Type">Such as <c>invalid_request_error</c>.</param>
/// <param name="Message">For people.</param>
internal sealed record OpenAIError(string? Code, string? Type, string? Message)
{
    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.");

    /// <summary>When to come again, if the error itself says so: Gemini writes it into a list of details.</summary>
    public TimeSpan? RetryAfter { get; private init; }

    /// <summary>The HTTP status that the code stands for, if it is one.</summary>
    public int? Status => int.TryParse(Code, out var status) && status is >= 400 and < 600 ? status : null;

    /// <summary>The code where it is a name that may be shown: short, and of letters, digits and marks only.</summary>
    public string? Name => IsName(Code) ? Code : IsName(Type) ? Type : null;

    /// <summary>Finds the error in an answer; <see langword="null"/> if it holds none.</summary>
    public static OpenAIError? Find(JsonElement answer)
    {
        if (answer.ValueKind == JsonValueKind.Array && answer.GetArrayLength() > 0)
        {
            // Gemini puts errors into a list.
            answer = answer[0];
        }

        if (answer.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        if (answer.TryGetProperty("error", out var error) && error.ValueKind is JsonValueKind.Object or JsonValueKind.String)
        {
            return error.ValueKind == JsonValueKind.String ? new(null, null, error.AnyText()) : Read(error);
        }

        if (answer.TryGetProperty("choices", out _))
        {
            return null;
        }

        if (answer.TryGetProperty("error_code", out var code))
        {
            return new(code.AnyText(), null, Text(answer, "error_msg"));
        }

        // What is neither answer nor wrapped error but tells of one: vLLM, Mistral, DashScope, FastAPI.
        return answer.TryGetProperty("message", out _) || answer.TryGetProperty("detail", out _) ? Read(answer) : null;
    }

    /// <summary>Reads an error's own fields.</summary>
    public static OpenAIError Read(JsonElement error) =>
        new(Text(error, "code"), Text(error, "type") ?? Text(error, "status"), Text(error, "message") ?? Text(error, "detail"))
        {
            RetryAfter = RetryDelay(error),
        };

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value.AnyText() : null;

    private static TimeSpan? RetryDelay(JsonElement error)
    {
        if (error.TryGetProperty("details", out var details) && details.ValueKind == JsonValueKind.Array)
        {
            foreach (var detail in details.EnumerateArray())
            {
                if (detail.ValueKind == JsonValueKind.Object && Text(detail, "retryDelay") is { } delay)
                {
                    return OpenAIRetryAfter.Seconds(delay.TrimEnd('s'));
                }
            }
        }

        return null;
    }

    private static bool IsName(string? text) =>
        text is { Length: > 0 and <= 64 } && text.AsSpan().IndexOfAnyExcept(NameCharacters) < 0;
}

using Microsoft.Extensions.AI;

namespace ModelRouter.Providers;

/// <summary>Why an answer ended, as services write it.</summary>
internal static class OpenAIFinishReasons
{
    /// <summary>The reason; one that isn't known is passed on as it is.</summary>
    /// <exception cref="OpenAIServiceException">The service itself broke the answer off.</exception>
    public static ChatFinishReason Read(string text) => text.ToUpperInvariant() switch
    {
        "STOP" => ChatFinishReason.Stop,
        "LENGTH" or "MAX_TOKENS" or "MODEL_LENGTH" => ChatFinishReason.Length,
        "TOOL_CALLS" or "FUNCTION_CALL" => ChatFinishReason.ToolCalls,
        "CONTENT_FILTER" or "SAFETY" or "SENSITIVE" => ChatFinishReason.ContentFilter,
        var filtered when filtered.StartsWith("CONTENT_FILTER", StringComparison.Ordinal) => ChatFinishReason.ContentFilter,

        // DeepSeek's word for having run out of machines in the middle of an answer.
        "INSUFFICIENT_SYSTEM_RESOURCE" => throw BrokenOff(ModelFailureKind.Overload),
        "ERROR" or "ABORT" or "ABORTED" or "NETWORK_ERROR" => throw BrokenOff(ModelFailureKind.Server),
        _ => new(text),
    };

    private static OpenAIServiceException BrokenOff(ModelFailureKind kind) => new("The service broke its answer off.", new(kind));
}

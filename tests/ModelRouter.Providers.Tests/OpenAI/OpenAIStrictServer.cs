using System.Text.Json;
using ModelRouter.TestProviders;

namespace ModelRouter.Providers.Tests;

/// <summary>A model that calls a tool twice when asked for the weather or for tomorrow's, at a service that refuses what the real
/// one refuses. Its first turn has a thought and no tool.</summary>
internal static class OpenAIStrictServer
{
    internal static WireAnswer Answer(string dialect, WireRequest request) => new StrictOpenAI(dialect, taken => Speak(dialect, taken)).Answer(request);

    private static WireAnswer Speak(string dialect, WireRequest request)
    {
        var body = request.Json;
        var messages = body.GetProperty("messages").EnumerateArray().ToArray();
        var (text, isCall) = Next(messages);
        var thought = dialect switch
        {
            "openrouter" => """ "reasoning":"I think.", """,
            "vllm" => """ "reasoning":"I think.","reasoning_content":"I think.", """,
            "gemini" or "mistral" or "openai" or "generic" or "azure" => "",
            _ => """ "reasoning_content":"I think.", """,
        };
        var id = dialect == "mistral" ? $"abc{messages.Length:D6}" : $"call_{messages.Length}";
        var signature = dialect == "gemini" ? $$$""" "extra_content":{"google":{"thought_signature":"sig-{{{id}}}"}}, """ : "";
        var content = isCall
            ? $$$""" "content":null,"tool_calls":[{"index":0,{{{signature}}}"id":"{{{id}}}","type":"function","function":{"name":"weather","arguments":"{\"city\":\"Seoul\"}"}}] """
            : $$""" "content":"{{text}}" """;
        var reason = isCall && dialect != "gemini" ? "tool_calls" : "stop";
        var part = body.TryGetProperty("stream", out _) ? "delta" : "message";
        var message = $$"""{"role":"assistant",{{thought}}{{content}} }""";
        var answer = $$"""{"id":"c{{messages.Length}}","choices":[{"index":0,"{{part}}":{{message}},"finish_reason":"{{reason}}"}]}""";
        return part == "delta" ? WireAnswer.Events($"data: {answer}\n\ndata: [DONE]\n\n") : WireAnswer.Json(answer);
    }

    /// <summary>The model: a tool until two results of this turn are there.</summary>
    private static (string Text, bool IsCall) Next(JsonElement[] messages)
    {
        var question = Array.FindLastIndex(messages, message => Role(message) == "user");
        var results = messages.Skip(question).Count(message => Role(message) == "tool");
        return messages[question].GetProperty("content").GetString() switch
        {
            "What is the weather?" or "And tomorrow?" when results < 2 => ("", true),
            "Thanks." => ("You're welcome.", false),
            _ => ("Fine.", false),
        };
    }

    private static string? Role(JsonElement message) => message.GetProperty("role").GetString();
}

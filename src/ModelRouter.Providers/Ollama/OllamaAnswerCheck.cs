using System.Text.Json;

namespace ModelRouter.Providers;

/// <summary>What <c>/api/chat</c> streams: an object a line, each with a message, the last one with <c>done</c>.</summary>
internal sealed class OllamaAnswerCheck(string model) : IAnswerCheck
{
    public bool IsOver { get; private set; }

    public void Line(ReadOnlySpan<byte> line)
    {
        var item = AnswerJson.Parse(line);
        if (item.TryGetProperty("error", out var error))
        {
            throw OllamaErrors.Of(error, model);
        }

        // Ollama writes the content even where it is empty; without any of the three there is a part of the answer that we can't see.
        if (item.Object("message") is not { } message
            || !(message.TryGetProperty("content", out _)
                || message.TryGetProperty("thinking", out _)
                || message.TryGetProperty("tool_calls", out _)))
        {
            throw ModelServiceException.Malformed("Ollama sent a line without a message.");
        }

        IsOver = item.Object("done", JsonValueKind.True) is not null;
    }

    public void End()
    {
        if (!IsOver)
        {
            throw ModelServiceException.Malformed("Ollama's answer ended before it was done.");
        }
    }
}

using System.Text.Json;
using Microsoft.Extensions.AI;

namespace ModelRouter.Integration.Tests;

/// <summary>Between the engine and OpenAI's chat completions.</summary>
internal static class EngineWire
{
    internal static string Models(string model) =>
        JsonSerializer.Serialize(new { @object = "list", data = new[] { new { id = model, @object = "model", owned_by = "modelrouter" } } });

    internal static string Error(string code, string message) =>
        JsonSerializer.Serialize(new { error = new { message, type = "invalid_request_error", code } });

    internal static bool WantsUsage(JsonElement request) =>
        request.TryGetProperty("stream_options", out var options) && options.TryGetProperty("include_usage", out var usage) && usage.GetBoolean();

    internal static (List<ChatMessage> Messages, ChatOptions Options) Read(JsonElement request)
    {
        var messages = request.GetProperty("messages").EnumerateArray()
            .Select(message => new ChatMessage(new(message.GetProperty("role").GetString()!), message.GetProperty("content").GetString()))
            .ToList();
        return (messages, new()
        {
            Temperature = (float?)Number(request, "temperature"),
            TopP = (float?)Number(request, "top_p"),
            MaxOutputTokens = (int?)Number(request, "max_tokens"),
            Seed = (long?)Number(request, "seed"),
        });
    }

    internal static string Answer(string model, ChatResponse response) => JsonSerializer.Serialize(new
    {
        id = response.ResponseId,
        @object = "chat.completion",
        model,
        choices = new[]
        {
            new
            {
                index = 0,
                message = new { role = "assistant", reasoning_content = Thought(response.Messages[0].Contents), content = response.Text },
                finish_reason = response.FinishReason?.Value,
            },
        },
        usage = Usage(response.Usage!),
    });

    internal static IEnumerable<string> Chunks(string model, ChatResponseUpdate update, bool wantsUsage)
    {
        var thought = Thought(update.Contents);
        if (thought is not null || update.Text.Length > 0 || update.FinishReason is not null)
        {
            yield return JsonSerializer.Serialize(new
            {
                id = update.ResponseId,
                @object = "chat.completion.chunk",
                model,
                choices = new[] { new { index = 0, delta = new { reasoning_content = thought, content = update.Text }, finish_reason = update.FinishReason?.Value } },
            });
        }

        if (wantsUsage && update.Contents.OfType<UsageContent>().FirstOrDefault() is { } usage)
        {
            yield return JsonSerializer.Serialize(new { id = update.ResponseId, @object = "chat.completion.chunk", model, choices = Array.Empty<int>(), usage = Usage(usage.Details) });
        }
    }

    private static object Usage(UsageDetails usage) => new
    {
        prompt_tokens = usage.InputTokenCount,
        completion_tokens = usage.OutputTokenCount,
        total_tokens = usage.TotalTokenCount,
        prompt_tokens_details = new { cached_tokens = usage.CachedInputTokenCount },
        completion_tokens_details = new { reasoning_tokens = usage.ReasoningTokenCount },
    };

    private static string? Thought(IEnumerable<AIContent> contents)
    {
        var thought = string.Concat(contents.OfType<TextReasoningContent>().Select(part => part.Text));
        return thought.Length == 0 ? null : thought;
    }

    private static double? Number(JsonElement request, string name) =>
        request.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : null;
}

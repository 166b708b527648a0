using Microsoft.Extensions.AI;
using OllamaSharp.Models;
using OllamaSharp.Models.Chat;

namespace ModelRouter.Providers;

/// <summary>Prepares requests: what a model can't do is refused, the rest is written over the settings.</summary>
internal static class OllamaRequests
{
    /// <summary>Options for OllamaSharp's client that carry the conversation along, since its own way of writing it loses some of it.</summary>
    /// <exception cref="ModelRefusedException">The model lacks what the request needs.</exception>
    public static ChatOptions Create(
        OllamaSettings settings, OllamaModelFacts facts, IReadOnlyList<ChatMessage> messages, ChatOptions? options)
    {
        var mapped = OllamaMessages.Map(messages, options?.Instructions);
        var tools = options?.ToolMode is NoneChatToolMode || options?.Tools is not { Count: > 0 } offered ? null : offered;
        var think = OllamaThinking.Choose(settings.Think, options?.Reasoning?.Effort, facts);
        Refuse(settings.Model, facts, options, tools, mapped, think);

        var request = options?.Clone() ?? new();
        (request.ModelId, request.Instructions, request.Reasoning, request.Tools) = (null, null, null, tools);
        var custom = request.RawRepresentationFactory;
        request.RawRepresentationFactory = client =>
        {
            var raw = Copy(custom?.Invoke(client) as ChatRequest);
            (raw.Model, raw.Messages) = (settings.Model, mapped);
            raw.Think = options?.Reasoning?.Effort is null ? raw.Think ?? think : OllamaThinking.Lower(raw.Think, think);
            raw.KeepAlive ??= settings.KeepAlive;
            Fill(raw.Options ??= new(), settings, options);
            return raw;
        };
        return request;
    }

    /// <summary>A copy, since a caller may give the same one again, and messages of another call don't belong there.</summary>
    private static ChatRequest Copy(ChatRequest? raw)
    {
        if (raw?.Messages?.Any() == true || raw?.Template is not null)
        {
            throw UnjudgedText.In("messages or template");
        }

        var copy = new ChatRequest { Format = raw?.Format, KeepAlive = raw?.KeepAlive, Options = raw?.Options, Think = raw?.Think, Tools = raw?.Tools };
        foreach (var (name, value) in raw?.CustomHeaders ?? [])
        {
            copy.CustomHeaders[name] = value;
        }

        return copy;
    }

    /// <summary>The library puts a request's options only where there is nothing yet; so where the request has one, nothing is put.</summary>
    private static void Fill(RequestOptions raw, OllamaSettings settings, ChatOptions? options)
    {
        raw.NumCtx ??= settings.ContextLength;
        raw.NumGpu ??= settings.GpuLayers;
        raw.NumPredict ??= options?.MaxOutputTokens ?? settings.MaxOutputTokens;
        if (options?.MaxOutputTokens is > 0 and var limit && (raw.NumPredict < 0 || raw.NumPredict > limit))
        {
            // A budget may have reserved for it, and less than nothing is no limit there.
            raw.NumPredict = limit;
        }

        raw.Temperature ??= options?.Temperature ?? settings.Temperature;
        raw.TopP ??= options?.TopP ?? settings.TopP;
        raw.TopK ??= options?.TopK ?? settings.TopK;
        raw.MinP ??= settings.MinP;
        raw.RepeatPenalty ??= settings.RepetitionPenalty;
    }

    private static void Refuse(
        string model, OllamaModelFacts facts, ChatOptions? options, IList<AITool>? tools, List<Message> messages, ThinkValue? think)
    {
        if (tools is not null && facts.Lacks("tools"))
        {
            throw Lacking(model, "call tools");
        }

        if (tools?.FirstOrDefault(static tool => tool is not AIFunctionDeclaration) is { } hosted)
        {
            throw new ModelRefusedException($"Ollama can be offered functions only, and '{hosted.Name}' is none.");
        }

        if (tools is not null && options?.ToolMode is RequiredChatToolMode)
        {
            throw new ModelRefusedException("Ollama can't be told to call a tool, only be offered it.");
        }

        if (facts.Lacks("vision") && messages.Exists(static message => message.Images is not null))
        {
            throw Lacking(model, "see images");
        }

        if (think?.ToBoolean() == true && facts.Lacks("thinking"))
        {
            throw Lacking(model, "think");
        }
    }

    private static ModelRefusedException Lacking(string model, string what) => new($"Ollama's model '{model}' can't {what}.");
}

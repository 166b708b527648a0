using Anthropic.Models.Messages;
using Microsoft.Extensions.AI;

namespace ModelRouter.Providers;

/// <summary>Prepares a request's options for Anthropic's client.</summary>
internal static class AnthropicRequests
{
    public static ChatOptions Create(AnthropicSettings settings, AnthropicThinking thinking, ChatOptions? options)
    {
        var request = options?.Clone() ?? new();
        (request.ModelId, request.Reasoning) = (null, null);
        if (request.Tools is not { Count: > 0 })
        {
            // A choice among no tools is an error there.
            (request.Tools, request.ToolMode) = (null, null);
        }

        var custom = request.RawRepresentationFactory;
        request.RawRepresentationFactory = client =>
        {
            var raw = custom?.Invoke(client) as MessageCreateParams
                ?? new MessageCreateParams { MaxTokens = thinking.MaxTokens, Messages = [], Model = settings.Model };
            return raw with
            {
                Model = settings.Model,
                Thinking = raw.Thinking ?? thinking.Config,
                OutputConfig = raw.OutputConfig ?? (thinking.Effort is { } effort ? new OutputConfig { Effort = effort } : null),
            };
        };
        return request;
    }
}

using System.ClientModel;
using System.ClientModel.Primitives;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using ModelRouter.TestProviders;

namespace ModelRouter.Providers.Tests;

/// <summary>Makes clients as configuration would, and says what they answer in one line.</summary>
internal static class OpenAITestClient
{
    internal static readonly ModelProfile Profile =
        new() { Id = "m", Tier = ModelTier.Cloud, Pricing = ModelPricing.Free, ProviderModel = "the-model" };

    internal static IChatClient Create(
        WireServer server, string dialect, OpenAIProviderOptions? options = null, params (string Key, string? Value)[] settings) =>
        new OpenAIModelProvider(options).CreateClient(
            Profile, Section([("Endpoint", new Uri(server.Address, "v1").AbsoluteUri), ("Dialect", dialect), .. settings]));

    internal static IConfigurationSection Section(params (string Key, string? Value)[] settings) =>
        new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(pair => KeyValuePair.Create("Models:m:Settings:" + pair.Key, pair.Value)))
            .Build()
            .GetSection("Models:m:Settings");

    internal static Task<ChatResponse> AskUntilAsync(
        this IChatClient client, bool isStreaming, IEnumerable<ChatMessage> messages, ChatOptions? options, CancellationToken ct) =>
        isStreaming
            ? client.GetStreamingResponseAsync(messages, options, ct).ToChatResponseAsync(ct)
            : client.GetResponseAsync(messages, options, ct);

    /// <summary>OpenAI's own client under Microsoft's adapter, as somebody may register it in code.</summary>
    internal static IChatClient Official(WireServer server) =>
        new OpenAI.Chat.ChatClient("m", new ApiKeyCredential("sk"), new() { Endpoint = server.Address, RetryPolicy = new ClientRetryPolicy(0) }).AsIChatClient();

    /// <summary>What an answer says, as <see cref="OpenAIRecording.Meaning"/> does; thought after text would show as a second thought.</summary>
    internal static string Meaning(ChatResponse response)
    {
        var contents = response.Messages.SelectMany(message => message.Contents).ToList();
        var calls = contents.OfType<FunctionCallContent>().Select(call => $"{call.Name}({Json(call.Arguments)})#{call.CallId}");
        return string.Join(
            '|',
            string.Concat(contents.TakeWhile(content => content is TextReasoningContent).Cast<TextReasoningContent>().Select(thought => thought.Text)),
            response.Text,
            string.Join(", ", calls),
            response.FinishReason?.Value,
            response.Usage is { } usage
                ? string.Join(
                    '/',
                    new[]
                    {
                        usage.InputTokenCount, usage.OutputTokenCount, usage.TotalTokenCount, usage.CachedInputTokenCount, usage.ReasoningTokenCount,
                    }.Select(count => count?.ToString() ?? "-"))
                : "-");
    }

    private static string Json(IDictionary<string, object?>? arguments) =>
        "{" + string.Join(",", (arguments ?? new Dictionary<string, object?>(StringComparer.Ordinal)).Select(pair => $"\"{pair.Key}\":{Raw(pair.Value)}")) + "}";

    private static string Raw(object? value) => value is System.Text.Json.JsonElement json ? json.GetRawText() : $"{value}";
}

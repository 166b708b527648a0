using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelRouter.TestProviders;

namespace ModelRouter.Providers.Tests;

/// <summary>A refusal in the conversation is part of it, at whichever model that goes on.</summary>
public class RefusedBeforeTests
{
    private static readonly ChatMessage[] Conversation =
    [
        new(ChatRole.User, "hello"),
        new(ChatRole.Assistant, [new ErrorContent("I refuse.") { ErrorCode = "Refusal" }]),
        new(ChatRole.User, "why?"),
        new(ChatRole.Assistant, [new TextContent("Well. "), new ErrorContent("I said so.") { ErrorCode = "Refusal" }]),
        new(ChatRole.User, "go on"),
    ];

    [Theory]
    [MemberData(nameof(UnjudgedTextTests.Ways), MemberType = typeof(UnjudgedTextTests))]
    public async Task A_router_tells_it(string provider, bool streams)
    {
        await using var model = await RoutedModel.StartAsync(provider);
        await model.AskAsync(streams, Conversation);
        AssertTold(model.Sent.Json);
    }

    [Theory]
    [MemberData(nameof(UnjudgedTextTests.Ways), MemberType = typeof(UnjudgedTextTests))]
    public async Task A_client_tells_it(string provider, bool streams)
    {
        await using var server = await WireServer.StartAsync(request => RoutedModel.Answer(request));
        using var client = provider switch
        {
            "anthropic" => Clients.Create(new AnthropicModelProvider(), "claude-sonnet-4-5", server.Address, ("ApiKey", "key")),
            "ollama" => Clients.Create(new OllamaModelProvider(), "qwen3:8b", server.Address),
            "openai" => OpenAITestClient.Create(server, "openai"),
            _ => AzureClients.Of(server),
        };
        await client.AskAsync(streams, Conversation);
        AssertTold(server.Requests[^1].Json);
    }

    private static void AssertTold(JsonElement sent)
    {
        var messages = sent.GetProperty("messages").EnumerateArray()
            .Select(static message => $"{message.GetProperty("role")}:{Text(message.GetProperty("content"))}");
        Assert.Equal("user:hello|assistant:I refuse.|user:why?|assistant:Well. I said so.|user:go on", string.Join('|', messages));
    }

    private static string Text(JsonElement content) =>
        content.ValueKind == JsonValueKind.String ? content.GetString()! : string.Join(' ', content.EnumerateArray().Select(static part => part.GetProperty("text").GetString()));
}

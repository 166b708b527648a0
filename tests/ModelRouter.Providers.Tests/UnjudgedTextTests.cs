using System.ClientModel.Primitives;
using Anthropic.Models.Messages;
using Microsoft.Extensions.AI;
using OpenAI.Chat;
using ChatMessage = Microsoft.Extensions.AI.ChatMessage;

namespace ModelRouter.Providers.Tests;

/// <summary>A model without clearance gets what was judged and nothing else, whatever a caller's raw objects say.</summary>
public class UnjudgedTextTests
{
    private const string Secret = "STRICTLY CONFIDENTIAL card 4111 1111 1111 1111";
    private static readonly ChatMessage[] Hello = [new(ChatRole.User, "hello")];

    /// <summary>What clients send in place of a content, or of a message, that carries it.</summary>
    private static readonly object[] Objects =
    [
        new ContentBlockParam(new TextBlockParam { Text = Secret }), new TextBlockParam { Text = Secret }, new Block(new TextBlockParam { Text = Secret }),
        ChatMessageContentPart.CreateTextPart(Secret), new UserChatMessage(Secret),
        new OllamaSharp.Models.Chat.Message(OllamaSharp.Models.Chat.ChatRole.User, Secret),
    ];

    public static TheoryData<string, bool> Ways
    {
        get
        {
            var ways = new TheoryData<string, bool>();
            foreach (var provider in RoutedModel.Providers)
            {
                ways.Add(provider, true);
                ways.Add(provider, false);
            }

            return ways;
        }
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Texts_go_and_objects_beside_them_stay(string provider, bool streams)
    {
        await using var model = await RoutedModel.StartAsync(provider);
        foreach (var raw in Objects)
        {
            await model.AskAsync(streams,
            [
                new(ChatRole.System, [new TextContent("be brief") { RawRepresentation = raw }]) { RawRepresentation = raw },
                new(ChatRole.User, [new TextContent("look it up") { RawRepresentation = raw }]) { RawRepresentation = raw },
                new(ChatRole.Assistant, [new FunctionCallContent("1", "look") { RawRepresentation = raw }]) { RawRepresentation = raw },
                new(ChatRole.Tool, [new FunctionResultContent("1", new[] { new TextContent("found") { RawRepresentation = raw } }) { RawRepresentation = raw }]),
            ]);
            Assert.All(["be brief", "look it up", "found"], text => Assert.Contains(text, model.Sent.Body, StringComparison.Ordinal));
            Assert.DoesNotContain("CONFIDENTIAL", model.Sent.Body, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Objects_alone_are_refused(string provider, bool streams)
    {
        await using var model = await RoutedModel.StartAsync(provider);
        foreach (var raw in Objects)
        {
            ChatMessage[] conversation = [new(ChatRole.User, [new TextContent("hello"), new AIContent { RawRepresentation = raw }])];
            await Assert.ThrowsAsync<AllModelsFailedException>(() => model.AskAsync(streams, conversation));
        }

        Assert.Equal(0, model.Asked);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Raw_options_bring_no_texts(string provider, bool streams)
    {
        await using var model = await RoutedModel.StartAsync(provider);
        object[] refused =
        [
            new MessageCreateParams { MaxTokens = 100, Model = "y", Messages = [], System = Secret },
            new MessageCreateParams { MaxTokens = 100, Model = "y", Messages = [new UserMessageParam { Content = Secret }] },
            new OllamaSharp.Models.Chat.ChatRequest { Messages = [new(OllamaSharp.Models.Chat.ChatRole.User, Secret)] },
            new OllamaSharp.Models.Chat.ChatRequest { Template = Secret },
            Raw($$"""{"documents":[{"text":"{{Secret}}"}]}"""), Raw($$"""{"prompt":"{{Secret}}"}"""), Raw($$"""{"chat_template":"{{Secret}}"}"""),
        ];
        foreach (var raw in refused)
        {
            var options = Options(provider, raw);
            if (Expects(provider, raw))
            {
                await Assert.ThrowsAsync<AllModelsFailedException>(() => model.AskAsync(streams, Hello, options));
            }
        }

        Assert.Equal(0, model.Asked);

        // What a client doesn't know it doesn't send, and a prediction is left out.
        var prediction = Raw($$"""{"prediction":{"type":"content","content":"{{Secret}}"},"user":"u"}""");
        await model.AskAsync(streams, Hello, Options(provider, prediction));
        Assert.DoesNotContain("CONFIDENTIAL", model.Sent.Body, StringComparison.Ordinal);
        Assert.Contains("hello", model.Sent.Body, StringComparison.Ordinal);
    }

    private static bool Expects(string provider, object raw) => provider switch
    {
        "anthropic" => raw is MessageCreateParams,
        "ollama" => raw is OllamaSharp.Models.Chat.ChatRequest,
        _ => raw is ChatCompletionOptions,
    };

    /// <summary>Raw options as each client takes them: Azure's takes parameters by their names.</summary>
    private static ChatOptions Options(string provider, object raw)
    {
        if (provider != "azure-ai-inference" || raw is not ChatCompletionOptions)
        {
            return new() { RawRepresentationFactory = _ => raw };
        }

        var extra = System.Text.Json.JsonSerializer.Deserialize<Dictionary<string, object?>>(ModelReaderWriter.Write((ChatCompletionOptions)raw).ToString())!;
        return new() { AdditionalProperties = new(extra.Where(static pair => pair.Key is not ("messages" or "model")).ToDictionary(StringComparer.Ordinal)) };
    }

    private static ChatCompletionOptions Raw(string json) => ModelReaderWriter.Read<ChatCompletionOptions>(BinaryData.FromString(json))!;
}

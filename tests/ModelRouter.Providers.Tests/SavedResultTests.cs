using System.Text.Json;
using Microsoft.Extensions.AI;

namespace ModelRouter.Providers.Tests;

/// <summary>Files that tools have found, in conversations that were saved in between and in others, and those of models.</summary>
public class SavedResultTests
{
    private static readonly DataContent Image = new(new byte[] { 1, 2, 3 }, "image/png");
    private static readonly DataContent Document = new(new byte[30_000], "application/pdf");

    [Theory]
    [MemberData(nameof(RoutedModel.Ways), MemberType = typeof(RoutedModel))]
    public async Task A_saved_conversation_is_sent_as_it_was_before(string provider, bool streams)
    {
        await using var model = await RoutedModel.StartAsync(provider, ("Models:m:Capabilities:0", "Vision"), ("Models:m:Capabilities:1", "Tools"));
        foreach (var found in new object[] { new List<AIContent> { new TextContent("the shot"), Image }, Image, new List<AIContent> { new TextContent("dark") } })
        {
            var conversation = Conversation(found);
            await model.AskAsync(streams, conversation);
            var before = model.Sent.Body;

            await model.AskAsync(streams, Saved(conversation));

            Assert.Equal(before, model.Sent.Body);
            Assert.DoesNotContain("$type", before, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(RoutedModel.Ways), MemberType = typeof(RoutedModel))]
    public async Task A_file_is_sent_as_one_or_refused_and_never_written_out(string provider, bool streams)
    {
        await using var model = await RoutedModel.StartAsync(provider, ("Models:m:Capabilities:0", "Vision"), ("Models:m:Capabilities:1", "Tools"));
        foreach (var conversation in new[] { Conversation(Document), Saved(Conversation(new List<AIContent> { new TextContent("the file"), Document })) })
        {
            if (provider is "ollama" or "azure-ai-inference")
            {
                await Assert.ThrowsAsync<AllModelsFailedException>(() => model.AskAsync(streams, conversation));
                Assert.Equal(0, model.Asked);
                continue;
            }

            await model.AskAsync(streams, conversation);

            var sent = model.Sent.Body;
            Assert.DoesNotContain("$type", sent, StringComparison.Ordinal);
            Assert.Contains(provider == "openai" ? "\"file_data\":\"data:application/pdf;base64," : "\"document\"", sent, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(RoutedModel.Ways), MemberType = typeof(RoutedModel))]
    public async Task A_text_file_is_a_text(string provider, bool streams)
    {
        await using var model = await RoutedModel.StartAsync(provider, ("Models:m:Capabilities:0", "Tools"));

        await model.AskAsync(streams, Conversation(new DataContent("a,b\n1,2"u8.ToArray(), "text/csv")));

        Assert.Contains("a,b\\n1,2", model.Sent.Body, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(RoutedModel.Ways), MemberType = typeof(RoutedModel))]
    public async Task What_a_model_has_drawn_is_not_left_out(string provider, bool streams)
    {
        await using var model = await RoutedModel.StartAsync(provider, ("Models:m:Capabilities:0", "Vision"));
        foreach (var turn in new AIContent[][] { [new TextContent("Here."), Image], [Image] })
        {
            await model.AskAsync(streams, [new(ChatRole.User, "draw"), new(ChatRole.Assistant, turn), new(ChatRole.User, "what is it?")]);

            Assert.Contains("AQID", model.Sent.Body, StringComparison.Ordinal);
            if (provider is "openai" or "azure-ai-inference")
            {
                var sent = model.Sent.Json.GetProperty("messages").EnumerateArray().ToArray();
                Assert.Equal(["user", "assistant", "user"], sent.Select(static message => message.GetProperty("role").GetString()), StringComparer.Ordinal);
                Assert.Equal(turn.Length == 2 ? "Here." : "The image follows.", sent[1].GetProperty("content").GetString());
                Assert.Equal(["image_url", "text"], sent[2].GetProperty("content").EnumerateArray().Select(static part => part.GetProperty("type").GetString()), StringComparer.Ordinal);
            }
        }
    }

    private static ChatMessage[] Conversation(object found) =>
    [
        new(ChatRole.User, "look"),
        new(ChatRole.Assistant, [new FunctionCallContent("t1", "look")]),
        new(ChatRole.Tool, [new FunctionResultContent("t1", found)]),
    ];

    private static ChatMessage[] Saved(ChatMessage[] conversation) =>
        [.. JsonSerializer.Deserialize<List<ChatMessage>>(JsonSerializer.Serialize(conversation, AIJsonUtilities.DefaultOptions), AIJsonUtilities.DefaultOptions)!];
}

using Microsoft.Extensions.AI;
using ModelRouter.TestModels;

namespace ModelRouter.LlamaCpp.Tests;

public sealed class PrefixCacheTests
{
    private static ChatOptions Options => new() { Seed = 4, Temperature = 1, MaxOutputTokens = 12 };

    [Theory, InlineData(false), InlineData(true)]
    public async Task The_next_turn_reads_only_what_is_new(bool streaming)
    {
        using var model = TinyModel.Llama(new() { ChatTemplate = ChatTemplates.ChatMl, Ending = Ending.Never, Context = 512 });
        using var client = Tiny.Client(model);
        using var fresh = Tiny.Client(model);
        List<ChatMessage> messages = [new(ChatRole.User, "Tell me a rather long story of the sea and the land")];
        var first = await client.AskAsync(streaming, messages, Options);
        messages.AddRange(first.Messages);
        messages.Add(new(ChatRole.User, "And then"));

        var second = await client.AskAsync(streaming, messages, Options);
        var uncached = await fresh.AskAsync(streaming, messages, Options);

        Assert.Equal(0, uncached.Usage!.CachedInputTokenCount);
        Assert.Equal(uncached.Usage.InputTokenCount, second.Usage!.InputTokenCount);
        Assert.InRange(second.Usage.CachedInputTokenCount!.Value, first.Usage!.InputTokenCount!.Value, second.Usage.InputTokenCount!.Value - 1);
        Assert.Equal(uncached.All(), second.All());
    }

    [Fact]
    public async Task Conversations_that_begin_alike_share_the_beginning()
    {
        using var model = TinyModel.Llama(new() { ChatTemplate = ChatTemplates.ChatMl, Ending = Ending.Never, Context = 512 });
        using var client = Tiny.Client(model);
        using var fresh = Tiny.Client(model);
        var system = new string('s', 60);
        ChatMessage[] one = [new(ChatRole.System, system), new(ChatRole.User, new string('a', 90))];
        ChatMessage[] other = [new(ChatRole.System, system), new(ChatRole.User, new string('b', 90))];

        await client.AskAsync(streaming: false, one, Options);
        var shared = await client.AskAsync(streaming: false, other, Options);
        var again = await client.AskAsync(streaming: false, one, Options);

        Assert.InRange(shared.Usage!.CachedInputTokenCount!.Value, 60, 90);
        Assert.Equal((await fresh.AskAsync(streaming: false, other, Options)).All(), shared.All());

        // The first conversation kept its own memory: all but the last token is there.
        Assert.Equal(again.Usage!.InputTokenCount - 1, again.Usage.CachedInputTokenCount);
    }

    [Fact]
    public async Task Mixed_traffic_is_never_answered_from_the_wrong_memory()
    {
        using var model = TinyModel.Llama(new() { ChatTemplate = ChatTemplates.ChatMl, Ending = Ending.Never, Context = 256 });
        using var busy = new LlamaChatClient(Tiny.OnProcessor(model) with { MaxConcurrency = 3 });
        using var solo = new LlamaChatClient(Tiny.OnProcessor(model) with { MaxConcurrency = 1 });
        var random = new Random(1);
        string[] stems = ["the cat and", "the cat and the dog", "a bird", "the"];
        var texts = Enumerable.Range(0, 40).Select(_ => stems[random.Next(4)] + new string((char)('a' + random.Next(3)), random.Next(40))).ToArray();

        var answers = await Task.WhenAll(texts.Select(text => busy.AskAsync(streaming: false, text, Options)));

        for (var i = 0; i < texts.Length; i++)
        {
            Assert.Equal((await solo.AskAsync(streaming: false, texts[i], Options)).All(), answers[i].All());
        }
    }
}

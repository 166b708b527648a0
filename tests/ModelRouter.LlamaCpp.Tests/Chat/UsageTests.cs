using Microsoft.Extensions.AI;
using ModelRouter.TestModels;

namespace ModelRouter.LlamaCpp.Tests;

public sealed class UsageTests
{
    [Theory, InlineData(false), InlineData(true)]
    public async Task Every_token_is_counted(bool streaming)
    {
        using var model = Tiny.ChatMlScript("one", " two");
        using var client = Tiny.Client(model);
        using var loaded = await Tiny.LoadAsync(Tiny.Options(model));
        var prompt = loaded.Prompts.Build([new(ChatRole.User, "Hi")], null).Tokens.Length;

        var response = await client.AskAsync(streaming);

        Assert.Equal(prompt, response.Usage!.InputTokenCount);
        Assert.Equal(0, response.Usage.CachedInputTokenCount);
        Assert.Equal(3, response.Usage.OutputTokenCount);
        Assert.Equal(prompt + 3, response.Usage.TotalTokenCount);
        Assert.Equal("model", response.ModelId);
        Assert.NotEmpty(response.ResponseId!);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task A_stop_sequence_is_cut_across_tokens(bool streaming)
    {
        using var model = Tiny.ChatMlScript("keep", " this", " ST", "OP", " and", " more");
        using var client = Tiny.Client(model);
        var options = Chat.Greedy;
        options.StopSequences = ["never", " STOP"];

        var response = await client.AskAsync(streaming, options: options);

        Assert.Equal("|keep this|stop", response.All());
        Assert.Equal(4, response.Usage!.OutputTokenCount);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task A_stop_sequence_inside_the_thought_does_not_count(bool streaming)
    {
        using var model = Tiny.R1Script("say", " END", "</think>", "fine", " EN", "D!");
        using var client = Tiny.Client(model);
        var options = Chat.Greedy;
        options.StopSequences = [" END"];

        Assert.Equal("say END|fine|stop", (await client.AskAsync(streaming, options: options)).All());
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task What_could_have_become_a_stop_sequence_is_not_lost(bool streaming)
    {
        using var model = Tiny.ChatMlScript("end", " ST");
        using var client = Tiny.Client(model);
        var options = Chat.Greedy;
        options.StopSequences = [" STOP"];

        Assert.Equal("|end ST|stop", (await client.AskAsync(streaming, options: options)).All());
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task The_token_limit_ends_an_answer(bool streaming)
    {
        using var model = Tiny.Endless(256);
        using var client = Tiny.Client(model);
        var options = Chat.Greedy;
        options.MaxOutputTokens = 7;

        var response = await client.AskAsync(streaming, options: options);

        Assert.Equal("la li lula li lula||length", response.All());
        Assert.Equal(7, response.Usage!.OutputTokenCount);
    }

    [Fact]
    public async Task The_clients_own_limit_holds_where_a_request_sets_none()
    {
        using var model = Tiny.Endless(256);
        using var client = new LlamaChatClient(Tiny.Options(model) with { MaxOutputTokens = 2 });

        Assert.Equal(2, (await client.AskAsync(streaming: false)).Usage!.OutputTokenCount);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task The_end_of_the_context_ends_an_answer(bool streaming)
    {
        using var model = Tiny.Endless(256);
        using var client = new LlamaChatClient(Tiny.Options(model) with { ContextSize = 48 });

        var response = await client.AskAsync(streaming);

        Assert.Equal(ChatFinishReason.Length, response.FinishReason);

        // The last token is said and not read any more.
        Assert.Equal(49, response.Usage!.TotalTokenCount);
    }

    [Fact]
    public async Task A_conversation_beyond_the_context_is_refused()
    {
        using var model = Tiny.Endless(256);
        using var client = new LlamaChatClient(Tiny.Options(model) with { ContextSize = 48 });

        var overflow = await Assert.ThrowsAsync<ContextOverflowException>(() => client.AskAsync(streaming: false, new string('x', 100)));

        Assert.Equal(48, overflow.ContextSize);
        Assert.InRange(overflow.PromptTokens, 100, 120);
        Assert.NotEmpty((await client.AskAsync(streaming: false)).Thought());
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Confidence_covers_the_answer_alone(bool streaming)
    {
        var chain = new MarkovChain(
            [new("\n", "hm"), new("hm", "</think>"), new("</think>", "yes"), new("yes", " or", 20), new("yes", " no", 20), new(" or", MarkovChain.End)]);
        using var model = TinyModel.Markov(chain);
        using var client = Tiny.Client(model);

        var confidence = (await client.AskAsync(streaming)).GetConfidence()!;

        Assert.Equal(2, confidence.Tokens);
        Assert.Equal(-Math.Log(2), confidence.MinLogProbability, 3);
        Assert.Equal(-Math.Log(2) / 2, confidence.MeanLogProbability, 3);
        Assert.Equal(Math.Log(2) / 2, confidence.MeanEntropy, 3);
        Assert.Equal(Math.Sqrt(0.5), confidence.Score, 3);
    }
}

using Microsoft.Extensions.AI;

namespace ModelRouter.LlamaCpp.Tests;

public sealed class CancellationTests
{
    private static ChatOptions Few => new() { Temperature = 0, MaxOutputTokens = 2 };

    [Theory, InlineData(false), InlineData(true)]
    public async Task Cancelled_while_generating_the_place_is_free_again(bool streaming)
    {
        using var model = Tiny.Endless();
        using var client = new LlamaChatClient(Tiny.Options(model) with { MaxConcurrency = 1, QueueLimit = 1 });
        using var cancel = new CancellationTokenSource();
        await client.LoadAsync(cancellationToken: cancel.Token);

        // Another request behind it says when it is being served: not before the first has left.
        var first = Run(client, streaming, cancel.Token);
        var second = client.AskAsync(streaming: false, options: Few);
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        Assert.Equal(2, (await second).Usage!.OutputTokenCount);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Cancelled_while_waiting_it_leaves_the_line(bool streaming)
    {
        using var model = Tiny.Endless();
        using var client = new LlamaChatClient(Tiny.Options(model) with { MaxConcurrency = 1, QueueLimit = 1 });
        using var stop = new CancellationTokenSource();
        using var cancel = new CancellationTokenSource();
        await using var talker = client.GetStreamingResponseAsync("Hi", Chat.Greedy, stop.Token).GetAsyncEnumerator(stop.Token);
        await talker.MoveNextAsync();

        var waiting = Run(client, streaming, cancel.Token);
        await Assert.ThrowsAsync<EngineBusyException>(() => client.AskAsync(streaming: false, options: Few));
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);

        // The engine sees it at its next step, which the running answer's next token proves.
        await talker.MoveNextAsync();
        await talker.MoveNextAsync();
        var next = await SubmitWhenFreeAsync(client);
        await stop.CancelAsync();
        Assert.Equal(2, (await next).Usage!.OutputTokenCount);
    }

    [Fact]
    public async Task Cancelled_while_reading_the_prompt_the_place_is_free_again()
    {
        using var model = Tiny.Endless();
        using var loaded = await Tiny.LoadAsync(Tiny.Options(model) with { ContextSize = 8_192, MaxConcurrency = 2 });
        using var cancel = new CancellationTokenSource();
        var talker = loaded.Submit(loaded.Prompt());
        await talker.NextAsync();

        // Sixteen steps of reading beside the talker; two of its tokens later the reading is under way.
        var reader = loaded.Submit(loaded.Prompt(new string('x', 8_000)), maxTokens: 1, cancel);
        await talker.NextAsync();
        await talker.NextAsync();
        await cancel.CancelAsync();
        var next = loaded.Submit(loaded.Prompt(), maxTokens: 1);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(reader.EndAsync);
        Assert.Equal(1, (await next.EndAsync()).Usage.OutputTokens);
        Assert.False(talker.Completion.IsCompleted);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Cancelled_before_it_began_nothing_happens(bool streaming)
    {
        using var model = Tiny.R1Script("x");
        using var client = Tiny.Client(model);
        var cancelled = new CancellationToken(canceled: true);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Run(client, streaming, cancelled));
        Assert.Null(client.Info);
        Assert.Equal("x", (await client.AskAsync(streaming)).Thought());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Run(client, streaming, cancelled));
    }

    [Fact]
    public async Task A_reader_who_walks_away_frees_the_place()
    {
        using var model = Tiny.Endless();
        using var client = new LlamaChatClient(Tiny.Options(model) with { MaxConcurrency = 1, QueueLimit = 0 });
        for (var i = 0; i < 5; i++)
        {
            await ReadOneUpdateAsync(client);
        }

        Assert.Equal(2, (await (await SubmitWhenFreeAsync(client))).Usage!.OutputTokenCount);
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 1)]
    [InlineData(true, 2)]
    public async Task Who_leaves_and_asks_again_finds_his_own_place_free(bool streaming, int contexts)
    {
        using var model = Tiny.Endless();
        using var client = new LlamaChatClient(Tiny.Options(model) with { MaxConcurrency = contexts, Contexts = contexts, QueueLimit = 0 });
        await client.LoadAsync(cancellationToken: TestContext.Current.CancellationToken);

        // One stays, where there are two places.
        using var stop = new CancellationTokenSource();
        await using var talker = client.GetStreamingResponseAsync("Hello", Chat.Greedy, stop.Token).GetAsyncEnumerator(stop.Token);
        _ = contexts > 1 && await talker.MoveNextAsync();
        for (var i = 0; i < 20; i++)
        {
            using var cancel = new CancellationTokenSource();
            if (streaming)
            {
                await using var reader = client.GetStreamingResponseAsync("Hi", Chat.Greedy, cancel.Token).GetAsyncEnumerator(cancel.Token);
                await reader.MoveNextAsync();
            }
            else
            {
                var call = Run(client, streaming, cancel.Token);
                await cancel.CancelAsync();
                await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
            }

            Assert.Equal(2, (await client.AskAsync(streaming, options: Few)).Usage!.OutputTokenCount);
        }

        await stop.CancelAsync();
    }

    private static async Task Run(LlamaChatClient client, bool streaming, CancellationToken cancellationToken)
    {
        if (!streaming)
        {
            await client.GetResponseAsync("Hi", Chat.Greedy, cancellationToken);
            return;
        }

        await foreach (var update in client.GetStreamingResponseAsync("Hi", Chat.Greedy, cancellationToken))
        {
            Assert.NotNull(update);
        }
    }

    /// <summary>A place is free at the engine's next step, not at the moment of cancelling.</summary>
    private static async Task<Task<ChatResponse>> SubmitWhenFreeAsync(LlamaChatClient client)
    {
        while (true)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            var attempt = client.AskAsync(streaming: false, options: Few);
            if (!attempt.IsFaulted || attempt.Exception!.InnerException is not EngineBusyException)
            {
                return attempt;
            }

            await Task.Yield();
        }
    }

    private static async Task ReadOneUpdateAsync(LlamaChatClient client)
    {
        while (true)
        {
            try
            {
                await foreach (var update in client.GetStreamingResponseAsync("Hi", Chat.Greedy, TestContext.Current.CancellationToken))
                {
                    Assert.NotEmpty(update.Contents);
                    return;
                }
            }
            catch (EngineBusyException)
            {
                await Task.Yield();
            }
        }
    }
}

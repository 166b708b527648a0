using Microsoft.Extensions.AI;
using ModelRouter.TestModels;

namespace ModelRouter.LlamaCpp.Tests;

public sealed class ConcurrencyTests
{
    [Theory, InlineData(1), InlineData(3)]
    public async Task Many_at_once_get_what_each_would_get_alone(int contexts)
    {
        using var model = TinyModel.Llama(new() { ChatTemplate = ChatTemplates.ChatMl });
        using var alone = new LlamaChatClient(Tiny.OnProcessor(model) with { MaxConcurrency = 1 });
        using var together = new LlamaChatClient(Tiny.OnProcessor(model) with { MaxConcurrency = 8, Contexts = contexts });

        var batched = await Task.WhenAll(Enumerable.Range(0, 32).Select(i => Ask(together, i, streaming: i % 2 == 0)));

        for (var i = 0; i < batched.Length; i++)
        {
            var solo = await Ask(alone, i, streaming: false);
            Assert.Equal(solo.All(), batched[i].All());
            Assert.Equal(solo.Usage!.OutputTokenCount, batched[i].Usage!.OutputTokenCount);
        }

        Task<ChatResponse> Ask(LlamaChatClient client, int i, bool streaming) => client.AskAsync(
            streaming, $"Number {i} {new string('a', i * 3)}", new() { Seed = i, Temperature = 1, MaxOutputTokens = 4 + i });
    }

    [Fact]
    public async Task A_long_prompt_does_not_stop_an_answer_under_way()
    {
        using var model = Tiny.Endless();
        using var loaded = await Tiny.LoadAsync(Tiny.Options(model) with { ContextSize = 8_192, MaxConcurrency = 2 });
        var talker = loaded.Submit(loaded.Prompt(), maxTokens: 6);
        await talker.NextAsync();

        // Beside an answer, a step reads at most 512 tokens of a prompt: this one takes eight steps, and the answer five more.
        var reader = loaded.Submit(loaded.Prompt(new string('x', 4_000)), maxTokens: 1);
        await reader.NextAsync();

        Assert.True(talker.Completion.IsCompleted);
        Assert.Equal(6, (await talker.EndAsync()).Usage.OutputTokens);
    }

    [Fact]
    public async Task A_short_prompt_overtakes_a_long_one()
    {
        using var model = Tiny.Endless();
        using var loaded = await Tiny.LoadAsync(Tiny.Options(model) with { ContextSize = 8_192, MaxConcurrency = 3 });
        var talker = loaded.Submit(loaded.Prompt());
        await talker.NextAsync();

        var longOne = loaded.Submit(loaded.Prompt(new string('x', 8_000)), maxTokens: 1);
        var shortOne = loaded.Submit(loaded.Prompt("y"), maxTokens: 1);
        await longOne.NextAsync();

        Assert.True(shortOne.Completion.IsCompleted);
        Assert.False(talker.Completion.IsCompleted);
    }

    [Fact]
    public async Task Requests_are_served_in_the_order_of_their_arrival()
    {
        using var model = Tiny.R1Script("x");
        using var loaded = await Tiny.LoadAsync(Tiny.Options(model) with { MaxConcurrency = 1 });
        var line = Enumerable.Range(0, 20).Select(i => loaded.Submit(loaded.Prompt($"{i}"))).ToArray();

        for (var i = line.Length - 1; i >= 0; i--)
        {
            await line[i].EndAsync();
            Assert.All(line[..i], earlier => Assert.True(earlier.Completion.IsCompleted));
        }
    }

    [Fact]
    public async Task A_full_line_turns_callers_away_and_recovers()
    {
        using var model = Tiny.Endless();
        using var client = new LlamaChatClient(Tiny.Options(model) with { MaxConcurrency = 1, QueueLimit = 1 });
        using var leave = new CancellationTokenSource();
        await using var talker = client.GetStreamingResponseAsync("Hi", Chat.Greedy, leave.Token).GetAsyncEnumerator(leave.Token);
        await talker.MoveNextAsync();
        var few = Chat.Greedy;
        few.MaxOutputTokens = 2;
        var waiting = client.AskAsync(streaming: false, options: few);

        var busy = await Assert.ThrowsAsync<EngineBusyException>(() => client.AskAsync(streaming: false, options: few));
        await Assert.ThrowsAsync<EngineBusyException>(() => client.AskAsync(streaming: true, options: few));
        await leave.CancelAsync();

        Assert.Equal(1, busy.QueueLimit);
        Assert.Equal(2, (await waiting).Usage!.OutputTokenCount);
        Assert.Equal(2, (await client.AskAsync(streaming: false, options: few)).Usage!.OutputTokenCount);
    }

    [Theory, InlineData(1), InlineData(2)]
    public async Task A_line_may_be_as_long_as_can_be_said(int contexts)
    {
        using var model = Tiny.R1Script("x");
        using var client = new LlamaChatClient(Tiny.Options(model) with { MaxConcurrency = 2, Contexts = contexts, QueueLimit = int.MaxValue });

        Assert.True((await client.AskAsync(streaming: false)).Usage!.OutputTokenCount > 0);
    }

    [Theory, InlineData(1), InlineData(2)]
    public async Task Nobody_is_turned_away_while_there_is_room(int contexts)
    {
        using var model = Tiny.R1Script("x");
        using var client = new LlamaChatClient(Tiny.Options(model) with { MaxConcurrency = contexts, Contexts = contexts, QueueLimit = 0 });
        await client.LoadAsync(cancellationToken: TestContext.Current.CancellationToken);
        using var together = new Barrier(contexts);

        await Task.WhenAll(Enumerable.Range(0, contexts).Select(_ => Task.Factory.StartNew(
            () =>
            {
                try
                {
                    for (var round = 0; round < 200; round++)
                    {
                        // As soon as an answer is there, its room is.
                        together.SignalAndWait(TestContext.Current.CancellationToken);
                        client.AskAsync(streaming: round % 2 == 0).GetAwaiter().GetResult();
                    }
                }
                finally
                {
                    together.RemoveParticipant();
                }
            },
            TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
    }

    [Fact]
    public async Task Logits_that_are_no_numbers_fail_requests_and_not_the_engine()
    {
        using var model = TinyModel.R1();
        var bytes = await File.ReadAllBytesAsync(model.Path, TestContext.Current.CancellationToken);
        var image = GgufImage.Parse(bytes);

        // The last token's embedding becomes NaN, and with it everything that is computed of it.
        var embedding = image.Tensors.Find(tensor => tensor.Name == "token_embd.weight")!;
        var row = (int)embedding.Offset + (model.Vocabulary.Id("q") * (int)embedding.Shape[0] * sizeof(float));
        BitConverter.TryWriteBytes(image.Data.AsSpan(row), float.NaN);
        await File.WriteAllBytesAsync(model.Path, image.Write(out _), TestContext.Current.CancellationToken);
        using var client = Tiny.Client(model);
        var options = new ChatOptions { Temperature = 0, MaxOutputTokens = 3 };

        await Assert.ThrowsAsync<LlamaException>(() => client.AskAsync(streaming: false, "q", options));
        await Assert.ThrowsAsync<LlamaException>(() => client.AskAsync(streaming: true, "q", options));
        Assert.NotNull((await client.AskAsync(streaming: false, "a", options)).Usage);
    }
}

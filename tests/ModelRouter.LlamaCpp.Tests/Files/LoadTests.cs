using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using ModelRouter.TestModels;

namespace ModelRouter.LlamaCpp.Tests;

public sealed class LoadTests
{
    private static readonly AsyncLocal<object?> Ambient = new();

    [Fact]
    public async Task A_cancelled_load_leaves_nothing_and_may_be_tried_again()
    {
        using var model = Tiny.R1Script("x");
        using var client = Tiny.Client(model);
        using var cancel = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.LoadAsync(null, new CancellationToken(canceled: true)));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.LoadAsync(new Callback<float>(_ => cancel.Cancel()), cancel.Token));

        Assert.Null(client.Info);
        Assert.False(SharedModels.Contains(model.Path));
        Assert.Equal("x", (await client.AskAsync(streaming: false)).Thought());
    }

    [Fact]
    public async Task Whoever_waits_for_anothers_cancelled_load_loads_himself()
    {
        using var model = Tiny.R1Script("x");
        using var first = Tiny.Client(model);
        using var second = Tiny.Client(model);
        using var cancel = new CancellationTokenSource();
        Task<string>? other = null;

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first.LoadAsync(
            new Callback<float>(_ =>
            {
                other ??= Task.Run(async () => (await second.AskAsync(streaming: false)).Thought(), CancellationToken.None);
                cancel.Cancel();
            }),
            cancel.Token));

        Assert.Equal("x", await other!);
    }

    [Fact]
    public async Task Whoever_waits_for_a_load_that_anothers_display_stops_loads_himself()
    {
        using var model = Tiny.R1Script("x");
        using var first = Tiny.Client(model);
        using var second = Tiny.Client(model);
        Task? other = null;

        await Assert.ThrowsAsync<InvalidOperationException>(() => first.LoadAsync(
            new Callback<float>(_ =>
            {
                other ??= second.LoadAsync(cancellationToken: TestContext.Current.CancellationToken);
                throw new InvalidOperationException();
            }),
            TestContext.Current.CancellationToken));

        await other!;
        Assert.Equal("x", (await second.AskAsync(streaming: false)).Thought());
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task A_call_that_is_cancelled_while_its_model_loads_leaves_the_load_to_later_ones(bool streaming)
    {
        using var model = Tiny.R1Script("x");
        using var holder = Tiny.Client(model);
        using var client = Tiny.Client(model);
        using var leaves = new CancellationTokenSource();
        using var held = new SemaphoreSlim(0);
        using var goesOn = new SemaphoreSlim(0);

        // Two clients of one file load it once, so the first one's progress holds the second one's load.
        var holding = Task.Run(
            () => holder.LoadAsync(
                new Callback<float>(_ =>
                {
                    held.Release();
                    goesOn.Wait(TestContext.Current.CancellationToken);
                    goesOn.Release();
                }),
                TestContext.Current.CancellationToken),
            TestContext.Current.CancellationToken);
        await held.WaitAsync(TestContext.Current.CancellationToken);
        var call = AskAsync(client, streaming, leaves.Token);
        await leaves.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Null(client.Info);

        goesOn.Release();
        await holding;
        while (client.Info is null)
        {
            // Nobody asks for it any more.
            await Task.Delay(1, TestContext.Current.CancellationToken);
        }

        Assert.Equal("x", (await client.AskAsync(streaming)).Thought());
    }

    [Fact]
    public async Task An_engine_keeps_nothing_of_who_loaded_it()
    {
        using var model = Tiny.R1Script("x");
        using var client = Tiny.Client(model);

        var value = await LoadWithAmbientAsync(client);

        Assert.Equal("x", (await client.AskAsync(streaming: false)).Thought());
        for (var looks = 0; looks < 500 && value.IsAlive; looks++)
        {
            // A thread of the pool may still stand in what it did last.
            await Task.Delay(10, TestContext.Current.CancellationToken);
            GC.Collect();
            GC.WaitForPendingFinalizers();
            GC.Collect();
        }

        Assert.False(value.IsAlive);
    }

    [Fact]
    public async Task Progress_ends_with_one()
    {
        using var model = TinyModel.R1();
        using var client = Tiny.Client(model);
        var reports = new List<float>();

        await client.LoadAsync(new Callback<float>(reports.Add), TestContext.Current.CancellationToken);

        Assert.Equal(1, reports[^1]);
        Assert.Equal(reports.Order(), reports);
        Assert.Equal("qwen2", client.Info!.Architecture);
    }

    [Fact]
    public async Task A_display_that_fails_stops_the_load_and_not_the_process()
    {
        using var model = TinyModel.R1();
        using var client = Tiny.Client(model);

        await Assert.ThrowsAsync<InvalidOperationException>(
            () => client.LoadAsync(new Callback<float>(_ => throw new InvalidOperationException()), TestContext.Current.CancellationToken));

        await client.LoadAsync(cancellationToken: TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_file_tells_of_itself_without_being_loaded()
    {
        using var model = TinyModel.R1(new() { Context = 128, Quantized = true });

        var info = await LlamaModelInfo.ReadAsync(model.Path, TestContext.Current.CancellationToken);

        Assert.Equal("qwen2", info.Architecture);
        Assert.Equal("tiny test model", info.Name);
        Assert.Equal(128, info.TrainedContext);
        Assert.Equal(model.Vocabulary.Tokens.Count, info.VocabularySize);
        Assert.Equal("Q8_0", info.Quantization);
        Assert.Equal(new FileInfo(model.Path).Length, info.FileBytes);
        Assert.InRange(info.ParameterCount, 20_000, 60_000);
        Assert.True(info.HasChatTemplate && info.Thinks);
        Assert.False(SharedModels.Contains(model.Path));
    }

    [Fact]
    public async Task Many_requests_leave_memory_as_it_was()
    {
        // In a process of its own, where no other test takes memory meanwhile.
        using var model = TinyModel.R1();
        var growth = long.Parse(await ChildProcess.RunAsync([MemoryWorker.Argument, model.Path], TestContext.Current.CancellationToken));

        Assert.InRange(growth, long.MinValue, 3L << 20);
    }

    [Fact]
    public async Task A_refused_request_leaves_no_grammar_to_the_garbage_collector()
    {
        using var model = TinyModel.R1();
        var growth = long.Parse(await ChildProcess.RunAsync([RefusedWorker.Argument, model.Path], TestContext.Current.CancellationToken));

        Assert.InRange(growth, long.MinValue, 8L << 20);
    }

    /// <summary>Contexts aren't on its heap. This one is thought to take 64 MiB and more.</summary>
    [Fact]
    public async Task What_the_garbage_collector_may_take_is_no_limit_for_contexts()
    {
        using var model = TinyModel.R1(new() { Context = 4096 });

        var answer = await ChildProcess.RunAsync([AskWorker.Argument, model.Path], TestContext.Current.CancellationToken, ("DOTNET_GCHeapHardLimit", "3000000"));

        Assert.NotEmpty(answer);
    }

    [Fact]
    public async Task Two_processes_may_use_one_file()
    {
        using var model = TinyModel.R1();
        using var client = Tiny.Client(model);
        var options = new ChatOptions { Seed = 1, MaxOutputTokens = 8, Temperature = 1 };
        var expected = (await client.AskAsync(streaming: false, "both", options)).All();

        var others = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => ChildProcess.RunAsync([AskWorker.Argument, model.Path], TestContext.Current.CancellationToken)));

        Assert.All(others, other => Assert.Equal(expected, System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(other))));
        Assert.Equal(expected, (await client.AskAsync(streaming: false, "both", options)).All());
    }

    private static async Task AskAsync(LlamaChatClient client, bool streaming, CancellationToken ct)
    {
        if (streaming)
        {
            await client.GetStreamingResponseAsync([new(ChatRole.User, "Hi")], Chat.Greedy, ct).ToChatResponseAsync(ct);
        }
        else
        {
            await client.GetResponseAsync([new(ChatRole.User, "Hi")], Chat.Greedy, ct);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Task<WeakReference> LoadWithAmbientAsync(LlamaChatClient client) => Task.Run(
        async () =>
        {
            Ambient.Value = new object();
            var value = new WeakReference(Ambient.Value);
            await client.LoadAsync(cancellationToken: TestContext.Current.CancellationToken);
            return value;
        },
        TestContext.Current.CancellationToken);
}

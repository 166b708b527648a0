using Microsoft.Extensions.AI;

namespace ModelRouter.LlamaCpp.Tests;

public sealed class DisposeTests
{
    [Theory, InlineData(false), InlineData(true)]
    public async Task Whoever_is_being_served_or_waits_hears_of_the_end(bool streaming)
    {
        using var model = Tiny.Endless();
        var client = new LlamaChatClient(Tiny.Options(model) with { MaxConcurrency = 1 });
        await using var talker = client.GetStreamingResponseAsync("Hi", Chat.Greedy, TestContext.Current.CancellationToken)
            .GetAsyncEnumerator(TestContext.Current.CancellationToken);
        await talker.MoveNextAsync();
        var waiting = client.AskAsync(streaming);

        client.Dispose();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => waiting);
        await Assert.ThrowsAsync<ObjectDisposedException>(async () =>
        {
            while (await talker.MoveNextAsync())
            {
            }
        });
        await Assert.ThrowsAsync<ObjectDisposedException>(() => client.AskAsync(streaming));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => client.LoadAsync(cancellationToken: TestContext.Current.CancellationToken));
        Assert.False(SharedModels.Contains(model.Path));
        client.Dispose();
    }

    [Fact]
    public async Task Disposed_in_the_middle_of_anything_nothing_crashes()
    {
        using var model = Tiny.Endless(512);
        for (var round = 0; round < 10; round++)
        {
            var client = Tiny.Client(model);
            var options = Chat.Greedy;
            options.MaxOutputTokens = 1 + round;
            var callers = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
            {
                while (true)
                {
                    await client.AskAsync(streaming: false, new string('x', 100), options);
                }
            })).ToArray();
            await client.AskAsync(streaming: false, options: options);

            client.Dispose();

            foreach (var caller in callers)
            {
                await Assert.ThrowsAsync<ObjectDisposedException>(() => caller);
            }
        }

        Assert.False(SharedModels.Contains(model.Path));
    }

    [Fact]
    public async Task Disposed_while_loading_the_loader_hears_of_it()
    {
        using var model = Tiny.R1Script("x");
        var client = Tiny.Client(model);
        using var isLoading = new ManualResetEventSlim();
        using var mayGoOn = new ManualResetEventSlim();
        var loading = client.LoadAsync(
            new Callback<float>(_ =>
            {
                isLoading.Set();
                mayGoOn.Wait(TestContext.Current.CancellationToken);
            }),
            TestContext.Current.CancellationToken);
        isLoading.Wait(TestContext.Current.CancellationToken);

        // Dispose waits for the load to end, which it has told to.
        var disposing = Task.Run(client.Dispose, TestContext.Current.CancellationToken);
        while (!client.IsDisposing)
        {
            await Task.Yield();
        }

        mayGoOn.Set();
        await disposing;

        await Assert.ThrowsAsync<ObjectDisposedException>(() => loading);
        Assert.False(SharedModels.Contains(model.Path));
    }
}

using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace ModelRouter.Tests;

public class ConcurrencyTests
{
    [Fact]
    public async Task Many_calls_at_once_keep_ledger_and_receipts_equal()
    {
        var ledger = new InMemorySpendLedger();
        var failing = 0;
        var flaky = new Flaky(() => Interlocked.Increment(ref failing) % 3 == 0);
        using var router = Routers.Over(ledger, ("a", flaky), ("b", new Flaky(() => false)));

        var receipts = new RoutingReceipt[400];
        await Parallel.ForAsync(0, receipts.Length, TestContext.Current.CancellationToken, async (i, _) =>
            receipts[i] = (await router.AskAsync(i % 2 == 0, Routers.Hello)).GetRoutingReceipt()!);

        Assert.Equal(ledger.Total, receipts.Sum(r => r.Cost));
        Assert.Equal(ledger.Count, receipts.Sum(r => r.Attempts.Count));
        Assert.Equal(receipts.Length, receipts.Select(r => r.CallId).Distinct().Count());
    }

    /// <summary>Stateless, unlike the recording fake, so that calls may overlap.</summary>
    private sealed class Flaky(Func<bool> fails) : IChatClient
    {
        public async Task<ChatResponse> GetResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            return fails() ? throw new IOException() : await FakeChatClient.Saying("ok").GetResponseAsync(messages, options, cancellationToken);
        }

        public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
            IEnumerable<ChatMessage> messages,
            ChatOptions? options = null,
            [EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            if (fails())
            {
                throw new IOException();
            }

            await foreach (var update in FakeChatClient.Saying("ok").GetStreamingResponseAsync(messages, options, cancellationToken))
            {
                yield return update;
            }
        }

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }
}

using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace ModelRouter.Tests;

/// <summary>Containers make services synchronously, maybe on a thread that the application's own awaits come back to.</summary>
public sealed class SynchronousContainerTests
{
    private const string Json = """
        { "ModelRouter": {
            "Models": { "m": { "Provider": "fake", "Tier": "Cloud", "Unpriced": true } },
            "Learning": { "Enabled": true, "Store": "yielding" } } }
        """;

    [Fact]
    public void A_store_and_a_ledger_that_come_back_to_their_thread_do_not_hold_it_up()
    {
        Exception? failure = null;
        var thread = new Thread(() =>
        {
            SynchronizationContext.SetSynchronizationContext(new NeverRun());
            try
            {
                var services = new ServiceCollection();
                services.AddSingleton<IOutcomeStoreProvider, YieldingProvider>();
                services.AddModelRouter(ConfigurationTests.Parse(Json), b => b.AddProvider(new FakeProvider()).UseLedger(new YieldingLedger()));
                var provider = services.BuildServiceProvider();
                Assert.NotNull(provider.GetRequiredService<IChatClient>());
                provider.Dispose();
            }
            catch (Exception exception)
            {
                failure = exception;
            }
        })
        { IsBackground = true };
        thread.Start();
        Assert.True(thread.Join(TimeSpan.FromMinutes(2)), "It waits for itself.");
        Assert.Null(failure);
    }

    /// <summary>A thread that is busy waiting, for whoever wants to come back to it.</summary>
    private sealed class NeverRun : SynchronizationContext
    {
        public override void Post(SendOrPostCallback d, object? state)
        {
        }
    }

    private sealed class YieldingProvider : IOutcomeStoreProvider
    {
        public string Name => "yielding";

        public IOutcomeStore CreateStore(IServiceProvider services, IConfigurationSection settings) => new YieldingStore();
    }

    private sealed class YieldingLedger : ISpendLedger, ISpendLedgerReader
    {
        public ValueTask RecordAsync(SpendEntry entry, CancellationToken cancellationToken = default) => default;

        public async IAsyncEnumerable<SpendEntry> ReadAsync(SpendQuery query, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            yield break;
        }
    }

    private sealed class YieldingStore : IOutcomeStore
    {
        public async Task<long> RevisionAsync(CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            return 1;
        }

        public async Task<IReadOnlyList<OutcomeLabel>> LoadAsync(CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            return [];
        }

        public async Task RememberAsync(IReadOnlyList<LearnableCall> calls, CancellationToken cancellationToken = default) => await Task.Yield();

        public async Task<LearnableCall?> FindAsync(Guid callId, CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            return null;
        }

        public async Task SaveAsync(OutcomeLabel label, IReadOnlyList<OutcomeLabel> forgotten, CancellationToken cancellationToken = default) => await Task.Yield();

        public async Task ResetAsync(CancellationToken cancellationToken = default) => await Task.Yield();

        public async ValueTask DisposeAsync() => await Task.Yield();
    }
}

using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using CsCheck;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Time.Testing;
using static ModelRouter.Tests.Routers;

namespace ModelRouter.Tests;

/// <summary>Random streams of calls, some at once, with failures, cancellations, fallbacks and hedges: every cent is counted once, nothing stays reserved,
/// and no budget that restricts is ever overspent.</summary>
public class BudgetPropertyTests
{
    private static readonly Gen<Act> Acts = Gen.Int[0, 7].Select(i => (Act)Math.Min(i, (int)Act.Hang));

    private static readonly Gen<Model> Models =
        from price in Gen.Long[0, 100_000_000]
        from acts in Acts.Array[1, 6]
        from seconds in Gen.Int[0, 4]
        from part in Gen.Int[0, 100]
        select new Model(price / 1_000_000m, acts, seconds, part);

    private static readonly Gen<Call> Calls =
        from stream in Gen.Bool
        from limit in Gen.Int[-300, 300]
        from tenant in Gen.Int[0, 2]
        from cancelAfter in Gen.Int[-20, 6]
        select new Call(stream, limit > 0 ? limit : null, tenant, cancelAfter);

    private static readonly Gen<Play> Plays =
        from models in Models.Array[1, 4]
        from calls in Calls.Array[1, 12]
        from limit in Gen.Long[1, 2_000_000]
        from tokens in Gen.Int[100, 40_000]
        from downgrade in Gen.Bool
        from hedge in Gen.Int[0, 2]
        from atOnce in Gen.Int[1, 4]
        select new Play(models, calls, limit / 1_000_000m, tokens, downgrade, hedge, atOnce);

    [Fact]
    public void Every_cent_is_counted_once_and_no_budget_is_overspent() => Plays.Sample(Check, iter: 4_000);

    private static void Check(Play play)
    {
        var time = new FakeTimeProvider();
        var (ledger, store, events, receipts) = (new InMemorySpendLedger(), new InMemoryBudgetStore(), new List<BudgetEvent>(), new List<RoutingReceipt>());
        var options = new ModelRouterOptions { Seed = 1, Worth = 1_000, OnBudgetEvent = e => Add(events, e) };
        options.Execution.HedgeDelay = play.Hedge == 0 ? Timeout.InfiniteTimeSpan : TimeSpan.FromSeconds(play.Hedge);
        options.Execution.FirstContentTimeout = options.Execution.AttemptTimeout = options.Execution.StallTimeout = TimeSpan.FromSeconds(9);
        options.Execution.RetryWait = options.Execution.OpenWait = TimeSpan.FromSeconds(2);
        var exhaustion = play.Downgrades ? BudgetExhaustion.Downgrade : BudgetExhaustion.Deny;
        options.Budgets.Add(new() { Name = "all", Window = BudgetWindow.Total, Limit = play.Limit, OnExhaustion = exhaustion });
        options.Budgets.Add(new() { Name = "tenants", Scope = BudgetScope.Tenant, Window = BudgetWindow.Total, Limit = play.Limit / 2, OnExhaustion = exhaustion });
        options.Budgets.Add(new() { Name = "tokens", Window = BudgetWindow.Total, Limit = play.Tokens, Unit = BudgetUnit.Tokens });
        options.Budgets.Add(new() { Name = "watch", Window = BudgetWindow.Total, Limit = play.Limit / 2, OnExhaustion = BudgetExhaustion.AllowAndAlert, Thresholds = [0.5] });
        using var router = new ModelRouterChatClient(
            play.Models.Select((m, i) => new ModelEndpoint(
                Profile($"m{i}", 0.9 - (0.1 * i)) with { Pricing = new() { InputPerMillion = m.Price / 3, OutputPerMillion = m.Price, ReasoningPerMillion = m.Price * 1.5m, PerRequest = m.Price / 1_000_000 } },
                new Client(m, time))),
            options, ledger: ledger, timeProvider: time, failureReaders: [new KindReader()], budgetStore: store);

        var queue = new ConcurrentQueue<Call>(play.Calls);
        var all = Task.WhenAll(Enumerable.Range(0, play.AtOnce).Select(_ => WorkAsync()));
        var spin = default(SpinWait);
        for (var i = 0; !all.IsCompleted; i++)
        {
            Assert.True(i < 36_000, "It never ends.");
            time.Advance(TimeSpan.FromSeconds(1));
            if (!all.IsCompleted && i % 8 == 7)
            {
                spin.SpinOnce(sleep1Threshold: i < 400 ? -1 : 0);
            }
        }

        all.GetAwaiter().GetResult();
        var uses = store.ReadAsync(time.GetUtcNow(), CancellationToken.None).AsTask().GetAwaiter().GetResult();
        var entries = ledger.Snapshot();
        Assert.All(uses, use => Assert.Equal(0, use.Balance.Reserved));
        Assert.Equal(ledger.Total, Spent("all"));
        Assert.Equal(ledger.Total, Spent("watch"));
        Assert.Equal(entries.Where(e => e.Attribution.Tenant is not null).Sum(e => e.Cost), Spent("tenants"));
        Assert.Equal(entries.Sum(e => e.Usage.InputTokens + e.Usage.OutputTokens), Spent("tokens"));
        Assert.All(receipts, receipt =>
        {
            Assert.Equal(entries.Where(e => e.CallId == receipt.CallId).Sum(e => e.Cost), receipt.Cost);
            Assert.Equal(receipt.Cost, receipt.Budgets.Single(b => b.Budget == "all").Settled);
        });
        Assert.DoesNotContain(events, e => e.Kind == BudgetEventKind.Overrun);
        Assert.True(Spent("all") <= play.Limit && Spent("tokens") <= play.Tokens && uses.Where(u => u.Budget == "tenants").All(u => u.Balance.Spent <= play.Limit / 2));
        Assert.Equal(Spent("watch") >= play.Limit / 4 ? 1 : 0, events.Count(e => e.Threshold == 0.5));
        Assert.Equal(Spent("watch") >= play.Limit / 2 ? 1 : 0, events.Count(e => e.Threshold == 1));

        decimal Spent(string budget) => uses.Where(u => u.Budget == budget).Sum(u => u.Balance.Spent);

        async Task WorkAsync()
        {
            while (queue.TryDequeue(out var call))
            {
                using var caller = call.CancelAfter >= 0 ? new CancellationTokenSource(TimeSpan.FromSeconds(call.CancelAfter), time) : new CancellationTokenSource();
                var asked = new ChatOptions { MaxOutputTokens = call.Limit };
                if (call.Tenant > 0)
                {
                    asked.AdditionalProperties = new() { [DeclaredAttribution.Tenant] = $"t{call.Tenant}" };
                }

                try
                {
                    var receipt = (await router.AskCancellablyAsync(call.Stream, Hello, asked, caller.Token)).GetRoutingReceipt()!;
                    Add(receipts, receipt);
                }
                catch (Exception exception) when (exception is KindException or AllModelsFailedException or NoEligibleModelException or OperationCanceledException or ModelTimeoutException)
                {
                }
            }
        }
    }

    private static void Add<T>(List<T> list, T item)
    {
        lock (list)
        {
            list.Add(item);
        }
    }

    private enum Act
    {
        Answer,
        AnswerWithoutUsage,
        AnswerToTheLimit,
        FailBefore,
        FailAfter,
        FailAfterUsage,
        Hang,
    }

    private sealed record Model(decimal Price, Act[] Acts, int Seconds, int Part);

    private sealed record Call(bool Stream, int? Limit, int Tenant, int CancelAfter);

    private sealed record Play(Model[] Models, Call[] Calls, decimal Limit, int Tokens, bool Downgrades, int Hedge, int AtOnce);

    /// <summary>Keeps to the limit that it is given, and bills a part of what it may.</summary>
    private sealed class Client(Model model, TimeProvider time) : IChatClient
    {
        private int _calls;

        public async Task<ChatResponse> GetResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
            await GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(CancellationToken.None);

        public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            var act = model.Acts[(Interlocked.Increment(ref _calls) - 1) % model.Acts.Length];
            if (act == Act.Hang || model.Seconds > 0)
            {
                await Task.Delay(act == Act.Hang ? Timeout.InfiniteTimeSpan : TimeSpan.FromSeconds(model.Seconds), time, cancellationToken);
            }

            if (act == Act.FailBefore)
            {
                throw new KindException(ModelFailureKind.Timeout);
            }

            var most = options?.MaxOutputTokens ?? throw new InvalidOperationException("Nothing limits the answer.");
            var output = act == Act.AnswerToTheLimit ? most : most * model.Part / 100;
            var usage = new UsageContent(new()
            {
                InputTokenCount = 1 + (Hello[0].Text.Length * model.Part / 100), OutputTokenCount = output, ReasoningTokenCount = output * model.Part / 100,
            });
            yield return new(ChatRole.Assistant, "a");
            if (act is Act.FailAfter or Act.FailAfterUsage)
            {
                if (act == Act.FailAfterUsage)
                {
                    yield return new(ChatRole.Assistant, [usage]);
                }

                throw new KindException(ModelFailureKind.Server);
            }

            if (act != Act.AnswerWithoutUsage)
            {
                yield return new(ChatRole.Assistant, [usage]);
            }
        }

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }
}

using System.Runtime.CompilerServices;
using CsCheck;
using Microsoft.Extensions.AI;

namespace ModelRouter.Tests;

/// <summary>Random checks, failures, votes and departures: what is on the receipt is in the ledger and in the budget, and no held-back answer is shown.</summary>
public class CascadePropertyTests
{
    private static readonly ChatMessage[] Sum = [new(ChatRole.User, "Calculate 12 * 34 + 5. Give only the number.")];

    private static readonly Gen<Play> Plays =
        from stream in Gen.Bool
        from acts in Gen.Int[0, 7].Array[2, 4]
        from votes in Gen.Int[1, 4]
        from verdicts in Gen.Int[0, 4].Array[4]
        from attempts in Gen.Int[1, 8]
        from cancelAt in Gen.Int[-6, 8]
        from limit in Gen.Int[0, 3]
        select new Play(stream, acts, votes, verdicts, attempts, cancelAt, limit);

    [Fact]
    public void Accounts_agree_and_what_failed_is_not_shown() => Plays.Sample(
        play =>
        {
            using var caller = new CancellationTokenSource();
            var ledger = new InMemorySpendLedger();
            var budgets = new InMemoryBudgetStore();
            var calls = 0;
            var asked = 0;
            var verifier = new FakeVerifier(_ => (play.Verdicts[asked++ % play.Verdicts.Length]) switch
            {
                0 or 1 => AnswerVerdict.Rejected("No."),
                2 => AnswerVerdict.Unknown("Who knows."),
                3 => throw new InvalidOperationException(),
                _ => AnswerVerdict.Accepted,
            });
            var options = new ModelRouterOptions { Worth = 10, Seed = 1, Cascade = { Mode = CascadeMode.Always, Votes = { Count = play.Votes } } };
            options.Execution.MaxAttempts = play.MaxAttempts;
            options.Execution.RetryWait = TimeSpan.Zero;
            options.Budgets.Add(new() { Name = "all", Window = BudgetWindow.Total, Limit = play.Limit == 0 ? 0.4m : 1_000 });
            using var router = new ModelRouterChatClient(
                play.Acts.Select((act, i) => new ModelEndpoint(Cascades.Large with { Id = $"m{i}" }, new Actor($"m{i}", act, () =>
                {
                    if (++calls == play.CancelAt)
                    {
                        caller.Cancel();
                    }

                    return calls;
                }))),
                options,
                predictor: new Chances(("m0", 0.5), ("m1", 0.6), ("m2", 0.7), ("m3", 0.8)),
                ledger: ledger,
                failureReaders: [new KindReader()],
                budgetStore: budgets,
                answerVerifiers: [verifier]);

            var shown = "";
            RoutingReceipt? receipt = null;
            Exception? failure = null;
            try
            {
                if (play.Stream)
                {
                    var task = Task.Run(async () =>
                    {
                        await foreach (var update in router.GetStreamingResponseAsync(Sum, cancellationToken: caller.Token))
                        {
                            shown += update.Text;
                            receipt = update.GetRoutingReceipt() ?? receipt;
                        }
                    });
                    task.GetAwaiter().GetResult();
                }
                else
                {
                    var response = Task.Run(() => router.GetResponseAsync(Sum, cancellationToken: caller.Token)).GetAwaiter().GetResult();
                    (shown, receipt) = (response.Text, response.GetRoutingReceipt());
                }
            }
            catch (Exception exception)
            {
                failure = exception;
            }

            // 1 every call of a client is one entry, and the budget has counted the same
            var entries = ledger.Snapshot();
            Assert.Equal(calls, entries.Count);
            Assert.True(entries.Count <= play.MaxAttempts);
            var uses = budgets.ReadAsync(TimeProvider.System.GetUtcNow(), CancellationToken.None).AsTask().GetAwaiter().GetResult();
            Assert.All(uses, use => Assert.Equal(new(ledger.Total, 0), use.Balance));

            // 2 the receipt is the ledger
            Assert.Equal(failure is null, receipt is not null);
            Assert.True(failure is null or AllModelsFailedException or KindException or ArgumentException or BudgetExhaustedException || (failure is OperationCanceledException && caller.IsCancellationRequested), $"{failure}");
            if (receipt is not null)
            {
                Assert.Equal(ledger.Total, receipt.Cost);
                Assert.Equal(entries.Select(e => (e.Model, e.Outcome, e.Cost)), receipt.Attempts.Select(a => (a.Model, a.Outcome, a.Cost)));
                Assert.Equal((receipt.Model, AttemptOutcome.Succeeded), (receipt.Attempts[^1].Model, receipt.Attempts[^1].Outcome));
                Assert.All(receipt.Attempts.SkipLast(1), a => Assert.NotEqual(AttemptOutcome.Succeeded, a.Outcome));
                Assert.All(receipt.Attempts.Where(a => a.Outcome == AttemptOutcome.Escalated), a => Assert.Equal(AnswerCheckOutcome.Failed, a.Checks[^1].Outcome));
                Assert.True(receipt.Budgets.Sum(b => b.Settled) == receipt.Cost);
            }

            // 3 what is shown is one model's answer, whole unless the call failed
            var words = shown.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            Assert.True(words.Select(w => w[..2]).Distinct(StringComparer.Ordinal).Count() <= 1, shown);
            Assert.True(receipt is null || shown.Length == 0 || words.All(w => w.StartsWith(receipt.Model, StringComparison.Ordinal)));
        },
        iter: 6_000);

    private sealed record Play(bool Stream, int[] Acts, int Votes, int[] Verdicts, int MaxAttempts, int CancelAt, int Limit);

    /// <summary>Answers, calls a tool, thinks only, breaks in its answer or before it, or finds the request at fault.</summary>
    private sealed class Actor(string name, int act, Func<int> count) : IChatClient
    {
        public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
            await GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

        public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            var number = count();
            await Task.Yield();
            cancellationToken.ThrowIfCancellationRequested();
            if (act == 4)
            {
                throw new KindException((ModelFailureKind)(number % 10 + 3));
            }

            yield return new(ChatRole.Assistant, [new TextReasoningContent("hm")]) { MessageId = name };
            if (act == 3)
            {
                yield break;
            }

            yield return new(ChatRole.Assistant, $"{name} ") { MessageId = name };
            if (act == 5)
            {
                throw new KindException(ModelFailureKind.Transport);
            }

            if (act == 6)
            {
                yield return new(ChatRole.Assistant, [new FunctionCallContent("c", "weather")]) { MessageId = name };
            }

            yield return new(ChatRole.Assistant, [new TextContent($"{name}:{(act % 2 == 0 ? 0 : number)}"), new UsageContent(new() { InputTokenCount = 9, OutputTokenCount = 5 })]) { MessageId = name };
        }

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }
}

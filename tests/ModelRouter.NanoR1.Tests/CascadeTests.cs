using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace ModelRouter.NanoR1.Tests;

/// <summary>The real NanoR1 as the first model of a cascade.</summary>
public class CascadeTests
{
    private const string Sum = "What is 487 + 365?";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Its_confidence_and_its_votes_let_a_right_answer_pass(bool stream)
    {
        var ledger = new InMemorySpendLedger();
        using var router = Router(minScore: 0.5, ledger);

        var response = await AskAsync(router, stream);

        var receipt = response.GetRoutingReceipt()!;
        Assert.Equal(("852", "nano-r1"), (response.Text.Trim(), receipt.Model));
        Assert.Equal([("confidence", AnswerCheckOutcome.Passed), ("votes", AnswerCheckOutcome.Passed)], receipt.Checks.Select(c => (c.Name, c.Outcome)));
        Assert.Contains(receipt.Checks, c => c.Reason is "3 of 3 answers are the same." or "2 of 3 answers are the same.");
        Assert.Equal([AttemptOutcome.Compared, AttemptOutcome.Compared, AttemptOutcome.Succeeded], receipt.Attempts.Select(a => a.Outcome));
        Assert.Equal(ledger.Total, receipt.Cost);

        // The prompt was read once: the votes found it in the engine's memory, but for its last token.
        Assert.All(ledger.Snapshot().Take(2), vote => Assert.True(vote.Usage.CachedInputTokens > vote.Usage.InputTokens / 2, $"{vote.Usage}"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_answer_that_it_isnt_sure_enough_of_is_held_back_and_its_thought_streams(bool stream)
    {
        var ledger = new InMemorySpendLedger();
        using var router = Router(minScore: 1, ledger);

        var response = await AskAsync(router, stream);

        var receipt = response.GetRoutingReceipt()!;
        Assert.Equal(("From the cloud: 852", "cloud"), (response.Text, receipt.Model));
        Assert.Equal([("nano-r1", AttemptOutcome.Escalated), ("cloud", AttemptOutcome.Succeeded)], ledger.Snapshot().Select(e => (e.Model, e.Outcome)));
        Assert.Equal(stream, response.Messages.SelectMany(m => m.Contents).OfType<TextReasoningContent>().Any());
        Assert.True(ledger.Snapshot()[0].Cost > 0);
    }

    private static Task<ChatResponse> AskAsync(ModelRouterChatClient router, bool stream) => stream
        ? router.GetStreamingResponseAsync(Sum, cancellationToken: TestContext.Current.CancellationToken).ToChatResponseAsync(TestContext.Current.CancellationToken)
        : router.GetResponseAsync(Sum, cancellationToken: TestContext.Current.CancellationToken);

    private static ModelRouterChatClient Router(double minScore, ISpendLedger ledger)
    {
        Assert.SkipUnless(File.Exists(Path.Combine(AppContext.BaseDirectory, "nano-r1", "nano-r1.gguf")), "The trained models are not in src/ModelRouter.NanoR1/models yet.");
        var cloud = new ModelProfile
        {
            Id = "cloud",
            Tier = ModelTier.Cloud,
            Pricing = new() { InputPerMillion = 1, OutputPerMillion = 4 },
            Clearance = DataClass.Confidential,
            Quality = 0.999,
        };
        var options = new ModelRouterOptions { Cascade = { Mode = CascadeMode.Always, Confidence = { MinScore = minScore }, Votes = { Count = 3 } } };
        return new(
            [.. NanoR1Models.CreateEndpoints(engine => engine with { Threads = 1, MaxConcurrency = 3 }), new(cloud, new Cloud())], options, predictor: new PriorSuccessPredictor(), ledger: ledger);
    }

    private sealed class Cloud : IChatClient
    {
        public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
            Task.FromResult(new ChatResponse(new ChatMessage(ChatRole.Assistant, "From the cloud: 852")));

        public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            yield return new(ChatRole.Assistant, "From the cloud: 852");
        }

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }
}

using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace ModelRouter.Tests;

public sealed class PromptEmbedderTests : IAsyncLifetime
{
    private OutcomeLearner _learner = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _learner = await OutcomeLearner.OpenAsync(cancellationToken: Ct);

    public ValueTask DisposeAsync() => _learner.DisposeAsync();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Labels_tell_of_what_means_the_same_in_other_words(bool stream)
    {
        var apart = await Apart(stream, new(new WordMeanings()));
        var alike = await Apart(stream, null);
        Assert.True(apart > 0.25, $"{apart:0.000}");
        Assert.True(Math.Abs(alike) < 0.1, $"{alike:0.000}");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_is_more_sensitive_than_the_generator_is_cleared_for_never_reaches_it(bool stream)
    {
        var generator = new WordMeanings();
        ChatMessage[] personal = [new(ChatRole.User, "Please write to kim.minsu@example.com about the invoice.")];
        using (var router = Router(_learner, new(generator)))
        {
            var response = await router.AskAsync(stream, personal);
            Assert.Equal(DataClass.Personal, response.GetRoutingReceipt()!.Decision.Profile.DataClass);
            Assert.Null((await router.RouteAsync(personal, cancellationToken: Ct)).Profile.Vector!.Embedding);
            Assert.Empty(generator.Seen);
        }

        using var cleared = Router(_learner, new(generator, new() { Clearance = DataClass.Personal }));
        Assert.NotNull((await cleared.RouteAsync(personal, cancellationToken: Ct)).Profile.Vector!.Embedding);
        Assert.Single(generator.Seen);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_generator_that_is_too_slow_is_not_waited_for(bool stream)
    {
        var time = new FakeTimeProvider();
        var asked = new TaskCompletionSource();
        var logger = new ListLogger<PromptEmbedder>();
        var generator = new WordMeanings
        {
            // It doesn't heed its token either.
            Instead = _ =>
            {
                asked.TrySetResult();
                return new TaskCompletionSource<GeneratedEmbeddings<Embedding<float>>>().Task;
            },
        };
        using var router = Router(_learner, new(generator, logger: logger, timeProvider: time));
        for (var i = 0; i < 3; i++)
        {
            var call = router.AskAsync(stream, [WordMeanings.Ask(1)]);
            await asked.Task;
            asked = new();
            Assert.False(call.IsCompleted);
            time.Advance(TimeSpan.FromMilliseconds(250));
            Assert.Equal("yes", (await call).Text);
        }

        generator.Instead = null;
        await router.AskAsync(stream, [WordMeanings.Ask(1)]);
        Assert.Equal([(LogLevel.Warning, 50), (LogLevel.Information, 51)], logger.Entries.Select(static entry => (entry.Level, entry.Id)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Whoever_cancels_waits_no_longer(bool stream)
    {
        using var caller = new CancellationTokenSource();
        var generator = new WordMeanings
        {
            Instead = async _ =>
            {
                await caller.CancelAsync();
                return await new TaskCompletionSource<GeneratedEmbeddings<Embedding<float>>>().Task;
            },
        };
        using var router = Router(_learner, new(generator, new() { Timeout = TimeSpan.FromMinutes(1) }));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => router.AskCancellablyAsync(stream, [WordMeanings.Ask(1)], null, caller.Token));
    }

    [Fact]
    public async Task A_generator_that_fails_once_it_is_left_tells_nobody()
    {
        Assert.False(await Unobserved.HasFailureAsync("late embedding", async () =>
        {
            var time = new FakeTimeProvider();
            var making = new TaskCompletionSource<GeneratedEmbeddings<Embedding<float>>>();
            var generator = new WordMeanings { Instead = _ => making.Task };
            using var router = Router(_learner, new(generator, timeProvider: time));
            Assert.Equal("yes", (await time.RunAsync(router.AskAsync(false, [WordMeanings.Ask(1)]))).Text);
            making.SetException(new IOException("late embedding"));
        }));
    }

    [Theory]
    [InlineData("fails")]
    [InlineData("none")]
    [InlineData("two")]
    [InlineData("zero")]
    [InlineData("nan")]
    public async Task What_is_no_embedding_changes_nothing_but_the_log(string what)
    {
        var logger = new WholeLogger();
        var generator = new WordMeanings
        {
            Instead = _ => what == "fails"
                ? throw new HttpRequestException("503, key sk-secret")
                : Task.FromResult(new GeneratedEmbeddings<Embedding<float>>(what switch
                {
                    "none" => [],
                    "two" => [new(new float[] { 1, 0 }), new(new float[] { 0, 1 })],
                    "zero" => [new(new float[8])],
                    _ => [new(new[] { 1, float.NaN })],
                })),
        };
        using var router = Router(_learner, new(generator, logger: logger));
        var embedded = await router.RouteAsync([WordMeanings.Ask(1)], cancellationToken: Ct);
        Assert.Equal(router.Route([WordMeanings.Ask(1)]).Profile, embedded.Profile);
        Assert.DoesNotContain(WordMeanings.Word(1), Assert.Single(logger.Lines), StringComparison.Ordinal);
        Assert.DoesNotContain("sk-secret", logger.Lines[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_request_is_cut_and_never_within_a_character()
    {
        var generator = new WordMeanings();
        using var router = Router(_learner, new(generator, new() { MaxCharacters = 5 }));
        await router.RouteAsync([new(ChatRole.User, "abcd😀 and more")], cancellationToken: Ct);
        await router.RouteAsync([new(ChatRole.User, "abc😀 and more")], cancellationToken: Ct);
        Assert.Equal(["abcd", "abc😀"], generator.Seen);
    }

    [Theory]
    [InlineData(0, 100, DataClass.Public)]
    [InlineData(61_000, 100, DataClass.Public)]
    [InlineData(250, 0, DataClass.Public)]
    [InlineData(250, 100, (DataClass)99)]
    public void Options_that_make_no_sense_are_refused(int timeout, int characters, DataClass clearance) => Assert.Throws<ArgumentException>(
        () => new PromptEmbedder(new WordMeanings(), new() { Timeout = TimeSpan.FromMilliseconds(timeout), MaxCharacters = characters, Clearance = clearance }));

    [Fact]
    public async Task A_host_uses_the_generator_that_it_has_registered()
    {
        var generator = new WordMeanings();
        var services = new ServiceCollection();
        services.AddEmbeddingGenerator(generator);
        services.AddModelRouter(router => router.AddModel(Routers.Profile("good"), FakeChatClient.Saying("yes"))
            .UseLearner(_ => _learner).UseEmbeddings(static options => options.MaxCharacters = 10));
        await using var provider = services.BuildServiceProvider();
        var decision = await provider.GetRequiredService<ModelRouterChatClient>().RouteAsync([WordMeanings.Ask(1)], cancellationToken: Ct);
        Assert.NotNull(decision.Profile.Vector!.Embedding);
        Assert.Equal(["Please tel"], generator.Seen);
    }

    [Fact]
    public void A_host_without_a_generator_says_so()
    {
        var services = new ServiceCollection();
        services.AddModelRouter(static router => router.AddModel(Routers.Profile("good"), FakeChatClient.Saying("yes")).UseEmbeddings());
        using var provider = services.BuildServiceProvider();
        var thrown = Assert.Throws<InvalidOperationException>(() => provider.GetRequiredService<ModelRouterChatClient>());
        Assert.Contains("IEmbeddingGenerator", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_learning_nothing_is_embedded()
    {
        var generator = new WordMeanings();
        using var router = Router(null, new(generator));
        Assert.Null((await router.RouteAsync([WordMeanings.Ask(1)], cancellationToken: Ct)).Profile.Vector?.Embedding);
        Assert.Empty(generator.Seen);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_asks_for_no_model_of_the_router_is_not_embedded_and_told(bool stream)
    {
        var generator = new WordMeanings();
        using var router = Router(_learner, new(generator));
        var outcomes = new ConcurrentQueue<object?>();
        using var listener = Listen(outcomes);
        await Assert.ThrowsAsync<UnknownModelException>(() => router.AskAsync(stream, [WordMeanings.Ask(1)], new() { ModelId = "nobody" }));
        Assert.Empty(generator.Seen);
        Assert.Contains("not_routed", outcomes);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_wait_for_an_embedding_is_part_of_the_call(bool stream)
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch);
        var generator = new WordMeanings();
        generator.Instead = ct =>
        {
            time.Advance(TimeSpan.FromMilliseconds(100));
            generator.Instead = null;
            return generator.GenerateAsync([WordMeanings.Ask(1).Text], cancellationToken: ct);
        };
        using var router = new ModelRouterChatClient(
            [Routers.Endpoint("good", FakeChatClient.Saying("yes"), 0.6)], timeProvider: time, learner: _learner, embedder: new(generator, timeProvider: time));
        var receipt = (await router.AskAsync(stream, [WordMeanings.Ask(1)])).GetRoutingReceipt()!;
        Assert.Equal(DateTimeOffset.UnixEpoch, receipt.StartedAt);
        Assert.Equal(TimeSpan.FromMilliseconds(100), receipt.Duration);
    }

    private static ActivityListener Listen(ConcurrentQueue<object?> outcomes)
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == "ModelRouter",
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                // Other tests' calls are heard, too, while this one reads.
                foreach (var tag in activity.TagObjects)
                {
                    outcomes.Enqueue(tag.Value);
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }

    private static ModelRouterChatClient Router(OutcomeLearner? learner, PromptEmbedder? embedder) => new(
        [Routers.Endpoint("good", FakeChatClient.Saying("yes"), 0.6)], learner: learner, embedder: embedder);

    /// <summary>How far the chances of the two meanings are apart, in words that were never asked about, after forty labels.</summary>
    private static async Task<double> Apart(bool stream, PromptEmbedder? embedder)
    {
        await using var learner = await OutcomeLearner.OpenAsync(options: new() { Forecasts = false }, cancellationToken: Ct);
        using var router = Router(learner, embedder);
        for (var word = 0; word < 40; word++)
        {
            var response = await router.AskAsync(stream, [WordMeanings.Ask(word)]);
            Assert.True(await learner.RecordAsync(response.GetRoutingReceipt()!, word % 2, OutcomeKind.Verifier, Ct));
        }

        await learner.Fitting;
        var chances = new double[2];
        for (var word = 100; word < 140; word++)
        {
            chances[word % 2] += (await router.RouteAsync([WordMeanings.Ask(word)], cancellationToken: Ct)).Ranking[0].SuccessProbability / 20;
        }

        return chances[1] - chances[0];
    }

    /// <summary>Keeps all that a provider of logs might write, exceptions included.</summary>
    private sealed class WholeLogger : ILogger<PromptEmbedder>
    {
        public List<string> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Add($"{formatter(state, exception)} {exception}");
    }
}

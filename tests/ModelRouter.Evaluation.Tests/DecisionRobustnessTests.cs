using Microsoft.Extensions.AI;

namespace ModelRouter.Evaluation.Tests;

/// <summary>Whether a decision among five models stays when only the wording changes.</summary>
public sealed class DecisionRobustnessTests : IDisposable
{
    private const double MostFlipped = 0.1;
    private const decimal Worth = 0.015m;

    private static readonly (string Name, decimal In, decimal Out, int Thought)[] Models =
    [
        ("gemma-3-27b-it", 0.1m, 0.2m, 0), ("deepseek-r1", 0.55m, 2.19m, 4_000), ("o3-mini", 1.1m, 4.4m, 2_000), ("llama-3.3-70b-instruct", 0.12m, 0.3m, 0),
        ("claude-3.5-sonnet", 3, 15, 0),
    ];

    private readonly ModelRouterChatClient _router = new(
        [
            .. Models.Select(static model => new ModelEndpoint(
                new()
                {
                    Id = model.Name,
                    Tier = ModelTier.Cloud,
                    Quality = RouterWeights.Default.MeanOf(model.Name)!.Value,
                    ContextWindow = 200_000,
                    Clearance = Enum.GetValues<DataClass>().Max(),
                    Pricing = new() { InputPerMillion = model.In, OutputPerMillion = model.Out },
                    ExpectedReasoningTokens = model.Thought,
                },
                new Silent())),
        ],
        new() { Worth = Worth });

    [Theory]
    [InlineData(Perturbation.UpperCase)]
    [InlineData(Perturbation.LowerCase)]
    [InlineData(Perturbation.Spaces)]
    [InlineData(Perturbation.Typos)]
    [InlineData(Perturbation.Politeness)]
    [InlineData(Perturbation.NoEndSign)]
    public async Task What_does_not_change_the_request_seldom_changes_the_model(Perturbation perturbation)
    {
        var random = new Random(12);
        var prompts = await TaskPrompts.ReadAsync("test");
        var flipped = prompts.Average(prompt => Differ(prompt.Prompt, perturbation.Apply(prompt.Prompt, prompt.Language == "ko", random)));

        Report($"{perturbation}: {flipped:p1} of {prompts.Count}");
        Assert.True(flipped <= MostFlipped, $"{flipped:p1}");
    }

    /// <summary>Two of the models are worth nearly the same for most prompts, so that a word may decide between them: that happens more often, and
    /// costs little.</summary>
    [Fact]
    public void Another_wording_may_choose_another_model_but_none_that_is_worth_much_less()
    {
        var lost = Paraphrases.All.Select(pair =>
        {
            var (one, other) = (Route(pair.One).Ranking, Route(pair.Other).Ranking);
            return (Flipped: one[0].Model != other[0].Model, Value: one[0].Value - one.First(model => model.Model == other[0].Model).Value);
        }).ToList();
        var (flipped, share) = (lost.Average(static pair => pair.Flipped ? 1.0 : 0), lost.Average(static pair => pair.Value) / Worth);

        Report($"{flipped:p1} of {lost.Count} paraphrases, {share:p2} of the worth lost");
        Assert.True(flipped <= 0.3 && share <= 0.015m, $"{flipped:p1} {share:p2}");
    }

    /// <summary>Else the others would prove nothing.</summary>
    [Fact]
    public async Task Different_requests_get_different_models()
    {
        var chosen = (await TaskPrompts.ReadAsync("test")).CountBy(prompt => Choose(prompt.Prompt)).ToDictionary();

        Report(string.Join(", ", chosen));
        Assert.True(chosen.Values.Max() < 0.8 * chosen.Values.Sum());
    }

    public void Dispose() => _router.Dispose();

    private double Differ(string one, string other) => Choose(one) == Choose(other) ? 0 : 1;

    private string Choose(string prompt) => Route(prompt).Ranking[0].Model;

    private RoutingDecision Route(string prompt) => _router.Route([new(ChatRole.User, prompt)]);

    private static void Report(string text) => TestContext.Current.TestOutputHelper?.WriteLine(text);

    /// <summary>Only decisions are asked for.</summary>
    private sealed class Silent : IChatClient
    {
        public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException();

        public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }
}

using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace ModelRouter.Examples.CostPolicyWalkthrough;

/// <summary>The models that every policy chooses among: NanoR1, which is real, and stand-ins for a reasoning model in the house and two models in the cloud.</summary>
internal static class Models
{
    private static readonly ModelProfile R1 = new()
    {
        Id = "r1-house",
        Tier = ModelTier.SelfHosted,
        Quality = 0.75,
        TaskQuality = new Dictionary<PromptTask, double> { [PromptTask.Math] = 0.9, [PromptTask.Reasoning] = 0.85 },
        Capabilities = ModelCapabilities.Reasoning,
        Pricing = new() { InputPerMillion = 0.10m, OutputPerMillion = 0.60m },
        MaxOutputTokens = 1_000,
        ExpectedReasoningTokens = 300,
    };

    private static readonly ModelProfile Small = new()
    {
        Id = "small",
        Tier = ModelTier.Cloud,
        Quality = 0.70,
        Pricing = new() { InputPerMillion = 0.25m, OutputPerMillion = 1.00m },
        MaxOutputTokens = 800,
    };

    private static readonly ModelProfile Large = new()
    {
        Id = "large",
        Tier = ModelTier.Cloud,
        Quality = 0.93,
        Pricing = new() { InputPerMillion = 2.50m, OutputPerMillion = 10.00m },
        MaxOutputTokens = 800,
    };

    public static ModelRouterBuilder AddAll(this ModelRouterBuilder router) => router.AddNanoR1()
        .AddModel(R1, new StandInModel(static prompt => [new TextReasoningContent(Words(300)), new TextContent(Words(LengthOf(prompt)))]))
        .AddModel(Small, StandInModel.Saying(static prompt => Words(LengthOf(prompt))))
        .AddModel(Large, StandInModel.Saying(static prompt => Words(LengthOf(prompt))));

    private static int LengthOf(string prompt) => Question.Mix.First(question => question.Text == prompt).AnswerTokens;

    // Of four characters, so that each counts as a token.
    private static string Words(int tokens) => string.Concat(Enumerable.Repeat("and ", tokens));
}

using Microsoft.Extensions.AI;
using Microsoft.Extensions.Time.Testing;

namespace ModelRouter.Tests;

/// <summary>Explorers and learners that tests make again and again.</summary>
internal static class Explorers
{
    public static readonly PromptProfile Prompt = new PromptAnalyzer().Analyze([new(ChatRole.User, Labels.Text(3))], null);

    public static LearningOptions Options(double share = ExplorationOptions.MostShare, decimal maxExtraCost = 1, decimal dailyBudget = 1_000, int? seed = 1) => new()
    {
        Forecasts = false,
        Exploration = { Share = share, MaxExtraCost = maxExtraCost, DailyBudget = dailyBudget, Seed = seed },
    };

    public static Explorer Over(OutcomeLearner learner, LearningOptions options, FakeTimeProvider? time = null) =>
        new(options.Exploration, new(new Chances(), learner), time ?? new(), options.Exploration.Seed ?? 0);

    /// <summary>A model whose value is what a right answer is worth times its chance, less its cost.</summary>
    public static RankedModel Model(string id, double chance, decimal cost = 0, decimal worth = 1) =>
        new(id, ModelTier.Cloud, chance, cost, TimeSpan.Zero, (worth * (decimal)chance) - cost);

    public static RankedModel[] Ranked(params RankedModel[] models) => [.. models.OrderByDescending(static model => model.Value)];
}

namespace ModelRouter;

/// <summary>Everything that calls are decided and run by, and that changes of configuration exchange as a whole.</summary>
/// <param name="Endpoints">The models.</param>
/// <param name="Planner">Stages 1 to 3.</param>
/// <param name="Policy">The company's rules, as the planner asks them.</param>
/// <param name="Services">What stages 4 and 5 share.</param>
internal sealed record RouterState(ModelEndpoint[] Endpoints, RoutePlanner Planner, CompiledPolicy Policy, RouterServices Services)
{
    /// <summary>The models, for who must not change them.</summary>
    internal IReadOnlyList<ModelEndpoint> Listed { get; } = Array.AsReadOnly(Endpoints);

    /// <exception cref="ArgumentException">The policy doesn't fit the models.</exception>
    /// <exception cref="ModelRouterConfigurationException">The policy was read from configuration, and doesn't fit the models.</exception>
    internal static RouterState Of(
        ModelEndpoint[] endpoints, ModelRouterOptions options, IPromptAnalyzer? analyzer, ISuccessPredictor predictor, RouterServices services)
    {
        ModelProfile[] models = [.. endpoints.Select(static endpoint => endpoint.Profile)];
        var problems = PolicyModelCheck.Problems(options.Policy, models).ToList();
        if (problems.Find(static problem => problem.IsError) is { } error)
        {
            throw error.ToException();
        }

        var logger = new QuietLogger(services.Logger);
        problems.AddRange(analyzer is null ? PolicyLanguageCheck.Problems(options.Policy) : []);
        problems.ForEach(problem => Log.PolicyDoubtful(logger, problem.Description));
        analyzer ??= new PromptAnalyzer(MayReadVectors(predictor, models));
        var policy = new CompiledPolicy(options.Policy, models);
        var scorer = new Scorer(predictor, options, services.Learning?.Learner.Forecasts);
        var cascades = new CascadeScorer(services.Checks, options.WaitPricePerSecond);
        return new(endpoints, new(endpoints, analyzer, scorer, cascades, policy, services.Time, services.Conversations, services.Explorer), policy, services);
    }

    /// <summary>False if no prediction can depend on <see cref="PromptProfile.Vector"/>.</summary>
    private static bool MayReadVectors(ISuccessPredictor predictor, ModelProfile[] models) => predictor switch
    {
        PriorSuccessPredictor => false,
        LearnedSuccessPredictor learned => Array.Exists(models, learned.ReadsVectorFor),
        _ => true,
    };
}

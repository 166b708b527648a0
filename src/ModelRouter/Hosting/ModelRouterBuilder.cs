using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ModelRouter;

/// <summary>Collects a router's parts while services are registered. Not safe for concurrent use.</summary>
public sealed class ModelRouterBuilder
{
    internal ModelRouterBuilder(IServiceCollection services) => Services = services;

    /// <summary>The collection that the router is being added to.</summary>
    public IServiceCollection Services { get; }

    internal List<Func<IServiceProvider, ModelEndpoint>> Endpoints { get; } = [];

    internal Func<IServiceProvider, IPromptAnalyzer>? Analyzer { get; private set; }

    internal Func<IServiceProvider, ISuccessPredictor>? Predictor { get; private set; }

    internal Func<IServiceProvider, PromptEmbedder>? Embedder { get; private set; }

    internal ServiceDescriptor? Ledger { get; private set; }

    internal ServiceDescriptor? BudgetStore { get; private set; }

    /// <summary>Opens the store of budgets that configuration names, and gives <see langword="null"/> if it names none; itself <see langword="null"/>
    /// unless a package brings it.</summary>
    internal Func<IServiceProvider, LiveConfiguration, IBudgetStore?>? OpenConfiguredBudgetStore { get; set; }

    /// <summary>Adds a model with a client of yours, which the router doesn't dispose.</summary>
    public ModelRouterBuilder AddModel(ModelProfile profile, IChatClient client)
    {
        ArgumentNullException.ThrowIfNull(profile);
        ArgumentNullException.ThrowIfNull(client);
        Endpoints.Add(_ => new(profile, client));
        return this;
    }

    /// <summary>Adds a model whose client is made when the router is.</summary>
    /// <param name="profile">What is known of the model.</param>
    /// <param name="clientFactory">Makes the client, once.</param>
    /// <param name="ownsClient">True (the default) if the router disposes the client; false for one that belongs to the container.</param>
    public ModelRouterBuilder AddModel(ModelProfile profile, Func<IServiceProvider, IChatClient> clientFactory, bool ownsClient = true)
    {
        ArgumentNullException.ThrowIfNull(profile);
        ArgumentNullException.ThrowIfNull(clientFactory);
        Endpoints.Add(services => new(profile, clientFactory(services), ownsClient));
        return this;
    }

    /// <summary>Adds a maker of clients for models that configuration names by <see cref="IModelProvider.Name"/>.</summary>
    public ModelRouterBuilder AddProvider(IModelProvider provider)
    {
        ArgumentNullException.ThrowIfNull(provider);
        Services.AddSingleton(provider);
        return this;
    }

    /// <summary>Adds a reader of a client library's exceptions, asked before the router's own; readers registered as services are used, too.</summary>
    public ModelRouterBuilder AddFailureReader(IFailureReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        Services.AddSingleton(reader);
        return this;
    }

    /// <summary>Adds a verifier of answers; verifiers registered as services are used, too.</summary>
    public ModelRouterBuilder AddAnswerVerifier(IAnswerVerifier verifier)
    {
        ArgumentNullException.ThrowIfNull(verifier);
        Services.AddSingleton(verifier);
        return this;
    }

    /// <summary>Changes the options, after configuration has been read.</summary>
    public ModelRouterBuilder Configure(Action<ModelRouterOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        Services.Configure(configure);
        return this;
    }

    /// <summary>Replaces the analyzer.</summary>
    public ModelRouterBuilder UseAnalyzer(IPromptAnalyzer analyzer)
    {
        ArgumentNullException.ThrowIfNull(analyzer);
        return UseAnalyzer(_ => analyzer);
    }

    /// <summary>Replaces the analyzer.</summary>
    public ModelRouterBuilder UseAnalyzer(Func<IServiceProvider, IPromptAnalyzer> factory)
    {
        Analyzer = factory ?? throw new ArgumentNullException(nameof(factory));
        return this;
    }

    /// <summary>Replaces the success predictor.</summary>
    public ModelRouterBuilder UsePredictor(ISuccessPredictor predictor)
    {
        ArgumentNullException.ThrowIfNull(predictor);
        return UsePredictor(_ => predictor);
    }

    /// <summary>Replaces the success predictor.</summary>
    public ModelRouterBuilder UsePredictor(Func<IServiceProvider, ISuccessPredictor> factory)
    {
        Predictor = factory ?? throw new ArgumentNullException(nameof(factory));
        return this;
    }

    /// <summary>Replaces the registered <see cref="ISpendLedger"/>, which is an <see cref="InMemorySpendLedger"/> by default; yours to dispose.</summary>
    public ModelRouterBuilder UseLedger(ISpendLedger ledger)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        Ledger = ServiceDescriptor.Singleton(ledger);
        return this;
    }

    /// <summary>Learns from outcomes with this learner, whatever configuration says of <c>Learning</c>; the container disposes what the factory makes.</summary>
    public ModelRouterBuilder UseLearner(Func<IServiceProvider, OutcomeLearner> factory)
    {
        ArgumentNullException.ThrowIfNull(factory);
        Services.AddSingleton(factory);
        return this;
    }

    /// <summary>Tells learning what prompts mean by embeddings of a generator that is registered as a service, which the container disposes; without
    /// learning they are of no use. See <see cref="PromptEmbedder"/>.</summary>
    /// <param name="configure">Which prompts may be embedded, and how long that may take.</param>
    public ModelRouterBuilder UseEmbeddings(Action<PromptEmbeddingOptions>? configure = null) =>
        UseEmbeddings(static services => services.GetRequiredService<IEmbeddingGenerator<string, Embedding<float>>>(), configure);

    /// <summary>Tells learning what prompts mean by embeddings of a generator of yours.</summary>
    /// <param name="generator">Gives the generator, which stays yours to dispose.</param>
    /// <param name="configure">Which prompts may be embedded, and how long that may take.</param>
    public ModelRouterBuilder UseEmbeddings(
        Func<IServiceProvider, IEmbeddingGenerator<string, Embedding<float>>> generator, Action<PromptEmbeddingOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(generator);
        var options = new PromptEmbeddingOptions();
        configure?.Invoke(options);
        Embedder = services => new(generator(services), options, services.GetService<ILogger<PromptEmbedder>>(), services.GetService<TimeProvider>());
        return this;
    }

    /// <summary>Replaces the registered <see cref="IBudgetStore"/>, which is an <see cref="InMemoryBudgetStore"/> by default; the container disposes
    /// what the factory makes.</summary>
    public ModelRouterBuilder UseBudgetStore(Func<IServiceProvider, IBudgetStore> factory)
    {
        ArgumentNullException.ThrowIfNull(factory);
        BudgetStore = ServiceDescriptor.Singleton(factory);
        return this;
    }

    /// <summary>Replaces the registered <see cref="ISpendLedger"/>; the container disposes what the factory makes.</summary>
    /// <param name="factory">Makes the ledger, once; it can't ask for an <see cref="ISpendLedger"/>, which would be its own.</param>
    public ModelRouterBuilder UseLedger(Func<IServiceProvider, ISpendLedger> factory)
    {
        ArgumentNullException.ThrowIfNull(factory);
        Ledger = ServiceDescriptor.Singleton(factory);
        return this;
    }
}

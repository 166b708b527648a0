using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace ModelRouter.Tests;

public class DependencyInjectionTests
{
    private const string Json = """
        { "ModelRouter": {
            "Models": { "m": { "Provider": "fake", "Tier": "Cloud", "Capabilities": "Tools", "Price": { "InputPerMillion": 1, "OutputPerMillion": 2 } } },
            "Routing": { "Worth": 3 } } }
        """;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_router_is_the_single_unkeyed_client_below_the_users_pipeline(bool stream)
    {
        var services = new ServiceCollection();
        services.AddModelRouter(ConfigurationTests.Parse(Json), b => b.AddProvider(new FakeProvider())).UseFunctionInvocation();
        await using var provider = services.BuildServiceProvider();

        var client = Assert.Single(provider.GetServices<IChatClient>());
        var response = await client.AskAsync(stream, Routers.Hello);

        Assert.Equal("from m", response.Text);
        Assert.NotNull(client.GetService<FunctionInvokingChatClient>());
        Assert.Same(provider.GetRequiredService<ModelRouterChatClient>(), client.GetService<ModelRouterChatClient>());
        Assert.Equal(3, response.GetRoutingReceipt()!.Decision.Worth);
        var ledger = Assert.IsType<InMemorySpendLedger>(provider.GetRequiredService<ISpendLedger>());
        Assert.Equal(ledger.Total, response.GetRoutingReceipt()!.Cost);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Failure_readers_of_the_builder_and_of_the_container_are_asked(bool fromContainer)
    {
        var second = FakeChatClient.Saying("ok");
        var services = new ServiceCollection();
        if (fromContainer)
        {
            services.AddSingleton<IFailureReader, KindReader>();
        }

        services.AddModelRouter(router =>
        {
            router.AddModel(Routers.Profile("a", 0.9), FakeChatClient.Throwing(() => new KindException(ModelFailureKind.InvalidRequest)));
            router.AddModel(Routers.Profile("b", 0.1), second);
            _ = fromContainer ? router : router.AddFailureReader(new KindReader());
        });
        await using var provider = services.BuildServiceProvider();

        await Assert.ThrowsAsync<KindException>(() => provider.GetRequiredService<IChatClient>().AskAsync(true, Routers.Hello));
        Assert.Equal(0, second.Calls);
    }

    [Theory]
    [InlineData("", "mine", false)]
    [InlineData(""", "Settings": { "Key": "other" }""", "other", true)]
    public async Task A_keyed_client_of_the_container_is_a_model_and_stays_the_containers(string settings, string key, bool stream)
    {
        var client = FakeChatClient.Saying("from the container");
        var services = new ServiceCollection();
        services.AddKeyedChatClient(key, client);
        services.AddModelRouter(ConfigurationTests.Parse(
            $$"""{ "ModelRouter": { "Models": { "mine": { "Provider": "service", "Tier": "Cloud", "Unpriced": true, "ProviderModel": "v-1"{{settings}} } } } }"""));
        await using (var provider = services.BuildServiceProvider())
        {
            var router = provider.GetRequiredService<ModelRouterChatClient>();
            Assert.Equal("from the container", (await router.AskAsync(stream, Routers.Hello)).Text);
            Assert.Equal("v-1", client.ReceivedOptions[0]!.ModelId);
            router.Dispose();
            Assert.Equal(0, client.Disposals);
        }
    }

    [Fact]
    public void A_key_that_nothing_is_registered_under_is_named()
    {
        var services = new ServiceCollection();
        services.AddModelRouter(ConfigurationTests.Parse(
            """{ "ModelRouter": { "Models": { "mine": { "Provider": "service", "Tier": "Cloud", "Unpriced": true, "Settings": { "Key": "x" } } } } }"""));
        using var provider = services.BuildServiceProvider();

        var wrong = Assert.Throws<ModelRouterConfigurationException>(provider.GetRequiredService<IChatClient>);

        Assert.Equal("ModelRouter:Models:mine:Settings:Key", wrong.Path);
        Assert.Contains("'x'", wrong.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "Sqlite": "b.db" }""", "ModelRouter:BudgetStore")]
    [InlineData("""{ "Anything": { "Goes": 1 } }""", "ModelRouter:BudgetStore")]
    [InlineData("""{ "Sqlite": "" }""", null)]
    [InlineData("{}", null)]
    [InlineData("null", null)]
    public void A_store_of_budgets_that_nothing_opens_is_an_error(string store, string? path)
    {
        var services = new ServiceCollection();
        services.AddModelRouter(ConfigurationTests.Parse($$"""{ "ModelRouter": { "Routing": { "Worth": 3 }, "BudgetStore": {{store}} } }"""));
        using var provider = services.BuildServiceProvider();

        if (path is null)
        {
            Assert.IsType<InMemoryBudgetStore>(provider.GetRequiredService<IBudgetStore>());
            return;
        }

        var wrong = Assert.Throws<ModelRouterConfigurationException>(provider.GetRequiredService<IBudgetStore>);
        Assert.Equal(path, wrong.Path);
        Assert.Contains("AddStorage()", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_fluent_form_takes_every_part()
    {
        FakeChatClient lent = FakeChatClient.Saying("lent"), made = FakeChatClient.Saying("made");
        var ledger = new InMemorySpendLedger();
        var services = new ServiceCollection();
        services.AddModelRouter(b => b
            .AddModel(Routers.Profile("lent", 0.1), lent)
            .AddModel(Routers.Profile("made", 0.1), _ => made)
            .UsePredictor(new Prefers("made"))
            .UseAnalyzer(new HeuristicPromptAnalyzer())
            .UseLedger(ledger)
            .Configure(o => o.Worth = 9));

        await using (var provider = services.BuildServiceProvider())
        {
            var response = await provider.GetRequiredService<IChatClient>().AskAsync(false, Routers.Hello);
            Assert.Equal("made", response.Text);
            Assert.Equal(9, response.GetRoutingReceipt()!.Decision.Worth);
            Assert.Equal(1, ledger.Count);
            Assert.Same(ledger, Assert.Single(provider.GetServices<ISpendLedger>()));
        }

        Assert.Equal((0, 1), (lent.Disposals, made.Disposals));
    }

    [Fact]
    public void Clients_of_a_router_that_can_t_be_made_are_disposed_and_hide_no_failure()
    {
        FakeChatClient first = new() { OnDispose = static () => throw new IOException("disposing") }, second = new();
        var services = new ServiceCollection();
        services.AddModelRouter(b => b
            .AddModel(Routers.Profile("a"), _ => first)
            .AddModel(Routers.Profile("b"), _ => second)
            .AddModel(Routers.Profile("c"), _ => throw new InvalidOperationException("no weights")));
        using var provider = services.BuildServiceProvider();

        Assert.Equal("no weights", Assert.Throws<InvalidOperationException>(provider.GetRequiredService<ModelRouterChatClient>).Message);
        Assert.Equal((1, 1), (first.Disposals, second.Disposals));
    }

    [Fact]
    public async Task A_ledger_made_by_the_container_is_the_one_that_is_resolved()
    {
        var services = new ServiceCollection();
        services.AddSingleton<ISpendLedger>(new InMemorySpendLedger());
        services.AddModelRouter(b => b
            .AddModel(Routers.Profile("m"), FakeChatClient.Saying("ok"))
            .UseLedger(_ => new InMemorySpendLedger()));
        await using var provider = services.BuildServiceProvider();

        await provider.GetRequiredService<IChatClient>().AskAsync(false, Routers.Hello);

        Assert.Equal(1, Assert.IsType<InMemorySpendLedger>(Assert.Single(provider.GetServices<ISpendLedger>())).Count);
    }

    [Fact]
    public void Errors_in_configuration_stop_the_host_at_its_start()
    {
        Assert.Contains("Did you mean 'Worth'?", StartUp(Json.Replace("Worth", "Wroth", StringComparison.Ordinal)).Message, StringComparison.Ordinal);
        Assert.Contains("ModelRouter:Models:m:Tier", StartUp(Json.Replace("Cloud", "Clod", StringComparison.Ordinal)).Message, StringComparison.Ordinal);
        Assert.Contains("There is no provider 'fke'", StartUp(Json.Replace("fake", "fke", StringComparison.Ordinal)).Message, StringComparison.Ordinal);
        Assert.Contains("Worth is -1", StartUp(Json, b => b.Configure(o => o.Worth = -1)).Message, StringComparison.Ordinal);

        static Exception StartUp(string json, Action<ModelRouterBuilder>? more = null)
        {
            var services = new ServiceCollection();
            services.AddModelRouter(ConfigurationTests.Parse(json), b =>
            {
                b.AddProvider(new FakeProvider());
                more?.Invoke(b);
            });
            using var provider = services.BuildServiceProvider();
            return Assert.ThrowsAny<Exception>(() => provider.GetRequiredService<IStartupValidator>().Validate());
        }
    }

    [Fact]
    public void Errors_in_configuration_stop_the_client()
    {
        var services = new ServiceCollection();
        services.AddModelRouter(ConfigurationTests.Parse(Json.Replace("Cloud", "Clod", StringComparison.Ordinal)), b => b.AddProvider(new FakeProvider()));
        using var provider = services.BuildServiceProvider();

        Assert.Throws<ModelRouterConfigurationException>(() => provider.GetRequiredService<IChatClient>());
    }

    [Theory]
    [InlineData("""{ "ModelRuoter": { "Models": {} } }""", "At least one model is required. The section is missing or empty (there is 'ModelRuoter').")]
    [InlineData("{}", "At least one model is required. The section is missing or empty.")]
    [InlineData("""{ "ModelRouter": {} }""", "At least one model is required. The section is missing or empty.")]
    [InlineData("""{ "ModelRouter": { "Routing": { "Worth": 3 } } }""", "At least one model is required.")]
    public void A_section_without_models_is_an_error_unless_code_gives_some(string json, string message)
    {
        var configuration = ConfigurationTests.Parse(json);
        using var without = Build(static _ => { });
        using var with = Build(static router => router.AddModel(Routers.Profile("m"), FakeChatClient.Saying("ok")));

        var wrong = Assert.Throws<ModelRouterConfigurationException>(without.GetRequiredService<IChatClient>);

        Assert.Equal(("ModelRouter:Models", $"ModelRouter:Models: {message}"), (wrong.Path, wrong.Message));
        Assert.Equal("m", Assert.Single(with.GetRequiredService<ModelRouterChatClient>().Endpoints).Profile.Id);

        ServiceProvider Build(Action<ModelRouterBuilder> configure)
        {
            var services = new ServiceCollection();
            services.AddSingleton<IConfiguration>(configuration);
            services.AddModelRouter(configuration.GetSection("ModelRouter"), configure);
            return services.BuildServiceProvider();
        }
    }

    [Fact]
    public void No_model_in_code_alone_is_an_error()
    {
        var services = new ServiceCollection();
        services.AddModelRouter(static _ => { });
        using var provider = services.BuildServiceProvider();

        Assert.Throws<ArgumentException>(provider.GetRequiredService<IChatClient>);
    }

    [Fact]
    public void A_second_unkeyed_client_is_refused()
    {
        var services = new ServiceCollection();
        services.AddChatClient(new FakeChatClient());

        var before = services.Count;

        Assert.Throws<InvalidOperationException>(() => services.AddModelRouter(b => b.AddModel(Routers.Profile("m"), new FakeChatClient())));
        Assert.Throws<InvalidOperationException>(() => services.AddModelRouter(ConfigurationTests.Parse(Json)));

        // Who catches it goes on with what was there.
        Assert.Equal(before, services.Count);
    }

    [Fact]
    public void A_second_router_is_told_as_that()
    {
        var services = new ServiceCollection();
        services.AddModelRouter(b => b.AddModel(Routers.Profile("m"), new FakeChatClient()));

        var failure = Assert.Throws<InvalidOperationException>(() => services.AddModelRouter(ConfigurationTests.Parse(Json)));

        Assert.StartsWith("A router is already registered.", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_changed_configuration_does_not_disturb_the_router()
    {
        var configuration = ConfigurationTests.Parse(Json);
        var services = new ServiceCollection();
        services.AddModelRouter(configuration, b => b.AddProvider(new FakeProvider()));
        using var provider = services.BuildServiceProvider();
        var client = provider.GetRequiredService<IChatClient>();

        configuration["ModelRouter:Nonsense"] = "1";
        configuration.GetReloadToken();

        Assert.Equal("m", Assert.Single(client.GetService<ModelRouterChatClient>()!.Route(Routers.Hello).Ranking).Model);
    }

    private sealed class Prefers(string id) : ISuccessPredictor
    {
        public double Predict(PromptProfile prompt, ModelProfile model) => string.Equals(model.Id, id, StringComparison.Ordinal) ? 1 : 0;
    }
}

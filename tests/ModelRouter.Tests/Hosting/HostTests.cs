using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace ModelRouter.Tests;

public class HostTests
{
    private const string Json = """
        { "ModelRouter": {
            "Models": { "m": { "Provider": "fake", "Tier": "Cloud", "Price": { "InputPerMillion": 1, "OutputPerMillion": 2 } } } } }
        """;

    [Fact]
    public async Task A_host_makes_the_clients_when_it_starts_and_disposes_them()
    {
        var provider = new FakeProvider();
        using (var host = Host(ConfigurationTests.Parse(Json), b => b.AddProvider(provider)))
        {
            Assert.Empty(provider.Clients);
            await host.StartAsync(TestContext.Current.CancellationToken);

            Assert.Single(provider.Clients);
            Assert.Equal("from m", (await host.Services.GetRequiredService<IChatClient>().AskAsync(false, Routers.Hello)).Text);
            await host.StopAsync(TestContext.Current.CancellationToken);
        }

        Assert.Equal(1, provider.Clients[0].Disposals);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_host_that_stops_waits_for_calls_that_are_still_to_be_accounted_for(bool stream)
    {
        var (ledger, answering) = (new InMemorySpendLedger(), new TaskCompletionSource());
        var client = FakeChatClient.Saying("from m");
        client.Before = async _ => await answering.Task;
        using var host = Host(ConfigurationTests.Parse("""{ "ModelRouter": { "Models": {} } }"""), b => b.AddModel(Routers.Profile("m"), client).UseLedger(ledger));
        await host.StartAsync(TestContext.Current.CancellationToken);
        var asked = host.Services.GetRequiredService<IChatClient>().AskAsync(stream, Routers.Hello);

        var stopping = host.StopAsync(TestContext.Current.CancellationToken);
        Assert.False(stopping.IsCompleted);
        answering.SetResult();
        await stopping;

        Assert.Single(ledger.Snapshot());
        Assert.Equal("from m", (await asked).Text);
    }

    [Fact]
    public async Task A_client_that_cannot_be_made_stops_the_start() =>
        Assert.Equal("no weights", (await FailureAsync<InvalidOperationException>(
            ConfigurationTests.Parse(Json), b => b.AddProvider(new FakeProvider { FailsAt = "m" }))).Message);

    [Fact]
    public async Task No_model_stops_the_start() => Assert.Contains(
        "At least one model is required.",
        (await FailureAsync<ModelRouterConfigurationException>(ConfigurationTests.Parse("""{ "ModelRouter": { "Models": {} } }"""), _ => { })).Message,
        StringComparison.Ordinal);

    [Fact]
    public async Task An_id_that_occurs_twice_stops_the_start() => Assert.Contains(
        "the id 'M'",
        (await FailureAsync<ArgumentException>(
            ConfigurationTests.Parse(Json),
            b => b.AddProvider(new FakeProvider()).AddModel(Routers.Profile("M"), new FakeChatClient()))).Message,
        StringComparison.Ordinal);

    [Fact]
    public async Task Wrong_configuration_stops_the_start() => Assert.Contains(
        "ModelRouter:Models:m:Tier",
        (await FailureAsync<ModelRouterConfigurationException>(
            ConfigurationTests.Parse(Json.Replace("Cloud", "Clod", StringComparison.Ordinal)), b => b.AddProvider(new FakeProvider()))).Message,
        StringComparison.Ordinal);

    [Fact]
    public async Task Options_that_code_sets_out_of_range_stop_the_start() => Assert.Contains(
        "Worth is -1",
        (await FailureAsync<OptionsValidationException>(ConfigurationTests.Parse(Json), b => b.AddProvider(new FakeProvider()).Configure(static options => options.Worth = -1))).Message,
        StringComparison.Ordinal);

    [Fact]
    public async Task A_client_that_takes_the_routers_place_stops_the_start()
    {
        using var host = Host(ConfigurationTests.Parse(Json), b => b.AddProvider(new FakeProvider()), static services => services.AddChatClient(FakeChatClient.Saying("from elsewhere")));

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => host.StartAsync(TestContext.Current.CancellationToken));

        Assert.Contains("registered after the router", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("around", "from m")]
    [InlineData("keyed", "from m")]
    [InlineData("replaced", "from elsewhere")]
    [InlineData("of a request", "from elsewhere")]
    public async Task Other_clients_are_let_alone(string registered, string answer)
    {
        var other = FakeChatClient.Saying("from elsewhere");
        using var host = Host(ConfigurationTests.Parse(Json), b => b.AddProvider(new FakeProvider()), services => _ = registered switch
        {
            "around" => services.AddSingleton<IChatClient>(static provider => new DelegatingClient(provider.GetRequiredService<ModelRouterChatClient>())),
            "keyed" => services.AddKeyedSingleton<IChatClient>("x", other),
            "replaced" => services.Replace(ServiceDescriptor.Singleton<IChatClient>(other)),
            _ => services.AddScoped<IChatClient>(_ => other),
        });

        await host.StartAsync(TestContext.Current.CancellationToken);

        await using var scope = host.Services.CreateAsyncScope();
        Assert.Equal(answer, (await scope.ServiceProvider.GetRequiredService<IChatClient>().AskAsync(false, Routers.Hello)).Text);
        await host.StopAsync(TestContext.Current.CancellationToken);
    }

    private static async Task<TException> FailureAsync<TException>(IConfiguration configuration, Action<ModelRouterBuilder> configure)
        where TException : Exception
    {
        using var host = Host(configuration, configure);
        return await Assert.ThrowsAsync<TException>(() => host.StartAsync(TestContext.Current.CancellationToken));
    }

    private static IHost Host(IConfiguration configuration, Action<ModelRouterBuilder> configure, Action<IServiceCollection>? then = null)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new());
        builder.Services.AddModelRouter(configuration, configure);
        then?.Invoke(builder.Services);
        return builder.Build();
    }

    /// <summary>Something of an application's own around the router.</summary>
    private sealed class DelegatingClient(IChatClient inner) : DelegatingChatClient(inner);
}

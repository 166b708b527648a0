using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
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
        (await FailureAsync<OptionsValidationException>(
            ConfigurationTests.Parse(Json.Replace("Cloud", "Clod", StringComparison.Ordinal)), b => b.AddProvider(new FakeProvider()))).Message,
        StringComparison.Ordinal);

    private static async Task<TException> FailureAsync<TException>(IConfiguration configuration, Action<ModelRouterBuilder> configure)
        where TException : Exception
    {
        using var host = Host(configuration, configure);
        return await Assert.ThrowsAsync<TException>(() => host.StartAsync(TestContext.Current.CancellationToken));
    }

    private static IHost Host(IConfiguration configuration, Action<ModelRouterBuilder> configure)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new());
        builder.Services.AddModelRouter(configuration, configure);
        return builder.Build();
    }
}

using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using ModelRouter.TestProviders;

namespace ModelRouter.Providers.Tests;

/// <summary>A service's <c>Retry-After</c> date is measured by the service's clock if it tells that, and else by the container's, as all else is.</summary>
public sealed class ContainerClockTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 2, 9, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("anthropic", false)]
    [InlineData("anthropic", true)]
    [InlineData("ollama", false)]
    [InlineData("ollama", true)]
    [InlineData("openai", false)]
    [InlineData("openai", true)]
    public async Task The_wait_is_measured_by_the_container_s_clock(string name, bool stream)
    {
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(new FakeTimeProvider(Now));
        services.AddModelRouter(router => router.AddAnthropic().AddOllama().AddOpenAI());
        Assert.Equal(TimeSpan.FromSeconds(30), await WaitAsync(services, name, stream));
    }

    [Fact]
    public async Task A_clock_of_the_options_comes_first()
    {
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(new FakeTimeProvider(Now));
        services.AddModelRouter(router => router.AddOpenAI(static options => options.TimeProvider = new FakeTimeProvider(Now.AddSeconds(20))));
        Assert.Equal(TimeSpan.FromSeconds(10), await WaitAsync(services, "openai", stream: false));
    }

    [Fact]
    public async Task What_OpenAI_s_own_client_throws_is_read_by_the_same_clock()
    {
        await using var server = await ServerAsync();
        var services = new ServiceCollection();
        services.AddModelRouter(router => router.AddOpenAI(static options => options.TimeProvider = new FakeTimeProvider(Now.AddSeconds(20))));
        await using var provider = services.BuildServiceProvider();
        using var client = OpenAITestClient.Official(server);
        var thrown = await Assert.ThrowsAnyAsync<Exception>(() => client.AskAsync(false));
        Assert.Equal(TimeSpan.FromSeconds(10), provider.GetServices<IFailureReader>().OfType<OpenAIFailureReader>().Single().Read(thrown)!.RetryAfter);
    }

    [Theory]
    [InlineData("anthropic")]
    [InlineData("ollama")]
    [InlineData("openai")]
    public async Task A_service_s_own_clock_comes_before_ours(string name)
    {
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(new FakeTimeProvider(Now.AddHours(-1)));
        services.AddModelRouter(router => router.AddAnthropic().AddOllama().AddOpenAI());
        Assert.Equal(TimeSpan.FromSeconds(5), await WaitAsync(services, name, stream: true, "Mon, 02 Nov 2026 09:00:25 GMT"));
    }

    private static async Task<TimeSpan?> WaitAsync(ServiceCollection services, string name, bool stream, string date = "unknown")
    {
        await using var server = await ServerAsync(date);
        await using var provider = services.BuildServiceProvider();
        var settings = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["S:Endpoint"] = server.Address.AbsoluteUri,
            ["S:ApiKey"] = name == "ollama" ? null : "key",
        }).Build().GetSection("S");
        using var client = provider.GetServices<IModelProvider>().Single(p => p.Name == name).CreateClient(OpenAITestClient.Profile, settings);
        var thrown = await Assert.ThrowsAnyAsync<Exception>(() => client.AskAsync(stream, "Hello"));
        return provider.GetServices<IFailureReader>().Select(reader => reader.Read(thrown)).First(static failure => failure is not null)!.RetryAfter;
    }

    private static Task<WireServer> ServerAsync(string date = "unknown") => WireServer.StartAsync(_ => WireAnswer.Json("{}", 429).With("Retry-After", "Mon, 02 Nov 2026 09:00:30 GMT").With("Date", date));
}

using System.Text;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace ModelRouter.Providers.Tests;

public class PoolProviderTests
{
    [Theory]
    [InlineData("""{ "Nodes": { "a": { "Provider": "fake", "Settings": { "Host": "1" } }, "b": { "Provider": "fake", "TokensPerSecond": 200 } } }""", null)]
    [InlineData("""{ "Nodes": {} }""", "Settings:Nodes")]
    [InlineData("""{ "Nods": {} }""", "Settings:Nods")]
    [InlineData("""{ "Nodes": [{ "Provider": "fake" }] }""", "Settings:Nodes: A list")]
    [InlineData("""{ "Nodes": { "a": { "Provider": "fkae" } } }""", "Nodes:a:Provider")]
    [InlineData("""{ "Nodes": { "a": { "Provider": "pool" } } }""", "Nodes:a:Provider")]
    [InlineData("""{ "Nodes": { "a": { "Provider": "fake", "Weight": 2 } } }""", "Nodes:a:Weight")]
    [InlineData("""{ "SlowStart": "-1", "Nodes": { "a": { "Provider": "fake" } } }""", "Settings:SlowStart")]
    public void Nodes_come_from_configuration_or_an_error_names_the_place(string settings, string? place)
    {
        var json = $$"""
            { "ModelRouter": { "Models": { "r1": { "Provider": "pool", "Tier": "SelfHosted", "Unpriced": true, "TokensPerSecond": 70, "Settings": {{settings}} } } } }
            """;
        var configuration = new ConfigurationBuilder().AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(json))).Build();
        var services = new ServiceCollection();
        services.AddModelRouter(configuration, router => router.AddPool().AddProvider(new FakeProvider()));
        using var provider = services.BuildServiceProvider();
        if (place is null)
        {
            var router = provider.GetRequiredService<ModelRouterChatClient>();
            var pool = Assert.IsType<PoolChatClient>(router.Endpoints[0].Client);
            Assert.Equal([("a", 70.0), ("b", 200.0)], pool.Nodes.Select(node => (node.Id, node.TokensPerSecond)));
            return;
        }

        var wrong = Assert.ThrowsAny<Exception>(provider.GetRequiredService<ModelRouterChatClient>);
        Assert.Contains(place, wrong.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_node_is_asked_for_the_model_by_its_own_name(bool stream)
    {
        const string Json = """
            { "ModelRouter": { "Models": { "r1": { "Provider": "pool", "ProviderModel": "r1-fp8", "Tier": "SelfHosted", "Unpriced": true, "Settings": { "Nodes": {
              "a": { "Provider": "fake", "ProviderModel": "R1", "TokensPerSecond": 200 }, "b": { "Provider": "fake" } } } } } } }
            """;
        var configuration = new ConfigurationBuilder().AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(Json))).Build();
        var (services, nodes) = (new ServiceCollection(), new FakeProvider());
        services.AddModelRouter(configuration, router => router.AddPool().AddProvider(nodes));
        using var provider = services.BuildServiceProvider();
        var router = provider.GetRequiredService<ModelRouterChatClient>();
        nodes.Made[0].Before = static _ => throw new HttpRequestException("gone");

        await router.AskAsync(stream, "Hi");

        Assert.Equal(["R1", "r1-fp8"], nodes.Made.Select(static node => node.Model), StringComparer.Ordinal);
    }

    private sealed class FakeProvider : IModelProvider
    {
        public List<NodeClient> Made { get; } = [];

        public string Name => "fake";

        public IChatClient CreateClient(ModelProfile model, IConfigurationSection settings)
        {
            Made.Add(new());
            return Made[^1];
        }
    }
}

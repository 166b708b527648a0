using System.Text;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ModelRouter.TestProviders;

namespace ModelRouter.Providers.Tests;

public class AzureProviderTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Configuration_makes_a_model_of_it(bool stream)
    {
        await using var server = await WireServer.StartAsync(_ => stream ? AzureRecordings.ThinkStream : AzureRecordings.Think);
        var configuration = Json($$"""
            { "ModelRouter": { "Models": { "r1": {
              "Provider": "azure-ai-inference", "Tier": "Cloud", "ProviderModel": "DeepSeek-R1", "Capabilities": ["Reasoning"], "ContextWindow": 64000,
              "Price": { "InputPerMillion": 1, "OutputPerMillion": 2 }, "History": { "SystemPrompt": "MergedIntoUser" },
              "Settings": { "Endpoint": "{{server.Address}}models", "ApiKey": "{{AzureClients.Key}}", "StreamUsage": false, "Headers": { "x-a": "b" } } } } } }
            """);
        var services = new ServiceCollection();
        services.AddModelRouter(configuration, router => router.AddAzureInference());
        await using var provider = services.BuildServiceProvider();
        var client = provider.GetRequiredService<IChatClient>();

        var response = await client.AskAsync(stream, [new(ChatRole.System, "Be brief."), new(ChatRole.User, "1+1?")]);

        Assert.Equal("One and one.|2||stop", AzureClients.Show(response));
        Assert.Equal(8, response.GetRoutingReceipt()!.Usage.OutputTokens);
        var request = server.Requests[0];
        Assert.Equal(("DeepSeek-R1", "b"), (request.Json.GetProperty("model").GetString(), request["x-a"]));
        Assert.Equal("Be brief.\n\n1+1?", Assert.Single(request.Json.GetProperty("messages").EnumerateArray()).GetProperty("content").GetString());
        Assert.False(request.Json.TryGetProperty("stream_options", out _));
    }

    [Theory]
    [InlineData("""{ "Endpoint": "https://a/models", "ApiKey": "k", "Endpiont": "x" }""", "Settings:Endpiont", "Did you mean 'Endpoint'?")]
    [InlineData("""{ "ApiKey": "k" }""", "Settings:Endpoint", "A value is required.")]
    [InlineData("""{ "Endpoint": "https://a/models" }""", "Settings:ApiKey", "TokenCredential")]
    [InlineData("""{ "Endpoint": "https://a/models", "ApiKey": "k", "StreamUsage": "maybe" }""", "Settings:StreamUsage", "true or false")]
    [InlineData("""{ "Endpoint": "https://a/models", "ApiKey": "k\u00e9canary" }""", "Settings:ApiKey", "can't send")]
    [InlineData("""{ "Endpoint": "https://a/models", "ApiKey": "k", "Headers": { "x": "a\nb" } }""", "Settings:Headers:x", "no header")]
    public void A_wrong_setting_is_named(string settings, string path, string message)
    {
        var failure = Assert.Throws<ModelRouterConfigurationException>(() => Create(settings));
        Assert.Equal(path, failure.Path);
        Assert.Contains(message, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Tokens_need_https()
    {
        Assert.NotNull(Create("""{ "Endpoint": "https://a/models" }""", new NoCredential()));
        Assert.Equal(
            "Settings:Endpoint",
            Assert.Throws<ModelRouterConfigurationException>(() => Create("""{ "Endpoint": "http://a/models" }""", new NoCredential())).Path);
    }

    private static IChatClient Create(string settings, Azure.Core.TokenCredential? credential = null) =>
        new AzureInferenceModelProvider(credential).CreateClient(
            new() { Id = "m", Tier = ModelTier.Cloud, Pricing = ModelPricing.Free }, Json($$"""{ "Settings": {{settings}} }""").GetSection("Settings"));

    private static IConfigurationRoot Json(string json) =>
        new ConfigurationBuilder().AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(json))).Build();

    private sealed class NoCredential : Azure.Core.TokenCredential
    {
        public override Azure.Core.AccessToken GetToken(Azure.Core.TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public override ValueTask<Azure.Core.AccessToken> GetTokenAsync(
            Azure.Core.TokenRequestContext requestContext, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}

using System.ClientModel;
using System.ClientModel.Primitives;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using ModelRouter.TestProviders;

namespace ModelRouter.Providers.Tests;

/// <summary>What configuration may say, and what it is told when it says something else.</summary>
public class OpenAISettingsTests
{
    [Theory]
    [InlineData("https://api.openai.com/v1", "openai")]
    [InlineData("https://eu.api.openai.com/v1", "openai")]
    [InlineData("https://API.DeepSeek.com", "deepseek")]
    [InlineData("https://generativelanguage.googleapis.com/v1beta/openai/", "gemini")]
    [InlineData("https://api.mistral.ai/v1", "mistral")]
    [InlineData("https://qianfan.baidubce.com/v2", "ernie")]
    [InlineData("https://dashscope-intl.aliyuncs.com/compatible-mode/v1", "qwen")]
    [InlineData("https://openrouter.ai/api/v1", "openrouter")]
    [InlineData("https://x.openai.azure.com/openai/v1", "azure")]
    [InlineData("https://x.services.ai.azure.com/openai/v1", "azure")]
    [InlineData("http://gpu-7:8000/v1", "generic")]
    [InlineData("https://api.openai.com.evil.test/v1", "generic")]
    [InlineData("https://notopenai.azure.com/v1", "generic")]
    public void The_dialect_follows_from_the_host(string endpoint, string dialect) =>
        Assert.Equal(dialect, OpenAIDialects.At(new Uri(endpoint).Host).Name);

    [Theory]
    [InlineData("Dialect", "deepseak", "did you mean 'deepseek'")]
    [InlineData("Endpiont", "x", "Endpoint")]
    [InlineData("Endpoint", "ftp://x", "no http or https address")]
    [InlineData("StartsInThought", "maybe", "true or false")]
    [InlineData("Endpoint", "https://api.mistral.ai/v1", "MISTRAL_API_KEY")]
    public void A_wrong_setting_is_named(string key, string value, string expected)
    {
        var settings = OpenAITestClient.Section((key, value));
        var wrong = Assert.Throws<ModelRouterConfigurationException>(() => new OpenAIModelProvider().CreateClient(OpenAITestClient.Profile, settings));
        Assert.Contains(expected, wrong.Message, StringComparison.OrdinalIgnoreCase);
        Assert.StartsWith("Models:m:Settings", wrong.Path, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_needs_its_name_at_the_service()
    {
        var wrong = Assert.Throws<ModelRouterConfigurationException>(() => new OpenAIModelProvider().CreateClient(
            OpenAITestClient.Profile with { ProviderModel = null }, OpenAITestClient.Section(("ApiKey", "k"))));
        Assert.Contains("ProviderModel", wrong.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("openai", "openai")]
    [InlineData("generic", "openai")]
    [InlineData("azure", "azure.ai.openai")]
    [InlineData("deepseek", "deepseek")]
    [InlineData("gemini", "gcp.gemini")]
    [InlineData("mistral", "mistral_ai")]
    [InlineData("vllm", "vllm")]
    public void Telemetry_hears_of_the_service_and_not_of_its_dialect(string dialect, string provider)
    {
        using var client = new OpenAIModelProvider().CreateClient(
            OpenAITestClient.Profile, OpenAITestClient.Section(("ApiKey", "k"), ("Dialect", dialect), ("Endpoint", "https://host.example/v1")));
        Assert.Equal(provider, client.GetRequiredService<ChatClientMetadata>().ProviderName);
    }

    [Fact]
    public void A_client_tells_what_it_is()
    {
        using var client = new OpenAIModelProvider().CreateClient(OpenAITestClient.Profile, OpenAITestClient.Section(("ApiKey", "k")));
        var metadata = client.GetRequiredService<ChatClientMetadata>();
        Assert.Equal(("openai", "https://api.openai.com/v1", "the-model"), (metadata.ProviderName, metadata.ProviderUri?.AbsoluteUri, metadata.DefaultModelId));
        Assert.NotNull(client.GetService<OpenAI.Chat.ChatClient>());
        Assert.Null(client.GetService<string>());
        Assert.Null(client.GetService<ChatClientMetadata>("key"));
    }

    [Fact]
    public async Task A_key_of_the_environment_goes_to_no_other_host()
    {
        Environment.SetEnvironmentVariable("QIANFAN_API_KEY", "sk-of-the-user");
        try
        {
            await using var server = await WireServer.StartAsync(_ => WireAnswer.Events(OpenAIRecordings.Of("ernie").Events));
            using var elsewhere = OpenAITestClient.Create(server, "ernie");
            await elsewhere.AskAsync(true);
            Assert.Null(server.Requests[0]["Authorization"]);

            // At its own host it is enough.
            new OpenAIModelProvider().CreateClient(OpenAITestClient.Profile, OpenAITestClient.Section(("Dialect", "ernie"))).Dispose();
        }
        finally
        {
            Environment.SetEnvironmentVariable("QIANFAN_API_KEY", null);
        }
    }

    [Fact]
    public async Task Headers_organization_and_project_go_along()
    {
        await using var server = await WireServer.StartAsync(_ => WireAnswer.Json(OpenAIRecordings.Of("openai").Json));
        using var client = OpenAITestClient.Create(
            server, "openai", settings: [("Organization", "org-1"), ("Project", "proj-1"), ("Headers:X-Title", "Router"), ("Headers:api-key", "k")]);
        await client.AskAsync(false);
        var request = server.Requests[0];
        Assert.Equal(("org-1", "proj-1", "Router", "k"), (request["OpenAI-Organization"], request["OpenAI-Project"], request["X-Title"], request["api-key"]));
        Assert.Null(request["Authorization"]);
    }

    [Theory]
    [InlineData("azure", true)]
    [InlineData("generic", false)]
    public async Task A_credential_signs_in_to_azure_and_nowhere_else(string dialect, bool isUsed)
    {
        string? sent = null;
        var options = new OpenAIProviderOptions
        {
            Credential = new Credential(),
            HandlerFactory = () => new CannedHandler(request =>
            {
                sent = request.Headers.Authorization?.ToString();
                return CannedHandler.Answer(WireAnswer.Events(OpenAIRecordings.Of("azure").Events));
            }),
        };
        using var client = new OpenAIModelProvider(options).CreateClient(
            OpenAITestClient.Profile, OpenAITestClient.Section(("Endpoint", "https://x.test/openai/v1"), ("Dialect", dialect)));
        await client.AskAsync(true);
        Assert.Equal(isUsed ? "Bearer token-for-https://ai.azure.com/.default" : null, sent);
    }

    [Fact]
    public async Task A_token_goes_over_https_only()
    {
        await using var server = await WireServer.StartAsync(_ => WireAnswer.Json("{}"));
        Assert.Throws<ModelRouterConfigurationException>(() => OpenAITestClient.Create(server, "azure", new() { Credential = new Credential() }));
    }

    [Fact]
    public async Task A_credential_that_fails_is_a_failure_of_authentication()
    {
        var options = new OpenAIProviderOptions
        {
            Credential = new Credential { Fails = true },
            HandlerFactory = () => new CannedHandler(_ => throw new InvalidOperationException("A request went out.")),
        };
        using var client = new OpenAIModelProvider(options).CreateClient(
            OpenAITestClient.Profile, OpenAITestClient.Section(("Endpoint", "https://x.openai.azure.com/openai/v1")));
        var failure = await Assert.ThrowsAsync<OpenAIServiceException>(() => client.AskAsync(false));
        Assert.Equal((ModelFailureKind.Authentication, "no token"), (failure.Failure.Kind, failure.InnerException?.Message));
    }

    [Fact]
    public async Task A_router_answers_through_it()
    {
        await using var server = await WireServer.StartAsync(_ => WireAnswer.Events(OpenAIRecordings.Of("deepseek").Events));
        var configuration = new Microsoft.Extensions.Configuration.ConfigurationManager();
        foreach (var (key, value) in new[]
        {
            ("Provider", "openai"), ("Tier", "Cloud"), ("Unpriced", "true"), ("ProviderModel", "deepseek-reasoner"),
            ("Settings:Endpoint", server.Address.AbsoluteUri), ("Settings:Dialect", "DeepSeek"), ("Settings:ApiKey", "k"),
        })
        {
            configuration[$"ModelRouter:Models:ds:{key}"] = value;
        }

        var services = new ServiceCollection();
        services.AddModelRouter(configuration.GetSection("ModelRouter"), router => router.AddOpenAI(options => options.TimeProvider = TimeProvider.System));
        await using var provider = services.BuildServiceProvider();
        var response = await provider.GetRequiredService<IChatClient>().AskAsync(true);
        Assert.Equal(OpenAIRecordings.Of("deepseek").Meaning, OpenAITestClient.Meaning(response));
        Assert.Equal(("/chat/completions", "deepseek-reasoner"), (server.Requests[0].Path, server.Requests[0].Json.GetProperty("model").GetString()));
    }

    private sealed class Credential : AuthenticationTokenProvider
    {
        public bool Fails { get; init; }

        public override GetTokenOptions? CreateTokenOptions(IReadOnlyDictionary<string, object> properties) => new(properties);

        public override AuthenticationToken GetToken(GetTokenOptions options, CancellationToken cancellationToken)
        {
            var scopes = (ReadOnlyMemory<string>)options.Properties[GetTokenOptions.ScopesPropertyName];
            return Fails
                ? throw new InvalidOperationException("no token")
                : new($"token-for-{scopes.Span[0]}", "Bearer", DateTimeOffset.MaxValue, null);
        }

        public override ValueTask<AuthenticationToken> GetTokenAsync(GetTokenOptions options, CancellationToken cancellationToken) =>
            new(GetToken(options, cancellationToken));
    }
}

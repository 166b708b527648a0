using Microsoft.Extensions.Configuration;

namespace ModelRouter.Providers.Tests;

/// <summary>What all services' settings have in common.</summary>
public class EndpointSettingsTests
{
    private const string Variable = "MODELROUTER_TESTS_ENDPOINT_KEY";

    private static readonly IModelProvider[] Providers = [new OpenAIModelProvider(), new AnthropicModelProvider(), new AzureInferenceModelProvider(), new OllamaModelProvider()];

    public static TheoryData<string> Names => [.. Providers.Select(static provider => provider.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_key_that_cannot_be_sent_is_told_where_it_is_from(string provider)
    {
        Environment.SetEnvironmentVariable(Variable, "sk-canary-\u00e9");
        try
        {
            var given = Wrong(provider, ("ApiKey", "sk-canary-\u00e9"));
            var named = Wrong(provider, ("ApiKeyVariable", Variable));

            Assert.Equal(("Settings:ApiKey", "Settings:ApiKeyVariable"), (given.Path, named.Path));
            Assert.Contains("The key holds characters that HTTP can't send.", given.Message, StringComparison.Ordinal);
            Assert.Contains("The environment variable of this name holds characters that HTTP can't send.", named.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("canary", $"{given} {named}", StringComparison.Ordinal);
        }
        finally
        {
            Environment.SetEnvironmentVariable(Variable, null);
        }
    }

    [Fact]
    public void A_usual_variable_s_key_that_cannot_be_sent_is_told_with_the_variable()
    {
        var wrong = Assert.Throws<ModelRouterConfigurationException>(
            () => AnthropicSettings.Read(Clients.Profile("m"), new ConfigurationBuilder().Build().GetSection("Settings"), static _ => "sk-canary-\u00e9"));

        Assert.Equal("Settings", wrong.Path);
        Assert.Contains("The environment variable ANTHROPIC_API_KEY, which holds the key", wrong.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", wrong.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_with_a_space_is_none_of_OpenAIs()
    {
        Environment.SetEnvironmentVariable($"{Variable}_SPACED", " sk-canary 5150\n");
        try
        {
            var wrong = Wrong("openai", ("ApiKeyVariable", $"{Variable}_SPACED"));

            Assert.Equal("Settings:ApiKeyVariable: The environment variable of this name holds a space, which no key has.", wrong.Message);
        }
        finally
        {
            Environment.SetEnvironmentVariable($"{Variable}_SPACED", null);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Headers_that_cannot_be_sent_with_every_request_are_refused(string provider)
    {
        foreach (var (name, value) in new[] { ("Content-Length", "5"), ("content-length", "0"), ("Transfer-Encoding", "gzip"), ("X-A", "\u00e9") })
        {
            var wrong = Wrong(provider, ("ApiKey", "k"), ($"Headers:{name}", value));

            Assert.Equal($"Settings:Headers:{name}", wrong.Path);
            Assert.Contains("can't be sent", wrong.Message, StringComparison.Ordinal);
        }

        Assert.Equal("Settings:Headers", Wrong(provider, ("ApiKey", "k"), ("Headers:X A", "x")).Path);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_list_of_headers_is_refused(string provider) => Assert.Contains(
        "an object with the headers by their names", Wrong(provider, ("ApiKey", "k"), ("Headers:0", "X-A: x")).Message, StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Names))]
    public void Others_are_not(string provider)
    {
        foreach (var (name, value) in new[] { ("Transfer-Encoding", "chunked"), ("Host", "host.example"), ("X-A", "a\tb"), ("Content-Length", "") })
        {
            Create(provider, ("ApiKey", "k"), ($"Headers:{name}", value)).Dispose();
        }
    }

    private static ModelRouterConfigurationException Wrong(string provider, params (string Key, string? Value)[] settings) =>
        Assert.Throws<ModelRouterConfigurationException>(() => Create(provider, settings));

    private static Microsoft.Extensions.AI.IChatClient Create(string provider, params (string Key, string? Value)[] settings) =>
        Clients.Create(Providers.Single(one => one.Name == provider), "m", new Uri("http://localhost:1"), settings);
}

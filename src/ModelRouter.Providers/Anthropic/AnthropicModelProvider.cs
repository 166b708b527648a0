using Anthropic;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;

namespace ModelRouter.Providers;

/// <summary>Reaches the models that configuration gives the provider <c>anthropic</c>, through Anthropic's own client.</summary>
/// <remarks>
/// The model's name is its <c>ProviderModel</c>, or its id. Keys under its <c>Settings</c>, all optional:
/// <list type="table">
/// <item><term><c>Endpoint</c></term><description>
/// The service; <c>https://api.anthropic.com</c>.</description></item>
/// <item><term><c>ApiKey</c>, <c>ApiKeyVariable</c></term><description>
/// The key, or the environment variable that holds it; by default <c>ANTHROPIC_API_KEY</c>, which is sent to no host but
/// <c>api.anthropic.com</c>. Required there.</description></item>
/// <item><term><c>Headers</c>, <c>Timeout</c></term><description>
/// Headers of every request, such as <c>anthropic-beta</c>; how long an answer may take to begin; 100 seconds.</description></item>
/// <item><term><c>MaxOutputTokens</c></term><description>
/// The most that an answer may have, thought included, where a request doesn't say; the model's <c>MaxOutputTokens</c>, or 4,096.</description></item>
/// <item><term><c>Think</c></term><description>
/// <c>default</c> (what the model does by itself), <c>off</c>, <c>on</c> with a budget of tokens, or <c>adaptive</c> for models that
/// decide themselves.</description></item>
/// <item><term><c>ThinkingBudget</c></term><description>
/// Tokens for thinking, at least 1,024; implies <c>Think</c> <c>on</c>, whose default is 8,192.</description></item>
/// <item><term><c>Effort</c></term><description>
/// <c>low</c>, <c>medium</c>, <c>high</c>, <c>xhigh</c>, <c>max</c>: for models that know it.</description></item>
/// </list>
/// A request's <see cref="ReasoningOptions.Effort"/> comes first: none, or budgets of 1,024, 8,192, 16,384 and 32,768 tokens; efforts if
/// <c>Think</c> is <c>adaptive</c>. Signed thoughts go back to the service in later turns; those of other providers never do.
/// Temperature, top-p and top-k don't go along, which the client no longer knows.
/// Its own retries are off, since the router decides what happens next. Clients own their connections.
/// </remarks>
/// <param name="timeProvider">The clock for waits that a service asks for; the system's by default.</param>
public sealed class AnthropicModelProvider(TimeProvider? timeProvider = null) : IModelProvider, ISettingsCheck
{
    private readonly TimeProvider _time = timeProvider ?? TimeProvider.System;

    /// <inheritdoc />
    public string Name => "anthropic";

    /// <inheritdoc />
    public IChatClient CreateClient(ModelProfile model, IConfigurationSection settings) => CreateClient(model, settings, variables: null);

    void ISettingsCheck.CheckSettings(ModelProfile model, IConfigurationSection settings) => CreateClient(model, settings, EndpointSettings.AnyVariable).Dispose();

    private AnthropicChatClient CreateClient(ModelProfile model, IConfigurationSection settings, Func<string, string?>? variables)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(settings);
        var read = AnthropicSettings.Read(model, settings, variables);
        var http = ServiceHttp.Create(read.Endpoint, settings.Path, new AnthropicWire(read.Endpoint.Timeout, _time));
        http.Timeout = Timeout.InfiniteTimeSpan;
        if (read.Endpoint.ApiKey is { } key)
        {
            http.DefaultRequestHeaders.Add(AnthropicSettings.KeyHeader, key);
        }

        // The client gets no key: it would send it as a bearer token, which services that speak this API need not take. With both
        // of its own cleared it looks for no other in the environment.
        var client = new AnthropicClient
        {
            HttpClient = http,
            BaseUrl = read.Address,
            ApiKey = null,
            AuthToken = null,
            MaxRetries = 0,
            Timeout = Timeout.InfiniteTimeSpan,
        };
        return new AnthropicChatClient(http, client, read);
    }
}

using Microsoft.Extensions.Configuration;

namespace ModelRouter.Providers;

/// <summary>A model's <c>Settings</c> for the provider <c>anthropic</c>.</summary>
/// <remarks>A class and no record: a record would print the key.</remarks>
internal sealed class AnthropicSettings
{
    /// <summary>The least that the service takes as a budget.</summary>
    public const int LeastBudget = 1024;

    /// <summary>The header that carries the key.</summary>
    public const string KeyHeader = "x-api-key";

    private const string Service = "https://api.anthropic.com";

    private const string KeyVariable = "ANTHROPIC_API_KEY";

    private const int UsualBudget = 8192;

    private const int UsualOutput = 4096;

    private static readonly string[] Keys = [.. EndpointSettings.Keys, "MaxOutputTokens", "Think", "ThinkingBudget", "Effort"];

    /// <summary>The name that the service knows the model by.</summary>
    public required string Model { get; init; }

    public required EndpointSettings Endpoint { get; init; }

    /// <summary>The endpoint as the client wants it: without a slash, and without the version that it adds itself.</summary>
    public required string Address { get; init; }

    /// <summary>Tokens of an answer, thought included, where the request doesn't say.</summary>
    public required int MaxOutputTokens { get; init; }

    public AnthropicThink Think { get; init; }

    /// <summary>Tokens for <see cref="AnthropicThink.On"/>.</summary>
    public int ThinkingBudget { get; init; } = UsualBudget;

    public AnthropicEffort? Effort { get; init; }

    /// <exception cref="ModelRouterConfigurationException">A key is unknown or missing, or a value is wrong.</exception>
    public static AnthropicSettings Read(ModelProfile model, IConfigurationSection section, Func<string, string?>? variables = null)
    {
        var reader = new SectionReader(section).Allow(Keys);
        var endpoint = ReadEndpoint(reader, variables);

        var budget = reader.Int("ThinkingBudget", LeastBudget);
        var think = reader.Choice<AnthropicThink>("Think");
        if (budget is not null && think is not (null or AnthropicThink.On))
        {
            throw new ModelRouterConfigurationException(
                $"{section.Path}:ThinkingBudget", "Only a model that thinks (Think: on) has a budget for it.");
        }

        return new()
        {
            Model = model.ProviderModel ?? model.Id,
            Endpoint = endpoint,
            Address = ReadAddress(endpoint.Endpoint),
            MaxOutputTokens = reader.Int("MaxOutputTokens", 1) ?? model.MaxOutputTokens ?? UsualOutput,
            Think = think ?? (budget is null ? AnthropicThink.Default : AnthropicThink.On),
            ThinkingBudget = budget ?? UsualBudget,
            Effort = reader.Choice<AnthropicEffort>("Effort"),
        };
    }

    /// <summary>The key that a user keeps for the service itself goes to no other host, and to that only where configuration gives no other.</summary>
    private static EndpointSettings ReadEndpoint(SectionReader reader, Func<string, string?>? variables)
    {
        var headers = reader.Child("Headers").Section;
        var hasKeyHeader = !string.IsNullOrWhiteSpace(headers[KeyHeader]);
        var isSigned = hasKeyHeader || !string.IsNullOrWhiteSpace(headers["Authorization"]);
        var isAtHome = reader.Text("Endpoint") is not { } address
            || (Uri.TryCreate(address, UriKind.Absolute, out var given) && given.Host.Equals(new Uri(Service).Host, StringComparison.OrdinalIgnoreCase));
        var endpoint = EndpointSettings.Read(reader, Service, isAtHome && !isSigned ? KeyVariable : null, variables);
        if (isAtHome && endpoint.ApiKey is null && !isSigned)
        {
            throw reader.Missing("ApiKey", $" Set the environment variable {KeyVariable}, or name another with ApiKeyVariable.");
        }

        return endpoint.ApiKey is not null && hasKeyHeader
            ? throw new ModelRouterConfigurationException($"{headers.Path}:{KeyHeader}", "A key is given as well; remove one of the two.")
            : endpoint;
    }

    private static string ReadAddress(Uri endpoint)
    {
        var address = endpoint.GetLeftPart(UriPartial.Path).TrimEnd('/');
        return address.EndsWith("/v1", StringComparison.OrdinalIgnoreCase) ? address[..^3] : address;
    }
}

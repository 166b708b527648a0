using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;

namespace ModelRouter.Providers;

/// <summary>A model's <c>Settings</c> for the provider <c>ollama</c>.</summary>
/// <remarks>A class and no record: a record would print the key.</remarks>
internal sealed partial class OllamaSettings
{
    private const string Service = "http://localhost:11434";

    private static readonly string[] Keys =
    [
        .. EndpointSettings.Keys, "Think", "KeepAlive", "ContextLength", "GpuLayers", "MaxOutputTokens", "Temperature", "TopP", "TopK", "MinP",
        "RepetitionPenalty",
    ];

    /// <summary>The name that Ollama knows the model by.</summary>
    public required string Model { get; init; }

    public required EndpointSettings Endpoint { get; init; }

    /// <summary>The endpoint with a slash at its end, below which the API lies.</summary>
    public required Uri Address { get; init; }

    public OllamaThink Think { get; init; }

    /// <summary>In Go's notation, such as <c>600s</c>; <see langword="null"/> for the server's.</summary>
    public string? KeepAlive { get; init; }

    /// <summary>Tokens; <see langword="null"/> for the server's.</summary>
    public int? ContextLength { get; init; }

    public int? GpuLayers { get; init; }

    public int? MaxOutputTokens { get; init; }

    public float? Temperature { get; init; }

    public float? TopP { get; init; }

    public int? TopK { get; init; }

    public float? MinP { get; init; }

    public float? RepetitionPenalty { get; init; }

    /// <exception cref="ModelRouterConfigurationException">A key is unknown, or a value is wrong.</exception>
    public static OllamaSettings Read(ModelProfile model, IConfigurationSection section, Func<string, string?>? variables = null)
    {
        var reader = new SectionReader(section).Allow(Keys);
        var endpoint = EndpointSettings.Read(reader, Service, defaultKeyVariable: null, variables);
        var context = reader.Int("ContextLength", 0) ?? model.ContextWindow;
        return new()
        {
            Model = model.ProviderModel ?? model.Id,
            Endpoint = endpoint,
            Address = ReadAddress(endpoint.Endpoint, section),
            Think = reader.Choice<OllamaThink>("Think") ?? OllamaThink.Default,
            KeepAlive = reader.Text("KeepAlive") is { } text ? ReadKeepAlive(text, section) : null,
            ContextLength = context == 0 ? null : context,
            GpuLayers = reader.Int("GpuLayers", -1),
            MaxOutputTokens = reader.Int("MaxOutputTokens", 1) ?? model.MaxOutputTokens,
            Temperature = (float?)reader.Double("Temperature", 0, 100),
            TopP = (float?)reader.Double("TopP", 0, 1),
            TopK = reader.Int("TopK", 0),
            MinP = (float?)reader.Double("MinP", 0, 1),
            RepetitionPenalty = (float?)reader.Double("RepetitionPenalty", 0.01, 100),
        };
    }

    private static Uri ReadAddress(Uri endpoint, IConfigurationSection section)
    {
        var address = endpoint.GetLeftPart(UriPartial.Path).TrimEnd('/');
        return address.EndsWith("/v1", StringComparison.OrdinalIgnoreCase) || address.EndsWith("/api", StringComparison.OrdinalIgnoreCase)
            ? throw new ModelRouterConfigurationException(
                $"{section.Path}:Endpoint", $"Ollama's own API is meant, one level higher: {address[..address.LastIndexOf('/')]}")
            : new($"{address}/");
    }

    /// <summary>Ollama reads Go's durations; people write .NET's, or seconds, as well.</summary>
    private static string ReadKeepAlive(string text, IConfigurationSection section)
    {
        if (text.Equals("forever", StringComparison.OrdinalIgnoreCase))
        {
            return "-1s";
        }

        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds))
        {
            return Seconds(seconds);
        }

        if (GoDuration().IsMatch(text))
        {
            return text;
        }

        return DurationText.TryRead(text, out var span)
            ? Seconds((long)span.TotalSeconds)
            : throw new ModelRouterConfigurationException(
                $"{section.Path}:KeepAlive", $"{Shown.Value(text)} is no duration; write 00:10:00, 10m, a number of seconds, or forever.{DurationText.Hint(text)}");
    }

    private static string Seconds(long seconds) => string.Create(CultureInfo.InvariantCulture, $"{seconds}s");

    [GeneratedRegex(@"^-?(\d+(\.\d+)?(ms|s|m|h))+$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex GoDuration();
}

using System.Text.RegularExpressions;

namespace ModelRouter.Providers;

/// <summary>Takes out of a service's words what it was sent in confidence: some quote the key that they refuse.</summary>
internal sealed partial class OpenAISecrets(EndpointSettings endpoint)
{
    private const string Hidden = "***";

    // Short values of headers and queries are versions and names; taken out, they would leave holes in any text.
    private readonly string[] _secrets =
        [.. endpoint.Headers.Values.Append(endpoint.ApiKey ?? "").Concat(InQuery(endpoint.Endpoint)).Where(static value => value.Length >= 8)];

    /// <summary>The text without secrets.</summary>
    public string? Hide(string? text)
    {
        if (text is null)
        {
            return null;
        }

        foreach (var secret in _secrets)
        {
            text = text.Replace(secret, Hidden, StringComparison.Ordinal);
        }

        return BearerToken.Replace(text, $"Bearer {Hidden}");
    }

    /// <summary>The values in an address's query, as they stand there and as they are meant.</summary>
    private static IEnumerable<string> InQuery(Uri address) =>
        address.Query.TrimStart('?').Split('&').Select(static pair => pair[(pair.IndexOf('=') + 1)..])
            .SelectMany(static value => new[] { value, Uri.UnescapeDataString(value) });

    [GeneratedRegex(@"Bearer\s+\S+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex BearerToken { get; }
}

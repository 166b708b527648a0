using Microsoft.Extensions.Configuration;

namespace ModelRouter.Providers;

/// <summary>What reaching a service over HTTP takes, whichever it is.</summary>
/// <remarks>A class and no record: a record would print the key.</remarks>
internal sealed class EndpointSettings
{
    /// <summary>The keys that every provider of a service knows.</summary>
    public static readonly string[] Keys = ["Endpoint", "ApiKey", "ApiKeyVariable", "Headers", "Timeout"];

    private static readonly TimeSpan UsualTimeout = TimeSpan.FromSeconds(100);
    private static readonly TimeSpan LongestTimeout = TimeSpan.FromDays(1);

    /// <summary>An environment that has every variable, for who checks settings where no secrets are.</summary>
    public static Func<string, string?> AnyVariable { get; } = static _ => "key";

    private readonly EndpointKey? _key;

    private EndpointSettings(Uri endpoint, EndpointKey? key, IReadOnlyDictionary<string, string> headers, TimeSpan? timeout) =>
        (Endpoint, _key, Headers, Timeout, WholeTimeout) = (endpoint, key, headers, timeout ?? UsualTimeout, timeout ?? System.Threading.Timeout.InfiniteTimeSpan);

    /// <summary>The service's address.</summary>
    public Uri Endpoint { get; }

    /// <summary>The key; <see langword="null"/> if none is configured.</summary>
    public string? ApiKey => _key?.Value;

    /// <summary>Headers that go with every request.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; }

    /// <summary>How long the connection may be silent before an answer begins.</summary>
    public TimeSpan Timeout { get; }

    /// <summary>The same before an answer that comes whole, which begins when the model has written all of it: only a limit that was given counts
    /// there, since the router has one of its own, <see cref="ExecutionOptions.AttemptTimeout"/>.</summary>
    public TimeSpan WholeTimeout { get; }

    /// <summary>An error about the key, at the place that it is from.</summary>
    /// <param name="problem">What follows after the key, or the variable that holds it.</param>
    public ModelRouterConfigurationException WrongKey(string problem) => _key!.Wrong(problem);

    /// <summary>Reads the common keys.</summary>
    /// <param name="settings">A model's <c>Settings</c>, its keys checked already.</param>
    /// <param name="defaultEndpoint">Where the service is if <c>Endpoint</c> doesn't say; <see langword="null"/> if it has to.</param>
    /// <param name="defaultKeyVariable">The environment variable with the key if no other is named; <see langword="null"/> for none.</param>
    /// <param name="variables">The environment; <see langword="null"/> for this process's.</param>
    /// <exception cref="ModelRouterConfigurationException">A value is missing or wrong.</exception>
    public static EndpointSettings Read(SectionReader settings, string? defaultEndpoint, string? defaultKeyVariable, Func<string, string?>? variables = null)
    {
        var address = settings.Text("Endpoint") ?? defaultEndpoint ?? throw settings.Missing("Endpoint", " The service's address, such as https://host/v1.");
        if (!Uri.TryCreate(address, UriKind.Absolute, out var endpoint) || endpoint.Scheme is not ("http" or "https"))
        {
            // Not quoted: what stands here by mistake may be a connection string, or the key.
            throw Wrong(settings, "Endpoint", "This is no http or https address, such as https://host/v1.");
        }

        if (endpoint.UserInfo.Length > 0)
        {
            throw Wrong(settings, "Endpoint", "An address with a user name or password in it would reach logs; use ApiKeyVariable or Headers.");
        }

        var timeout = settings.Duration("Timeout", TimeSpan.FromMilliseconds(1));
        return timeout is null || timeout <= LongestTimeout
            ? new(endpoint, ReadKey(settings, defaultKeyVariable, variables ?? Environment.GetEnvironmentVariable), ReadHeaders(settings.Child("Headers").Section), timeout)
            : throw Wrong(settings, "Timeout", "At most a day is possible.");
    }

    private static EndpointKey? ReadKey(SectionReader settings, string? defaultVariable, Func<string, string?> variables)
    {
        var given = settings.Text("ApiKey");
        var variable = settings.Text("ApiKeyVariable");
        if (given is not null && variable is not null)
        {
            throw Wrong(settings, "ApiKeyVariable", "ApiKey is given as well; remove one of the two.");
        }

        var path = settings.Section.Path;
        var key = given is not null ? new EndpointKey(given, $"{path}:ApiKey", "The key")
            : variable is not null ? new EndpointKey(
                variables(variable) is { Length: > 0 } named
                    ? named.Trim()
                    : throw Wrong(settings, "ApiKeyVariable", "The environment variable of this name is not set. The name is expected here, not the key."),
                $"{path}:ApiKeyVariable",
                "The environment variable of this name")
            : defaultVariable is not null && variables(defaultVariable) is { Length: > 0 } usual
                ? new EndpointKey(usual.Trim(), path, $"The environment variable {defaultVariable}, which holds the key where neither ApiKey nor ApiKeyVariable is given,")
            : null;
        return key is null || HeaderText.IsSendable(key.Value) ? key : throw key.Wrong("holds characters that HTTP can't send.");
    }

    private static Dictionary<string, string> ReadHeaders(IConfigurationSection section)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var header in new SectionReader(section).Named("headers"))
        {
            if (header.GetChildren().Any())
            {
                throw new ModelRouterConfigurationException(header.Path, "A header's text is expected here.");
            }

            // An empty one takes back what another source of the configuration says.
            if (!string.IsNullOrWhiteSpace(header.Value))
            {
                EndpointHeaderCheck.Run(header);
                headers[header.Key] = header.Value;
            }
        }

        return headers;
    }

    private static ModelRouterConfigurationException Wrong(SectionReader settings, string key, string problem) =>
        new($"{settings.Section.Path}:{key}", problem);
}

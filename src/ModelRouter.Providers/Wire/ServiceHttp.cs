using System.Net.Http.Headers;

namespace ModelRouter.Providers;

/// <summary>Makes the HTTP clients that our providers own.</summary>
internal static class ServiceHttp
{
    /// <summary>The connections to a service; the caller's to dispose.</summary>
    public static SocketsHttpHandler Connections() => new()
    {
        // A redirect would take the key along to wherever it leads.
        AllowAutoRedirect = false,
        UseCookies = false,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),

        // Enough for the end of an answer that was read to its last word, which keeps the connection. A reader who leaves earlier keeps the model
        // at work as long, which .NET's usual two seconds would make dear.
        ResponseDrainTimeout = TimeSpan.FromMilliseconds(100),
    };

    /// <summary>A client for one endpoint with its headers and timeout; the caller disposes it.</summary>
    /// <param name="settings">The endpoint.</param>
    /// <param name="path">The configuration path of the settings, for errors.</param>
    /// <param name="outer">Put around the connection, if given.</param>
    /// <exception cref="ModelRouterConfigurationException">A header can't be sent with a request.</exception>
    public static HttpClient Create(EndpointSettings settings, string path, DelegatingHandler? outer = null)
    {
        HttpMessageHandler handler = Connections();
        if (outer is not null)
        {
            outer.InnerHandler = handler;
            handler = outer;
        }

        var client = new HttpClient(handler) { Timeout = settings.Timeout };
        foreach (var (name, value) in settings.Headers)
        {
            if (!TryAdd(client.DefaultRequestHeaders, name, value))
            {
                client.Dispose();
                throw new ModelRouterConfigurationException($"{path}:Headers:{name}", "This header can't be sent with a request.");
            }
        }

        return client;
    }

    private static bool TryAdd(HttpRequestHeaders headers, string name, string value)
    {
        try
        {
            return headers.TryAddWithoutValidation(name, value);
        }
        catch (FormatException)
        {
            return false;
        }
    }
}

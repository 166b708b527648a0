using Microsoft.Extensions.Configuration;

namespace ModelRouter.Providers;

/// <summary>Refuses headers that can't be sent when the router starts: HTTP clients say it at each request, and quote them.</summary>
internal static class EndpointHeaderCheck
{
    /// <exception cref="ModelRouterConfigurationException">It is no header that can be sent.</exception>
    public static void Run(IConfigurationSection header)
    {
        var name = header.Key;
        if (name.Length == 0 || !name.All(static c => char.IsAsciiLetterOrDigit(c) || "!#$%&'*+-.^_`|~".Contains(c, StringComparison.Ordinal)))
        {
            throw new ModelRouterConfigurationException(ConfigurationPath.GetParentPath(header.Path)!, "The name of a header consists of letters, digits and hyphens.");
        }

        if (name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase)
            || (name.Equals("Transfer-Encoding", StringComparison.OrdinalIgnoreCase) && !header.Value!.Trim().Equals("chunked", StringComparison.OrdinalIgnoreCase)))
        {
            throw new ModelRouterConfigurationException(header.Path, "This header can't be sent with every request: it tells how one request's body is sent, and is set with that.");
        }

        if (!HeaderText.IsSendable(header.Value!.Replace('\t', ' ')))
        {
            throw new ModelRouterConfigurationException(header.Path, "This can't be sent with a request: it is no header's text, which is of printable ASCII characters.");
        }
    }
}

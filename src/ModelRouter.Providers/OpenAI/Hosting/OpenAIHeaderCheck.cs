namespace ModelRouter.Providers;

/// <summary>Refuses what can't stand in a header when the router starts: HTTP clients say it at the first request, and quote it.</summary>
internal static class OpenAIHeaderCheck
{
    /// <exception cref="ModelRouterConfigurationException">The key or a header holds what a header can't.</exception>
    public static void Run(SectionReader settings, EndpointSettings endpoint)
    {
        if (endpoint.ApiKey is { } key && !key.All(static c => c is > ' ' and < '\x7f'))
        {
            throw new ModelRouterConfigurationException(
                $"{settings.Section.Path}:ApiKey", "The key holds characters that no key has, such as a space, a line break or a quotation mark of print.");
        }

        foreach (var (name, value) in endpoint.Headers)
        {
            if (name.Length == 0 || !name.All(static c => char.IsAsciiLetterOrDigit(c) || "!#$%&'*+-.^_`|~".Contains(c, StringComparison.Ordinal)))
            {
                throw new ModelRouterConfigurationException(
                    $"{settings.Section.Path}:Headers", "The name of a header consists of letters, digits and hyphens.");
            }

            if (!value.All(static c => c is >= ' ' and < '\x7f'))
            {
                throw new ModelRouterConfigurationException(
                    $"{settings.Section.Path}:Headers:{name}", "A header holds printable ASCII characters only.");
            }
        }
    }
}

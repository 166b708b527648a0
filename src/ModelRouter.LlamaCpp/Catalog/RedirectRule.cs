namespace ModelRouter.LlamaCpp;

/// <summary>Where a redirect may lead.</summary>
internal static class RedirectRule
{
    /// <summary>The address that a redirect names.</summary>
    /// <exception cref="ModelDownloadException">It may not be followed.</exception>
    internal static Uri Next(Uri from, Uri? location, int hops, int most)
    {
        if (hops >= most)
        {
            throw Bad($"{from.Authority} redirects more than {most} times");
        }

        if (location is null || !Uri.TryCreate(from, location, out var next))
        {
            throw Bad($"{from.Authority} redirects without saying where to");
        }

        if (next.Scheme != Uri.UriSchemeHttps && next.Scheme != Uri.UriSchemeHttp)
        {
            throw Bad($"{from.Authority} redirects to '{next.Scheme}:', and only http and https are followed");
        }

        return from.Scheme == Uri.UriSchemeHttps && next.Scheme == Uri.UriSchemeHttp
            ? throw Bad($"{from.Authority} redirects from https to http at {next.Authority}, where anybody on the way could change the file")
            : next;
    }

    private static ModelDownloadException Bad(string what) => new(ModelDownloadFailure.BadRedirect, what + ".");
}

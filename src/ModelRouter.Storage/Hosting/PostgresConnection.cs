using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace ModelRouter.Storage;

/// <summary>How configuration names a PostgreSQL server, wherever something is kept there: never by the connection string itself, which holds a password.</summary>
internal static class PostgresConnection
{
    internal const string Key = "ConnectionStringName";

    /// <summary>Opens something by the name in <see cref="Key"/>: an entry in <c>ConnectionStrings</c>, or else an environment variable.</summary>
    /// <param name="among">Have <c>ConnectionStrings</c> at their roots; the first that knows the name counts.</param>
    /// <param name="reader">The section that names it.</param>
    /// <param name="open">Opens what is kept there.</param>
    /// <exception cref="ModelRouterConfigurationException">Nothing has that name, or it is no connection string.</exception>
    internal static T Open<T>(IEnumerable<IConfiguration> among, in SectionReader reader, Func<string, T> open)
    {
        var (name, path) = (reader.RequiredText(Key), $"{reader.Section.Path}:{Key}");
        var connection = among.Select(configuration => Text(configuration.GetConnectionString(name))).FirstOrDefault(static found => found is not null) ?? Text(Environment.GetEnvironmentVariable(name)) ?? throw new ModelRouterConfigurationException(
            path, "There is no connection string of that name, neither in ConnectionStrings nor as an environment variable. It must be a name, not the connection string itself.");
        try
        {
            return open(connection);
        }
        catch (ArgumentException wrong)
        {
            throw new ModelRouterConfigurationException(path, wrong.Message, wrong);
        }
    }

    /// <summary>The container's configuration, and the one that the router was given: without a host, the container may have none.</summary>
    internal static IEnumerable<IConfiguration> Among(IServiceProvider services)
    {
        if (services.GetService<IConfiguration>() is { } container)
        {
            yield return container;
        }

        if (services.GetService<LiveConfiguration>() is { } router)
        {
            yield return router.Given;
        }
    }

    private static string? Text(string? found) => string.IsNullOrWhiteSpace(found) ? null : found;
}

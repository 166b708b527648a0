using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace ModelRouter.Storage;

/// <summary>Stores of budgets that configuration names.</summary>
public static class BudgetStores
{
    /// <summary>The store of the section <c>ModelRouter:BudgetStore</c>: <c>Sqlite</c>, a file, or <c>ConnectionStringName</c>, under which PostgreSQL's
    /// connection string stands in <c>ConnectionStrings</c> or in an environment variable; and <c>LeaseTime</c>. <see langword="null"/> if it names none.</summary>
    /// <param name="configuration">A root that holds the section <c>ModelRouter</c>, or that section, in which case <c>ConnectionStrings</c> are not seen.</param>
    /// <param name="timeProvider">The clock; the system's by default.</param>
    /// <param name="loggerFactory">Makes the store's logger.</param>
    /// <exception cref="ModelRouterConfigurationException">A key is unknown, or a value is wrong.</exception>
    public static LeasedBudgetStore? Open(IConfiguration configuration, TimeProvider? timeProvider = null, ILoggerFactory? loggerFactory = null) =>
        OpenAmong(configuration, [configuration], timeProvider, loggerFactory);

    /// <summary>As <see cref="Open"/>, to look into it: a SQLite file is neither made nor changed. One that isn't there is as empty as memory.</summary>
    internal static IBudgetStore? OpenToRead(IConfiguration configuration) =>
        Read(ConfigurationSections.Find(configuration)).File is not { } file ? Open(configuration)
        : File.Exists(file) || Directory.Exists(file) ? SqliteBudgetStore.ToRead(file)
        : new InMemoryBudgetStore();

    /// <param name="configuration">Has the section.</param>
    /// <param name="among">Have <c>ConnectionStrings</c>.</param>
    /// <param name="timeProvider">The clock.</param>
    /// <param name="loggerFactory">Makes the store's logger.</param>
    internal static LeasedBudgetStore? OpenAmong(IConfiguration configuration, IEnumerable<IConfiguration> among, TimeProvider? timeProvider, ILoggerFactory? loggerFactory)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var (reader, file, name, leaseTime) = Read(ConfigurationSections.Find(configuration));
        return file is not null ? new SqliteBudgetStore(file, leaseTime, timeProvider, loggerFactory?.CreateLogger<SqliteBudgetStore>())
            : name is null ? null
            : PostgresConnection.Open(among, reader, connection => new PostgresBudgetStore(connection, leaseTime, timeProvider, loggerFactory?.CreateLogger<PostgresBudgetStore>()));
    }

    /// <summary>What the section says, without opening it.</summary>
    internal static (SectionReader Reader, string? File, string? Name, TimeSpan? LeaseTime) Read(IConfigurationSection router)
    {
        var reader = new SectionReader(router).Child("BudgetStore").Allow("Sqlite", PostgresConnection.Key, "LeaseTime");
        var (file, name) = (reader.Text("Sqlite"), reader.Text(PostgresConnection.Key));
        return file is not null && name is not null
            ? throw new ModelRouterConfigurationException(reader.Section.Path, $"Name Sqlite or {PostgresConnection.Key}, not both.")
            : (reader, file, name, reader.Duration("LeaseTime", LeasedBudgetStore.LeastLeaseTime, LeasedBudgetStore.MostLeaseTime));
    }
}

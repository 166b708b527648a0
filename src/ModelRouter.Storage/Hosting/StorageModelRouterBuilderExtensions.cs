using Microsoft.Extensions.Logging;
using ModelRouter;
using ModelRouter.Storage;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Gives a router a ledger that lasts.</summary>
public static class StorageModelRouterBuilderExtensions
{
    /// <summary>Lets configuration name the ledgers <c>sqlite</c> and <c>postgres</c>; see <see cref="SqliteLedgerProvider"/> and
    /// <see cref="PostgresLedgerProvider"/> for their keys; the stores of outcomes of the same names, see <see cref="SqliteOutcomeStoreProvider"/> and
    /// <see cref="PostgresOutcomeStoreProvider"/>; and the store of budgets, see <see cref="BudgetStores.Open"/>. A store or ledger that code names comes first.</summary>
    public static ModelRouterBuilder AddStorage(this ModelRouterBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddSingleton<ISpendLedgerProvider>(new SqliteLedgerProvider());
        builder.Services.AddSingleton<ISpendLedgerProvider>(new PostgresLedgerProvider());
        builder.Services.AddSingleton<IOutcomeStoreProvider>(new SqliteOutcomeStoreProvider());
        builder.Services.AddSingleton<IOutcomeStoreProvider>(new PostgresOutcomeStoreProvider());
        builder.OpenConfiguredBudgetStore = static (services, live) =>
            BudgetStores.OpenAmong(live.Current, PostgresConnection.Among(services), services.GetService<TimeProvider>(), services.GetService<ILoggerFactory>());
        return builder;
    }

    /// <summary>Keeps the ledger in a SQLite file; opened when the router is made, and disposed by the container.</summary>
    /// <param name="builder">The router's builder.</param>
    /// <param name="path">The file; made if it is missing, and its folder too.</param>
    /// <param name="configure">Safety, memory and waiting.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public static ModelRouterBuilder UseSqliteLedger(this ModelRouterBuilder builder, string path, Action<SpendLedgerOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        var options = Options(configure, defaultSpoolFolder: ".");
        return builder.UseLedger(services => LedgerSettings.Wait(
            SqliteSpendLedger.OpenAsync(path, options, services.GetService<ILogger<SqliteSpendLedger>>())));
    }

    /// <summary>Keeps the ledger in PostgreSQL; opened when the router is made, and disposed by the container.</summary>
    /// <param name="builder">The router's builder.</param>
    /// <param name="connectionString">Npgsql's; never logged.</param>
    /// <param name="configure">Safety, memory and waiting.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public static ModelRouterBuilder UsePostgresLedger(
        this ModelRouterBuilder builder, string connectionString, Action<SpendLedgerOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(connectionString);
        var options = Options(configure, defaultSpoolFolder: null);
        return builder.UseLedger(services => LedgerSettings.Wait(
            PostgresSpendLedger.OpenAsync(connectionString, options, services.GetService<ILogger<PostgresSpendLedger>>())));
    }

    /// <summary>The options, refused here rather than when the router is made.</summary>
    private static SpendLedgerOptions Options(Action<SpendLedgerOptions>? configure, string? defaultSpoolFolder)
    {
        var options = new SpendLedgerOptions();
        configure?.Invoke(options);
        options.Checked(defaultSpoolFolder, nameof(configure));
        return options;
    }
}

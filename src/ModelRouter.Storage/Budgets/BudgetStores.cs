using Microsoft.Extensions.Configuration;

namespace ModelRouter.Storage;

/// <summary>Stores of budgets that configuration names.</summary>
public static class BudgetStores
{
    /// <summary>The store of the section <c>ModelRouter:BudgetStore</c>: <c>Sqlite</c>, a file, or <c>PostgresVariable</c>, an environment variable that holds
    /// a connection string; and <c>LeaseTime</c>. <see langword="null"/> if it names none.</summary>
    /// <param name="configuration">The section <c>ModelRouter</c>, or a root that holds it.</param>
    /// <param name="time">The clock; the system's by default.</param>
    /// <exception cref="ModelRouterConfigurationException">A key is unknown, or a value is wrong.</exception>
    public static LeasedBudgetStore? Open(IConfiguration configuration, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var reader = new SectionReader(ConfigurationSections.Find(configuration)).Child("BudgetStore").Allow("Sqlite", "PostgresVariable", "LeaseTime");
        var (file, variable, leaseTime) = (reader.Text("Sqlite"), reader.Text("PostgresVariable"), reader.Duration("LeaseTime", TimeSpan.FromSeconds(1)));
        if (file is not null && variable is not null)
        {
            throw new ModelRouterConfigurationException(reader.Section.Path, "Name Sqlite or PostgresVariable, not both.");
        }

        return file is not null ? new SqliteBudgetStore(file, leaseTime, time)
            : variable is null ? null
            : Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? new PostgresBudgetStore(text, leaseTime, time)
            : throw new ModelRouterConfigurationException($"{reader.Section.Path}:PostgresVariable", $"The environment variable '{variable}' is empty or not set.");
    }
}

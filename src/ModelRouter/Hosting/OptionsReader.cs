using Microsoft.Extensions.Configuration;

namespace ModelRouter;

/// <summary>Reads <c>Policy</c>, <c>Routing</c>, <c>Health</c>, <c>Execution</c> and <c>Cascade</c>, and rejects unknown keys beside them.</summary>
internal static class OptionsReader
{
    internal static void Read(IConfigurationSection section, ModelRouterOptions options)
    {
        ReadSettings(section, options);
        options.Policy = PolicyReader.Read(new SectionReader(section).Child("Policy")) ?? options.Policy;
    }

    /// <summary>All but the policy.</summary>
    internal static void ReadSettings(IConfigurationSection section, ModelRouterOptions options)
    {
        // Prices and Currencies are read with the models. Registry is the command line's: where it downloads models from. It reads and checks
        // that section itself.
        var root = new SectionReader(section)
            .Allow("Models", "Prices", "Currencies", "Routing", "Health", "Execution", "Cascade", "Policy", "Budgets", "BudgetStore", "Ledger", "Learning", "Registry");

        var routing = root.Child("Routing").Allow("Worth", "TaskWorth", "WaitPricePerSecond", "StickyConversations");
        options.Worth = routing.Decimal("Worth") ?? options.Worth;
        options.WaitPricePerSecond = routing.Decimal("WaitPricePerSecond") ?? options.WaitPricePerSecond;
        options.StickyConversations = routing.Bool("StickyConversations") ?? options.StickyConversations;
        foreach (var (task, worth) in routing.Table<PromptTask, decimal>("TaskWorth", static (r, key) => r.Decimal(key)))
        {
            options.TaskWorth[task] = worth;
        }

        var health = root.Child("Health").Allow("FailureThreshold", "Cooldown", "MaxCooldown", "Jitter");
        options.Health.FailureThreshold = health.Int("FailureThreshold", 1) ?? options.Health.FailureThreshold;
        options.Health.Cooldown = health.Duration("Cooldown", TimeSpan.Zero) ?? options.Health.Cooldown;
        options.Health.MaxCooldown = health.Duration("MaxCooldown", TimeSpan.Zero) ?? options.Health.MaxCooldown;
        options.Health.Jitter = health.Double("Jitter", 0, 1) ?? options.Health.Jitter;

        Read(root.Child("Execution"), options.Execution);
        CascadeReader.Read(root.Child("Cascade"), options.Cascade);
        BudgetsReader.Read(root.Child("Budgets"), options.Budgets);
        if (ModelRouterOptionsValidator.FirstProblem(options) is { } problem)
        {
            throw new ModelRouterConfigurationException(section.Path, problem);
        }
    }

    private static void Read(SectionReader section, ExecutionOptions options)
    {
        section.Allow("MaxAttempts", "RetryWait", "OpenWait", "FirstContentTimeout", "StallTimeout", "AttemptTimeout", "CallTimeout", "HedgeDelay");
        options.MaxAttempts = section.Int("MaxAttempts", 1) ?? options.MaxAttempts;
        options.RetryWait = section.Duration("RetryWait", TimeSpan.Zero) ?? options.RetryWait;
        options.OpenWait = section.Duration("OpenWait", TimeSpan.Zero) ?? options.OpenWait;
        options.FirstContentTimeout = section.Timeout("FirstContentTimeout") ?? options.FirstContentTimeout;
        options.StallTimeout = section.Timeout("StallTimeout") ?? options.StallTimeout;
        options.AttemptTimeout = section.Timeout("AttemptTimeout") ?? options.AttemptTimeout;
        options.CallTimeout = section.Timeout("CallTimeout") ?? options.CallTimeout;
        options.HedgeDelay = section.Timeout("HedgeDelay") ?? options.HedgeDelay;
    }
}

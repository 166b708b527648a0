using Microsoft.Extensions.Configuration;

namespace ModelRouter;

/// <summary>Reads <c>Policy</c>, <c>Routing</c>, <c>Health</c>, <c>Execution</c> and <c>Cascade</c>, and rejects unknown keys beside them.</summary>
internal static class OptionsReader
{
    internal static void Read(IConfigurationSection section, ModelRouterOptions options)
    {
        ReadSettings(section, options);
        options.Policy = PolicyReader.Read(new SectionReader(section)) ?? options.Policy;
    }

    /// <summary>All but the policy.</summary>
    internal static void ReadSettings(IConfigurationSection section, ModelRouterOptions options)
    {
        foreach (var part in Parts(section, options))
        {
            part();
        }
    }

    /// <summary>The steps of <see cref="ReadSettings"/>, for who wants to know of more than the first error.</summary>
    internal static IReadOnlyList<Action> Parts(IConfigurationSection section, ModelRouterOptions options)
    {
        var root = new SectionReader(section);

        // Prices and Currencies are read with the models. Registry is the command line's: where it downloads models from. It reads and checks
        // that section itself.
        return
        [
            () => root.Allow("Models", "Prices", "Currencies", "Routing", "Health", "Execution", "Cascade", "Policy", "Budgets", "BudgetStore", "Ledger", "Learning", "Registry"),
            () => ReadRouting(root.Child("Routing"), options),
            () => Read(root.Child("Health"), options.Health),
            () => Read(root.Child("Execution"), options.Execution),
            () => CascadeReader.Read(root.Child("Cascade"), options.Cascade),
            .. BudgetsReader.Parts(section.GetSection("Budgets"), root, options.Budgets),
            () =>
            {
                var problems = ModelRouterOptionsValidator.Problems(options);
                if (problems.Count > 0)
                {
                    throw ModelRouterConfigurationException.Of(
                        problems.ConvertAll(problem => new ModelRouterConfigurationException($"{section.Path}:{problem.Key}", problem.Message)));
                }
            },
        ];
    }

    private static void ReadRouting(SectionReader routing, ModelRouterOptions options)
    {
        routing.Allow("Worth", "TaskWorth", "WaitPricePerSecond", "StickyConversations");
        options.Worth = routing.PositiveDecimal("Worth") ?? options.Worth;
        options.WaitPricePerSecond = routing.Decimal("WaitPricePerSecond") ?? options.WaitPricePerSecond;
        options.StickyConversations = routing.Bool("StickyConversations") ?? options.StickyConversations;
        foreach (var (task, worth) in routing.Table<PromptTask, decimal>("TaskWorth", static (r, key) => r.PositiveDecimal(key)))
        {
            options.TaskWorth[task] = worth;
        }
    }

    private static void Read(SectionReader health, EndpointHealthOptions options)
    {
        health.Allow("FailureThreshold", "Cooldown", "MaxCooldown", "Jitter");
        options.FailureThreshold = health.Int("FailureThreshold", 1) ?? options.FailureThreshold;
        options.Cooldown = health.Duration("Cooldown", TimeSpan.Zero) ?? options.Cooldown;
        options.MaxCooldown = health.Duration("MaxCooldown", TimeSpan.Zero, ModelLimitsCheck.LongestWait) ?? options.MaxCooldown;
        options.Jitter = health.Double("Jitter", 0, 1) ?? options.Jitter;
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

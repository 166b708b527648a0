using Microsoft.Extensions.Configuration;

namespace ModelRouter;

/// <summary>Reads <c>Routing</c> and <c>Health</c>, and rejects unknown keys beside them.</summary>
internal static class OptionsReader
{
    internal static void Read(IConfigurationSection section, ModelRouterOptions options)
    {
        // Registry is the command line's: where it downloads models from. It reads and checks that section itself.
        var root = new SectionReader(section).Allow("Models", "Routing", "Health", "Registry");

        var routing = root.Child("Routing").Allow("Worth", "TaskWorth", "WaitPricePerSecond", "StickyConversations");
        options.Worth = routing.Decimal("Worth") ?? options.Worth;
        options.WaitPricePerSecond = routing.Decimal("WaitPricePerSecond") ?? options.WaitPricePerSecond;
        options.StickyConversations = routing.Bool("StickyConversations") ?? options.StickyConversations;
        foreach (var (task, worth) in routing.Table<PromptTask, decimal>("TaskWorth", static (r, key) => r.Decimal(key)))
        {
            options.TaskWorth[task] = worth;
        }

        var health = root.Child("Health").Allow("FailureThreshold", "Cooldown", "MaxCooldown");
        options.Health.FailureThreshold = health.Int("FailureThreshold", 1) ?? options.Health.FailureThreshold;
        options.Health.Cooldown = health.Duration("Cooldown", TimeSpan.Zero) ?? options.Health.Cooldown;
        options.Health.MaxCooldown = health.Duration("MaxCooldown", TimeSpan.Zero) ?? options.Health.MaxCooldown;

        if (ModelRouterOptionsValidator.FirstProblem(options) is { } problem)
        {
            throw new ModelRouterConfigurationException(section.Path, problem);
        }
    }
}

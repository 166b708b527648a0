using Microsoft.Extensions.Configuration;

namespace ModelRouter;

/// <summary>Finds the router's section.</summary>
internal static class ConfigurationSections
{
    /// <summary>The section itself, or the one of the usual name below it.</summary>
    /// <exception cref="ModelRouterConfigurationException">There is none.</exception>
    internal static IConfigurationSection Find(IConfiguration configuration)
    {
        var child = configuration.GetSection(ModelRouterConfiguration.SectionName);
        if (child.Exists())
        {
            return string.IsNullOrEmpty(child.Value) ? child : throw new ModelRouterConfigurationException(child.Path, "An object is expected here.");
        }

        // A section of another name is the router's if it looks like one; anything else is more likely a wrong root.
        if (configuration is IConfigurationSection section
            && (section.Key.Equals(ModelRouterConfiguration.SectionName, StringComparison.OrdinalIgnoreCase)
                || section.GetSection("Models").Exists()))
        {
            return section;
        }

        var problem = IsNamed(configuration) ? "empty" : Misspelled(configuration) is { } misspelled ? $"missing (there is '{misspelled}')" : "missing";
        throw new ModelRouterConfigurationException(
            ModelRouterConfiguration.SectionName, $"The section is {problem}; it holds Models, and optionally Prices, Currencies, Routing, Health, Execution, Cascade, Policy, Budgets, BudgetStore, Ledger and Learning.");
    }

    /// <summary>The error about a router without models.</summary>
    /// <param name="section">The router's section.</param>
    /// <param name="root">Where a section of a misspelled name may be; <see langword="null"/> if that isn't known.</param>
    internal static ModelRouterConfigurationException NoModel(IConfigurationSection section, IConfiguration? root = null)
    {
        var misspelled = root is null ? null : Misspelled(root);
        return new(
            $"{section.Path}:Models",
            $"At least one model is required.{(section.GetChildren().Any() ? "" : $" The section is missing or empty{(misspelled is null ? "" : $" (there is '{misspelled}')")}.")}");
    }

    /// <summary>A key that is nearly the section's name, where there is none of that name.</summary>
    internal static string? Misspelled(IConfiguration configuration) => IsNamed(configuration)
        ? null
        : configuration.GetChildren().Select(static child => child.Key).FirstOrDefault(static key => Spelling.Nearest(key, [ModelRouterConfiguration.SectionName]) is not null);

    private static bool IsNamed(IConfiguration configuration) =>
        configuration.GetChildren().Any(static child => child.Key.Equals(ModelRouterConfiguration.SectionName, StringComparison.OrdinalIgnoreCase));
}

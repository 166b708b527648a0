using Microsoft.Extensions.Configuration;

namespace ModelRouter;

/// <summary>What a running router can't change: which models there are, how they are reached and limited, when endpoints rest,
/// where money is counted, and what is learned from.</summary>
internal static class RestartKeys
{
    private const string Consequence = "That takes a restart, and until then nothing of the changed configuration is in effect.";
    private static readonly string[] OfRouter = ["Health", "Budgets", "BudgetStore", "Ledger", "Learning"];
    private static readonly string[] OfModels = ["Provider", "ProviderModel", "Settings", "Limits", "History"];

    /// <summary>Rejects a change of what can't change.</summary>
    /// <exception cref="ModelRouterConfigurationException">Something of it has changed.</exception>
    internal static void ThrowIfChanged(IConfigurationSection start, IConfigurationSection now)
    {
        var (before, after) = (start.GetSection("Models"), now.GetSection("Models"));
        foreach (var model in after.GetChildren())
        {
            if (!before.GetSection(model.Key).Exists())
            {
                throw new ModelRouterConfigurationException(model.Path, $"The model '{model.Key}' was added. {Consequence}");
            }
        }

        foreach (var model in before.GetChildren())
        {
            var changed = after.GetSection(model.Key);
            if (!changed.Exists())
            {
                throw new ModelRouterConfigurationException(model.Path, $"The model '{model.Key}' was removed. {Consequence}");
            }

            foreach (var key in OfModels)
            {
                ThrowIfChanged(model, changed, key);
            }
        }

        foreach (var key in OfRouter)
        {
            ThrowIfChanged(start, now, key);
        }
    }

    /// <summary>Rejects that no policy is left where there was one: nobody can tell whether it was taken away or got lost, and without it data may go
    /// anywhere.</summary>
    /// <param name="before">The configuration in effect.</param>
    /// <param name="now">The new one.</param>
    /// <exception cref="ModelRouterConfigurationException">It is gone.</exception>
    internal static void ThrowIfPolicyIsGone(IConfigurationSection before, IConfigurationSection now)
    {
        if (PolicyReader.Rules(new(before)) is not null && PolicyReader.Rules(new(now)) is null)
        {
            throw new ModelRouterConfigurationException($"{now.Path}:Policy", $"Policy was removed. {Consequence}");
        }
    }

    private static void ThrowIfChanged(IConfigurationSection start, IConfigurationSection now, string key)
    {
        var (before, after) = (start.GetSection(key), now.GetSection(key));

        // Values aren't quoted: a setting may be a secret.
        if (!Entries(before).SequenceEqual(Entries(after)))
        {
            throw new ModelRouterConfigurationException(after.Path, $"{key} has changed. {Consequence}");
        }
    }

    private static IEnumerable<(string, string?)> Entries(IConfigurationSection section) =>
        section.AsEnumerable(makePathsRelative: true)
            .Select(static entry => (entry.Key.ToUpperInvariant(), entry.Value))
            .Append(("", section.Value))
            .Order();
}

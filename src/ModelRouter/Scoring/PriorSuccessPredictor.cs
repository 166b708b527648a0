namespace ModelRouter;

/// <summary>Predicts success from a profile's priors alone: a logistic of quality, difficulty and language.</summary>
/// <remarks>
/// logit P = logit(Quality) + Δtask + Δdomain + 3 × (0.5 − difficulty) − 1.5 where the language is not among the model's,
/// with Δ = logit(prior for the task or domain) − logit(Quality). At difficulty 0.5 it gives the priors back. The slope 3
/// and the language's 1.5 are guesses to be replaced by outcomes: they move an even chance to 82% on a trivial prompt, and
/// to 18% in a foreign language. Stateless, so safe for concurrent use.
/// </remarks>
public sealed class PriorSuccessPredictor : ISuccessPredictor
{
    private const double DifficultySlope = 3;
    private const double ForeignLanguage = 1.5;

    // A prior of exactly 0 or 1 would have an infinite logit, and no evidence could move it.
    private const double Margin = 1e-3;

    /// <inheritdoc/>
    public double Predict(PromptProfile prompt, ModelProfile model)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        ArgumentNullException.ThrowIfNull(model);

        var general = Logit(model.Quality);
        var logit = general + (DifficultySlope * (0.5 - prompt.Difficulty));
        if (model.TaskQuality.Count > 0 && model.TaskQuality.TryGetValue(prompt.Task, out var task))
        {
            logit += Logit(task) - general;
        }

        if (model.DomainQuality.Count > 0 && model.DomainQuality.TryGetValue(prompt.Domain, out var domain))
        {
            logit += Logit(domain) - general;
        }

        if (!Speaks(model.Languages, prompt.Language))
        {
            logit -= ForeignLanguage;
        }

        return 1 / (1 + Math.Exp(-logit));
    }

    private static bool Speaks(IReadOnlyList<string> languages, string language)
    {
        if (languages.Count == 0 || language is "und")
        {
            return true;
        }

        for (var i = 0; i < languages.Count; i++)
        {
            if (languages[i].Equals(language, StringComparison.OrdinalIgnoreCase) || LanguageCodes.Of(languages[i]) == language)
            {
                return true;
            }
        }

        return false;
    }

    private static double Logit(double chance)
    {
        var p = Math.Clamp(chance, Margin, 1 - Margin);
        return Math.Log(p / (1 - p));
    }
}

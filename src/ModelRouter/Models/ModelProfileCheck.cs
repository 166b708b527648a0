namespace ModelRouter;

/// <summary>The ranges of a profile's values, told in sentences.</summary>
internal static class ModelProfileCheck
{
    /// <summary>What is wrong with the profile, or <see langword="null"/>.</summary>
    internal static string? Problem(ModelProfile profile)
    {
        if (string.IsNullOrWhiteSpace(profile.Id))
        {
            return "A model's id must not be empty.";
        }

        if (ModelSelection.IsVirtual(profile.Id))
        {
            return $"The id '{profile.Id}' is reserved: 'auto' and ids that begin with 'auto:' choose among models.";
        }

        if (!Enum.IsDefined(profile.Tier))
        {
            return $"The tier of '{profile.Id}' is {profile.Tier}, which is none.";
        }

        if (!Enum.IsDefined(profile.Clearance))
        {
            return $"The clearance of '{profile.Id}' is {profile.Clearance}, which is no data class.";
        }

        if (profile.Pricing is null || profile.TaskQuality is null || profile.DomainQuality is null || profile.Languages is null
            || profile.Limits is null
            || profile.History is null)
        {
            return $"The model '{profile.Id}' has a null price list, quality table, language list, set of limits or history dialect.";
        }

        if (profile.Languages.FirstOrDefault(static language => !IsLanguage(language)) is { } strange)
        {
            return $"The language '{strange}' of '{profile.Id}' is none; it must be an ISO 639-1 code such as en or ko.";
        }

        if (profile.History.ToolCallIds?.Problem() is { } problem)
        {
            return $"The history dialect of '{profile.Id}' can't be used. {problem}";
        }

        if (profile.ContextWindow <= 0)
        {
            return $"The context window of '{profile.Id}' is {profile.ContextWindow}; it must be greater than 0.";
        }

        if (profile.MaxOutputTokens <= 0)
        {
            return $"The output limit of '{profile.Id}' is {profile.MaxOutputTokens}; it must be greater than 0.";
        }

        if (!(profile.TokensPerSecond is >= 0.01 and <= 1e7))
        {
            return $"The speed of '{profile.Id}' is {profile.TokensPerSecond} tokens per second; it must be from 0.01 to 10,000,000.";
        }

        if (profile.FirstTokenLatency < TimeSpan.Zero || profile.FirstTokenLatency > ModelLimitsCheck.LongestWait)
        {
            return $"The first-token latency of '{profile.Id}' is {profile.FirstTokenLatency}; it must be from 0 to {ModelLimitsCheck.LongestWait.Days} days.";
        }

        if (profile.ExpectedReasoningTokens < 0)
        {
            return $"The expected reasoning tokens of '{profile.Id}' are {profile.ExpectedReasoningTokens}; they must not be negative.";
        }

        return PriceProblem(profile) ?? QualityProblem(profile) ?? ModelLimitsCheck.Problem(profile.Id, profile.Limits);
    }

    private static string? PriceProblem(ModelProfile profile) =>
        ModelPricingCheck.Problem(profile.Pricing) is { } problem ? $"The price of '{profile.Id}' can't be used. {problem}" : null;

    private static string? QualityProblem(ModelProfile profile)
    {
        if (!IsChance(profile.Quality))
        {
            return $"The quality of '{profile.Id}' is {profile.Quality}; it must be from 0 to 1.";
        }

        foreach (var (task, quality) in profile.TaskQuality)
        {
            if (!IsChance(quality))
            {
                return $"The quality of '{profile.Id}' for {task} is {quality}; it must be from 0 to 1.";
            }
        }

        foreach (var (domain, quality) in profile.DomainQuality)
        {
            if (!IsChance(quality))
            {
                return $"The quality of '{profile.Id}' for {domain} is {quality}; it must be from 0 to 1.";
            }
        }

        return null;
    }

    /// <summary>Whether it has the form of an ISO 639-1 code.</summary>
    internal static bool IsLanguage(string? language) => language is [var a, var b] && char.IsAsciiLetter(a) && char.IsAsciiLetter(b);

    private static bool IsChance(double value) => value is >= 0 and <= 1;
}

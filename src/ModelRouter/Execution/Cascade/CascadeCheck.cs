namespace ModelRouter;

/// <summary>The ranges of a cascade's options, told in sentences.</summary>
internal static class CascadeCheck
{
    // No vocabulary is that large.
    internal const double MostEntropy = 100;

    internal static IEnumerable<OptionProblem> Problems(CascadeOptions options)
    {
        if (!Enum.IsDefined(options.Mode))
        {
            yield return new("Cascade:Mode", $"Cascade.Mode is {options.Mode}; it must be {string.Join(", ", Enum.GetNames<CascadeMode>())}.");
        }

        if (!IsShare(options.Correlation))
        {
            yield return new("Cascade:Correlation", $"Cascade.Correlation is {options.Correlation}; it must be from 0 to 1.");
        }

        (string Name, AnswerCheckOptions Check)[] checks =
            [("Schema", options.Schema), ("Confidence", options.Confidence), ("Votes", options.Votes), ("Verifiers", options.Verifiers)];
        foreach (var (name, check) in checks)
        {
            if (!IsShare(check.Sensitivity) || !IsShare(check.Specificity))
            {
                yield return new($"Cascade:{name}:Sensitivity", $"Cascade.{name}.Sensitivity is {check.Sensitivity} and Specificity {check.Specificity}; both must be from 0 to 1.");
            }
        }

        if (options.Confidence.MinScore is { } score && !IsShare(score))
        {
            yield return new("Cascade:Confidence:MinScore", $"Cascade.Confidence.MinScore is {score}; it must be from 0 to 1.");
        }

        if (options.Confidence.MaxEntropy is { } entropy && !(entropy is >= 0 and <= MostEntropy))
        {
            yield return new("Cascade:Confidence:MaxEntropy", $"Cascade.Confidence.MaxEntropy is {entropy}; it must be from 0 to {MostEntropy} nats.");
        }

        if (options.Votes.Count is < 1 or > VoteCheckOptions.Most)
        {
            yield return new("Cascade:Votes:Count", $"Cascade.Votes.Count is {options.Votes.Count}; it must be from 1 (no vote) to {VoteCheckOptions.Most}.");
        }

        if (!(options.Votes.MinAgreement is > 0 and <= 1))
        {
            yield return new("Cascade:Votes:MinAgreement", $"Cascade.Votes.MinAgreement is {options.Votes.MinAgreement}; it must be greater than 0 and at most 1.");
        }

        if (!ModelLimitsCheck.IsTimeout(options.Verifiers.Timeout))
        {
            yield return new("Cascade:Verifiers:Timeout", $"Cascade.Verifiers.Timeout is {options.Verifiers.Timeout}; it must be greater than 0 and at most {ModelLimitsCheck.LongestWait.Days} days, or infinite.");
        }
    }

    private static bool IsShare(double value) => value is >= 0 and <= 1;
}

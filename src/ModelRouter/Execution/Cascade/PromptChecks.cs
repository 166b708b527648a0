using Microsoft.Extensions.AI;

namespace ModelRouter;

/// <summary>The checks for answers to one request.</summary>
/// <param name="Options">The thresholds and figures of all checks.</param>
/// <param name="Format">The JSON format that answers have to fit; <see langword="null"/> for none.</param>
/// <param name="Verifiers">The verifiers that can check them.</param>
/// <param name="Answers">How many answers of the model are compared; 1 for none.</param>
internal readonly record struct PromptChecks(CascadeOptions Options, ChatResponseFormatJson? Format, IAnswerVerifier[] Verifiers, int Answers)
{
    internal const string Complete = "complete";
    internal const string Schema = "schema";
    internal const string Confidence = "confidence";
    internal const string Votes = "votes";

    /// <summary>True if there may be a check for some model's answer.</summary>
    internal bool Any => Format is not null || Verifiers.Length > 0 || Answers > 1 || Options.Confidence.IsEnabled;

    internal static string NameOf(IAnswerVerifier verifier) => $"verifier:{verifier.Name}";

    /// <summary>What the checks of one model's answers are expected to find out together; <see langword="null"/> if there is none.</summary>
    /// <remarks>An answer passes if it passes all, and checks are taken to err independently.</remarks>
    internal CheckForecast? ForecastFor(ModelEndpoint endpoint)
    {
        var (missed, passed, any) = (1.0, 1.0, false);
        foreach (var (_, figures) in ChecksOf(endpoint))
        {
            missed *= 1 - figures.Sensitivity;
            passed *= figures.Specificity;
            any = true;
        }

        return any ? new(1 - missed, passed, Answers) : null;
    }

    /// <summary>Their names, in the order in which they are made.</summary>
    internal IReadOnlyList<string> NamesFor(ModelEndpoint endpoint) => [.. ChecksOf(endpoint).Select(static check => check.Name)];

    private IEnumerable<(string Name, AnswerCheckOptions Figures)> ChecksOf(ModelEndpoint endpoint)
    {
        if (Format is not null)
        {
            yield return (Schema, Options.Schema);
        }

        if (Options.Confidence.IsEnabled && endpoint.TellsConfidence)
        {
            yield return (Confidence, Options.Confidence);
        }

        foreach (var verifier in Verifiers)
        {
            yield return (NameOf(verifier), Options.Verifiers);
        }

        if (Answers > 1)
        {
            yield return (Votes, Options.Votes);
        }
    }
}

using ModelRouter.Evaluation;

namespace ModelRouter.Cli;

/// <summary>How good a prompt's verdicts are.</summary>
internal sealed record PromptFigures
{
    private PromptFigures(PromptStudy study) => Study = study;

    public PromptStudy Study { get; }

    /// <summary>Requests that were made.</summary>
    public required int Asked { get; init; }

    /// <summary>Questions that they were about: the observations.</summary>
    public required int Questions { get; init; }

    /// <summary>Share of requests with the right verdict. One without a verdict, and one that nobody answered, is wrong.</summary>
    public required Interval Accuracy { get; init; }

    /// <summary>Share of requests that no model answered.</summary>
    public required double Unanswered { get; init; }

    /// <summary>Share of answers without a verdict.</summary>
    public required double Unparsable { get; init; }

    /// <summary>Share of the verdicts that are the study's <see cref="PromptStudy.First"/>: half, where nothing but the content counts. <see langword="null"/> where there is none such.</summary>
    public Interval? First { get; init; }

    /// <summary>Models that answered.</summary>
    public required IReadOnlyList<string> Models { get; init; }

    /// <summary>US dollars of all attempts.</summary>
    public required decimal Cost { get; init; }

    /// <summary>True if the whole interval is above chance.</summary>
    public bool IsBetterThanChance => Accuracy.Low > Study.Chance;

    /// <summary>Works the figures out.</summary>
    /// <param name="study">The study.</param>
    /// <param name="replies">What came of its cases, in their order; <see langword="null"/> for those that weren't asked.</param>
    /// <param name="cost">US dollars.</param>
    internal static PromptFigures Of(PromptStudy study, IReadOnlyList<PromptReply?> replies, decimal cost)
    {
        var asked = study.Cases.Zip(replies).Where(static pair => pair.Second is not null).Select(static pair => (Case: pair.First, Reply: pair.Second!)).ToList();
        var questions = asked.GroupBy(static pair => pair.Case.Question).ToList();
        var verdicts = asked.Where(static pair => pair.Reply.Verdict is not null).ToList();
        var answered = asked.Count(static pair => pair.Reply.IsAnswered);
        return new(study)
        {
            Asked = asked.Count,
            Questions = questions.Count,

            // Both requests about a question may be right for the same reason, so they count as one observation, right in part if they differ: an interval
            // that is rather too wide.
            Accuracy = WilsonInterval.Of(questions.Sum(static q => q.Average(static pair => pair.Reply.Verdict == pair.Case.Expected ? 1.0 : 0)), questions.Count),
            Unanswered = asked.Count == 0 ? 0 : 1 - ((double)answered / asked.Count),
            Unparsable = answered == 0 ? 0 : 1 - ((double)verdicts.Count / answered),
            First = study.First is null ? null : WilsonInterval.Of(verdicts.Count(pair => pair.Reply.Verdict == study.First), verdicts.Count),
            Models = [.. asked.Select(static pair => pair.Reply.Model).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            Cost = cost,
        };
    }
}

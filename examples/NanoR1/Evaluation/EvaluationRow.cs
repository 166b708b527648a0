using System.Globalization;

namespace NanoR1;

/// <summary>A line of the result: one group, or several together.</summary>
/// <param name="Family">Task family, or <c>all</c>.</param>
/// <param name="Language">ISO 639-1, or <c>all</c>.</param>
/// <param name="Split">Such as <c>fresh-problems</c>.</param>
/// <param name="Count">Questions.</param>
/// <param name="Right">Right answers.</param>
/// <param name="Formatted">Answers in which thought and answer are apart.</param>
internal sealed record EvaluationRow(string Family, string Language, string Split, int Count, int Right, int Formatted)
{
    /// <summary>Share of right answers, 0 to 1.</summary>
    public double Accuracy => (double)Right / Count;

    /// <summary>Bounds of the accuracy, 0 to 1, at 95% confidence.</summary>
    public WilsonInterval Interval => WilsonInterval.Of(Right, Count);

    /// <summary>Share of answers in which thought and answer are apart, 0 to 1.</summary>
    public double Format => (double)Formatted / Count;

    /// <summary>Titles of <see cref="Cells"/>.</summary>
    public static IReadOnlyList<string> Titles { get; } = ["family", "language", "split", "right", "accuracy", "95% interval", "format"];

    /// <summary>A row for each group, then, for each split of several groups, one for all of them.</summary>
    public static IReadOnlyList<EvaluationRow> Of(IReadOnlyList<EvaluationGroup> groups) =>
    [
        .. groups.Select(group => Sum(group.Family, group.Language, [group])),
        .. groups.GroupBy(group => group.Split).Where(split => split.Count() > 1).Select(split => Sum("all", "all", [.. split])),
    ];

    /// <summary>The row as text.</summary>
    public IReadOnlyList<string> Cells() =>
    [
        Family, Language, Split,
        Text($"{Right}/{Count}"), Percent(Accuracy), Text($"{Percent(Interval.Low)} to {Percent(Interval.High)}"), Percent(Format),
    ];

    private static EvaluationRow Sum(string family, string language, EvaluationGroup[] groups) => new(
        family,
        language,
        SplitNames.Of(groups[0].Split),
        groups.Sum(group => group.Exercises.Count),
        groups.Sum(group => group.Right),
        groups.Sum(group => group.Formatted));

    private static string Percent(double share) => Text($"{100 * share:F1}%");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

using System.Globalization;
using ModelRouter.Evaluation;

namespace ModelRouter.Cli;

/// <summary>An evaluation's figures for people; with their 95% intervals.</summary>
internal static class EvalText
{
    /// <summary>What stands in parentheses, where one of the groups held out tells nothing of how much they differ.</summary>
    internal static string Intervals(RowGrouping? heldOut, int? groups, bool hasSlices) => heldOut is not { } by ? "in parentheses: 95% intervals"
        : Intervals(groups ?? 0, Whole(by))
            + (!hasSlices ? "" : groups == 1 ? "; in parentheses: those of slices, 95% over prompts" : ", of slices over prompts");

    /// <summary>What one trial with folds doesn't tell: what was learned depends on the groups that it was learned from.</summary>
    internal static string OneDivision(RowGrouping by) => $"one division of the {Whole(by)} into folds; another --seed divides them otherwise, and --labels 0,50 --draws 5 takes the mean over five.";

    internal static string Intervals(int groups, string whole) =>
        groups == 1 ? $"no intervals, which take more than one of the {whole}" : $"in parentheses: 95% intervals over {groups:#,0} whole {whole}";

    /// <summary><c>0.582 (0.561 to 0.603)</c>.</summary>
    internal static string Score(Interval? figure) => figure is { } f && double.IsFinite(f.Estimate) ? Three(f.Estimate) + Between(f, Three) : "-";

    /// <summary><c>+0.021 (-0.003 to +0.045)</c>.</summary>
    internal static string Difference(Interval? figure) =>
        figure is { } f && double.IsFinite(f.Estimate) ? Signed(f.Estimate) + Between(f, Signed) : "-";

    /// <summary><c>31.2% (28.0 to 35.1)</c>; infinite is never.</summary>
    internal static string Percent(Interval? figure) => figure switch
    {
        { } f when double.IsPositiveInfinity(f.Estimate) => "never",
        { } f when double.IsFinite(f.Estimate) => $"{One(f.Estimate)}%{Between(f, One)}",
        _ => "-",
    };

    internal static string Percent(double share) => double.IsFinite(share) ? $"{One(share)}%" : "-";

    /// <summary>For a thousand prompts.</summary>
    internal static string PerThousand(decimal cost) => ReportText.Dollars(decimal.Round(cost * 1_000, 4));

    internal static string PerThousand(Interval cost) =>
        PerThousand((decimal)cost.Estimate) + Between(cost, static dollars => $"{decimal.Round((decimal)dollars * 1_000, 4):#,0.00##}");

    /// <summary>What a way of choosing is called where there is room.</summary>
    internal static string Way(string name) => name switch
    {
        "router" => "router",
        "nearest" => "nearest labelled prompts",
        "length" => "prompt length",
        "random" => "by lot",
        _ => "oracle (known afterwards)",
    };

    internal static string Labels(int labels) => labels == 0 ? "no labels" : $"{labels:#,0} labels";

    private static string Whole(RowGrouping by) => by == RowGrouping.Language ? "languages" : $"{GroupOption.Word(by)}s";

    /// <summary>Nothing where the interval isn't known. It has spaces, at which narrow tables break it.</summary>
    private static string Between(Interval figure, Func<double, string> text) =>
        double.IsNaN(figure.Low) ? "" : $" ({text(figure.Low)} to {text(figure.High)})";

    private static string Signed(double value) => value.ToString("+0.000;-0.000;0.000", CultureInfo.InvariantCulture);

    private static string Three(double value) => double.IsFinite(value) ? value.ToString("0.000", CultureInfo.InvariantCulture) : "-";

    private static string One(double share) => double.IsPositiveInfinity(share) ? "never" : double.IsFinite(share) ? (share * 100).ToString("0.0", CultureInfo.InvariantCulture) : "-";
}

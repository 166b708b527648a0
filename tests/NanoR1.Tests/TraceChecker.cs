using System.Globalization;
using System.Text.RegularExpressions;

namespace NanoR1.Tests;

/// <summary>Works every line of a scratchpad out again, without the code that wrote it.</summary>
internal static partial class TraceChecker
{
    /// <summary>Fails on a line that states something false or that no known form explains.</summary>
    public static void Check(string trace)
    {
        foreach (var line in trace.TrimEnd('\n').Split('\n'))
        {
            if (Heading().IsMatch(line))
            {
                continue;
            }

            if (Division().Match(line) is { Success: true } division)
            {
                var (a, b) = (Number(division, "a"), Number(division, "b"));
                Assert.True(a / b == Number(division, "quotient") && a % b == Number(division, "remainder"), line);
            }
            else if (DivisionStep().Match(line) is { Success: true } step)
            {
                var (product, rest) = (Number(step, "product"), Number(step, "rest"));
                Assert.True(Number(step, "b") * Number(step, "digit") == product && product + rest == Number(step, "value") && rest < Number(step, "b"), line);
            }
            else if (Comparison().Match(line) is { Success: true } comparison)
            {
                var expected = Number(comparison, "a").CompareTo(Number(comparison, "b")) switch { < 0 => "<", > 0 => ">", _ => "=" };
                Assert.True(expected == comparison.Groups["sign"].Value, line);
            }
            else
            {
                var equation = Equation().Match(line);
                Assert.True(equation.Success, $"Not understood: '{line}' in\n{trace}");
                Assert.True(Value(equation.Groups["left"].Value) == Value(equation.Groups["right"].Value), line);
            }
        }
    }

    /// <summary>Value of sums of products.</summary>
    private static int Value(string expression) =>
        Term().Matches(expression).Sum(term => (term.Value[0] == '-' ? -1 : 1)
            * term.Value.TrimStart('+', '-').Split('*').Aggregate(1, (product, factor) => product * int.Parse(factor, CultureInfo.InvariantCulture)));

    private static int Number(Match match, string group) => int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^\d+([-+/]\d+|(\*\d+)+):$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Heading();

    [GeneratedRegex(@"^(?<a>\d+)/(?<b>\d+)=(?<quotient>\d+)r(?<remainder>\d+)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Division();

    [GeneratedRegex(@"^(?<value>\d+):(?<b>\d+)\*(?<digit>\d)=(?<product>\d+)\+(?<rest>\d+) \d+$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex DivisionStep();

    [GeneratedRegex(@"^((?<a>\d+)(?<sign>[<>=])(?<b>\d+)|(len )?(?<a>\d)(?<b>\d)(?<sign>[<>=]))$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Comparison();

    [GeneratedRegex(@"^(?<left>[\d+*-]+)=(?<right>[\d+*-]+)( \d+)?$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Equation();

    [GeneratedRegex(@"[+-]?\d+(\*\d+)*", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Term();
}

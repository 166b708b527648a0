using System.Text;
using System.Text.Json;
using ModelRouter.Evaluation;

namespace ModelRouter.Cli.Tests;

/// <summary>An evaluation's figures in words and JSON, where an interval isn't known.</summary>
public class EvalTextTests
{
    [Fact]
    public void What_has_no_interval_has_no_parentheses()
    {
        Assert.Equal("0.500", EvalText.Score(Alone(0.5)));
        Assert.Equal("0.500 (0.400 to 0.600)", EvalText.Score(new(0.5, 0.4, 0.6)));
        Assert.Equal("50.0%", EvalText.Percent(Alone(0.5)));
        Assert.Equal("never", EvalText.Percent(Alone(double.PositiveInfinity)));
        Assert.Equal("50.0% (40.0 to never)", EvalText.Percent(new Interval(0.5, 0.4, double.PositiveInfinity)));
        Assert.Equal("+0.021", EvalText.Difference(Alone(0.021)));
        Assert.Equal("+0.021 (-0.003 to +0.045)", EvalText.Difference(new(0.021, -0.003, 0.045)));
        Assert.Equal(EvalText.PerThousand(0.001m), EvalText.PerThousand(Alone(0.001)));
        Assert.EndsWith(" (0.50 to 1.50)", EvalText.PerThousand(new Interval(0.001, 0.0005, 0.0015)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, null, true, "in parentheses: 95% intervals")]
    [InlineData(RowGrouping.Subset, 58, false, "in parentheses: 95% intervals over 58 whole subsets")]
    [InlineData(RowGrouping.Benchmark, 1_234, true, "in parentheses: 95% intervals over 1,234 whole benchmarks, of slices over prompts")]
    [InlineData(RowGrouping.Language, 2, false, "in parentheses: 95% intervals over 2 whole languages")]
    [InlineData(RowGrouping.Subset, 1, false, "no intervals, which take more than one of the subsets")]
    [InlineData(RowGrouping.Subset, 1, true, "no intervals, which take more than one of the subsets; in parentheses: those of slices, 95% over prompts")]
    public void The_note_tells_over_how_many_groups_intervals_are(RowGrouping? heldOut, int? groups, bool hasSlices, string expected) =>
        Assert.Equal(expected, EvalText.Intervals(heldOut, groups, hasSlices));

    [Theory]
    [InlineData(double.NaN, double.NaN, "whether it is better than best alone can't be told from one task.")]
    [InlineData(0.1, 0.2, "more accurate and cheaper than best alone, whether or not wrong answers agree.")]
    [InlineData(-0.1, 0.2, "not both more accurate and cheaper than best alone.")]
    public void A_team_is_better_only_by_an_interval(double low, double high, string expected)
    {
        var bound = new DeliberationBound(Alone(0.9), Alone(0.001), new(0.15, low, high), new(0.5, low / 2, high / 2), Alone(0));
        Assert.Equal(expected, DeliberationReportTable.Verdict(new("cheaper", true, new(["a"], null, "b", false), bound, bound), "best"));
    }

    [Fact]
    public void JSON_has_null_for_the_ends_that_are_not_known()
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            EvalJson.Write(json, "apgr", Alone(0.5));
            EvalJson.WriteHeldOut(json, RowGrouping.Language, 1);
            json.WriteEndObject();
        }

        Assert.Equal("""{"apgr":{"estimate":0.5,"low":null,"high":null},"held_out":"lang","held_out_groups":1}""", Encoding.UTF8.GetString(stream.ToArray()));
    }

    private static Interval Alone(double estimate) => new(estimate, double.NaN, double.NaN);
}

using System.Globalization;
using System.Text.RegularExpressions;

namespace NanoR1.Tests;

/// <summary>Holds the exercises against the published rules in floating point, read from the question's own words.</summary>
public sealed partial class MachineDiagnosisTests
{
    private static readonly MachineDiagnosis Family = new();

    public static TheoryData<string, int> LanguagesAndSplits => new(
        from language in (string[])["en", "ko"] from split in Enum.GetValues<Split>() select (language, (int)split));

    [Theory]
    [MemberData(nameof(LanguagesAndSplits))]
    public void Answers_follow_from_the_question_by_the_published_rules(string language, int split)
    {
        foreach (var exercise in Exercises(language, (Split)split, 2_000))
        {
            Assert.Equal(Diagnose(exercise), exercise.Answer);
        }
    }

    [Theory]
    [MemberData(nameof(LanguagesAndSplits))]
    public void Every_step_of_a_thought_is_right(string language, int split)
    {
        foreach (var exercise in Exercises(language, (Split)split, 500))
        {
            Assert.All(Product().Matches(exercise.Thought).Select(Numbers), n => Assert.Equal(n[3], (n[0] * n[1]) + n[2]));
            Assert.All(Sum().Matches(exercise.Thought).Select(Numbers), n => Assert.Equal(n[3], n[0] + n[1] + n[2]));
            Assert.All(Difference().Matches(exercise.Thought).Select(Numbers), n => Assert.Equal(n[3] - (10 * n[4]), n[0] - n[1] - n[2]));
            Assert.All(Comparison().Matches(exercise.Thought), match => Assert.Equal(
                match.Groups[2].Value[0],
                (int.Parse(match.Groups[1].Value) - int.Parse(match.Groups[3].Value)) switch { < 0 => '<', > 0 => '>', _ => '=' }));
            foreach (Match problem in Multiplication().Matches(exercise.Thought))
            {
                // The product is compared at the end of the next three lines: ones, tens, sum.
                var numbers = Numbers(problem);
                var lines = exercise.Thought[problem.Index..].Split('\n');
                Assert.EndsWith($" {numbers[0] * (numbers[1] % 10)}", lines[1], StringComparison.Ordinal);
                Assert.EndsWith($" {numbers[0] * (numbers[1] / 10)}", lines[2], StringComparison.Ordinal);
                Assert.Matches($@" {numbers[0] * numbers[1]}[<>=]\d+$|=\d\d {numbers[0] * numbers[1]}[<>=]3342 ", lines[3]);
            }
        }
    }

    [Theory]
    [MemberData(nameof(LanguagesAndSplits))]
    public void Answers_are_balanced_and_exercises_short(string language, int split)
    {
        var exercises = Exercises(language, (Split)split, 1_000).ToList();
        Assert.All(exercises.GroupBy(exercise => exercise.Answer, StringComparer.Ordinal), group => Assert.InRange(group.Count(), 150, 250));
        Assert.Equal(5, exercises.Select(exercise => exercise.Answer).Distinct(StringComparer.Ordinal).Count());
        Assert.All(exercises, exercise => Assert.InRange(
            ByteTokenizer.Prompt(exercise.Prompt).Length + ByteTokenizer.Completion(exercise.Thought, exercise.Answer).Length, 1, 480));
    }

    [Fact]
    public void Whole_numbers_decide_exactly_as_watts_do()
    {
        for (var torque = 10; torque <= 99; torque++)
        {
            for (var speed = 1000; speed <= 3000; speed += 10)
            {
                var watts = torque * speed * 2 * Math.PI / 60;
                var reading = new MachineReading('L', 3000, 3100, speed, torque, 0);
                Assert.Equal(watts is < 3500 or > 9000, reading.Failure == MachineFailure.Power);
            }
        }
    }

    [Fact]
    public void No_torque_of_two_digits_overstrains_a_fresh_tool() =>
        Assert.True(MachineReading.FreshTool * 99 <= new MachineReading('L', 3000, 3100, 1500, 40, 0).MostStrain);

    [Fact]
    public void Training_never_sees_a_problem_of_the_other_splits()
    {
        var random = new Random(5);
        foreach (var failure in Enum.GetValues<MachineFailure>())
        {
            Assert.False(HeldOut.Contains(MachineReadings.Draw(random, Split.Training, failure).Canonical));
            Assert.True(HeldOut.Contains(MachineReadings.Draw(random, Split.FreshProblems, failure).Canonical));
            Assert.True(HeldOut.Contains(MachineReadings.Draw(random, Split.FreshPhrasings, failure).Canonical));
        }
    }

    private static IEnumerable<Exercise> Exercises(string language, Split split, int count)
    {
        var random = new Random(1);
        return Enumerable.Range(0, count).Select(_ => Family.Create(random, split, language));
    }

    private static string Diagnose(Exercise exercise)
    {
        var temperatures = Decimal().Matches(exercise.Prompt).Select(match => double.Parse(match.Value, CultureInfo.InvariantCulture)).ToArray();
        Assert.True(temperatures.Length == 2, exercise.Prompt);
        var whole = Whole().Matches(exercise.Prompt).Select(match => int.Parse(match.Value)).ToList();
        Assert.True(whole.Count == 3, exercise.Prompt);
        var speed = whole.Max();

        // Which of the two small numbers is the wear is what the thought says first; the other one is the torque.
        var wear = int.Parse(Whole().Match(exercise.Thought).Value);
        Assert.True(whole.Remove(wear) && whole.Remove(speed));
        var quality = Assert.Single(Quality().Matches(exercise.Prompt)).Value;
        var watts = whole[0] * speed * 2 * Math.PI / 60;
        var strain = quality switch { "L" => 11_000, "M" => 12_000, _ => 13_000 };
        var heat = Math.Round(temperatures.Max() - temperatures.Min(), 1) < 8.6 && speed < 1380;
        var english = wear >= 200 ? "tool wear failure" : heat ? "heat dissipation failure" : watts is < 3500 or > 9000 ? "power failure"
            : wear * whole[0] > strain ? "overstrain failure" : "no failure";
        return exercise.Language == "en" ? english : english switch
        {
            "tool wear failure" => "공구 마모 고장",
            "heat dissipation failure" => "방열 고장",
            "power failure" => "전력 고장",
            "overstrain failure" => "과부하 고장",
            _ => "고장 없음",
        };
    }

    private static int[] Numbers(Match match) => [.. match.Groups.Values.Skip(1).Select(group => int.Parse(group.Value))];

    [GeneratedRegex(@"\d+\.\d", RegexOptions.None, 10_000)]
    private static partial Regex Decimal();

    [GeneratedRegex(@"(?<![\d.])\d+(?!\d|\.\d)", RegexOptions.None, 10_000)]
    private static partial Regex Whole();

    [GeneratedRegex("(?<![A-Za-z])[LMH](?![A-Za-z])", RegexOptions.None, 10_000)]
    private static partial Regex Quality();

    [GeneratedRegex(@"(?<a>\d)\*(?<b>\d)\+(?<c>\d)=(?<d>\d\d)", RegexOptions.None, 10_000)]
    private static partial Regex Product();

    [GeneratedRegex(@"(?<!\*)(?<a>\d)\+(?<b>\d)\+(?<c>\d)=(?<d>\d\d)", RegexOptions.None, 10_000)]
    private static partial Regex Sum();

    [GeneratedRegex(@"(?<a>\d)-(?<b>\d)-(?<c>\d)=(?<d>\d)-(?<e>\d)", RegexOptions.None, 10_000)]
    private static partial Regex Difference();

    [GeneratedRegex(@"(?<= )(?<a>\d+)(?<b>[<>=])(?<c>\d+)", RegexOptions.None, 10_000)]
    private static partial Regex Comparison();

    [GeneratedRegex(@"(?<a>\d{3})\*(?<b>\d\d)\n", RegexOptions.None, 10_000)]
    private static partial Regex Multiplication();
}

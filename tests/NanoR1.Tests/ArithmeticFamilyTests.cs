using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace NanoR1.Tests;

/// <summary>Checks the arithmetic families by working the answers out again from the prompts' numbers and the thoughts' first lines.</summary>
public partial class ArithmeticFamilyTests
{
    public static TheoryData<string, string> FamiliesAndLanguages
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var family in TaskFamilies.Arithmetic)
            {
                data.Add(family.Name, "en");
                data.Add(family.Name, "ko");
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(FamiliesAndLanguages))]
    public void Exercises_are_right_in_all_splits(string name, string language)
    {
        var family = Find(name);
        foreach (var split in Enum.GetValues<Split>())
        {
            var random = new Random(7);
            for (var index = 0; index < 2_000; index++)
            {
                var exercise = family.Create(random, split, language);
                Assert.Equal((name, language), (exercise.Family, exercise.Language));
                Assert.DoesNotMatch(@"[\[\]{}|]|  | [.,:!]|^\s|\s$", exercise.Prompt);
                Assert.True(family.IsRight(exercise, Solve(exercise)), $"{exercise}");
                Assert.True(Length(exercise) <= 480, $"{exercise}");
                CheckThought(exercise);
            }
        }
    }

    [Theory]
    [MemberData(nameof(FamiliesAndLanguages))]
    public void No_problem_of_training_is_evaluated(string name, string language)
    {
        var training = Problems(Split.Training);
        var fresh = Problems(Split.FreshProblems);
        fresh.UnionWith(Problems(Split.FreshPhrasings));
        Assert.True(fresh.Count > 300, $"{fresh.Count} problems");
        Assert.Empty(fresh.Intersect(training, StringComparer.Ordinal));

        // Numbers in order, as a swapped pair would be the same work; a division's can't be swapped.
        HashSet<string> Problems(Split split)
        {
            var random = new Random(3);
            return Enumerable.Range(0, 5_000).Select(_ => Numbers(Heading(Find(name).Create(random, split, language))))
                .Select(numbers => string.Join(',', (string.Equals(name, "division", StringComparison.Ordinal) ? numbers.AsEnumerable() : numbers.Order()).Select(number => Invariant($"{number}"))))
                .ToHashSet(StringComparer.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(FamiliesAndLanguages))]
    public void Fresh_phrasings_are_not_those_of_training(string name, string language)
    {
        var training = Wordings(Split.Training, 10_000);
        var fresh = Wordings(Split.FreshPhrasings, 2_000);
        Assert.True(training.Count > 150, $"{training.Count} wordings");
        Assert.True(fresh.Count >= 8, $"{fresh.Count} wordings");
        Assert.Empty(fresh.Intersect(training, StringComparer.Ordinal));

        HashSet<string> Wordings(Split split, int count)
        {
            var random = new Random(5);
            return Enumerable.Range(0, count).Select(_ => Digits().Replace(Find(name).Create(random, split, language).Prompt, "#"))
                .ToHashSet(StringComparer.Ordinal);
        }
    }

    private static ITaskFamily Find(string name) => TaskFamilies.Arithmetic.Single(family => string.Equals(family.Name, name, StringComparison.Ordinal));

    private static string Heading(Exercise exercise) => exercise.Thought.Split('\n')[0];

    private static int[] Numbers(string text) => [.. Digits().Matches(text).Select(match => int.Parse(match.Value, CultureInfo.InvariantCulture))];

    private static int Length(Exercise exercise) =>
        ByteTokenizer.Prompt(exercise.Prompt).Length + ByteTokenizer.Completion(exercise.Thought, exercise.Answer).Length;

    /// <summary>The answer by other means, after holding the heading against the prompt.</summary>
    private static string Solve(Exercise exercise)
    {
        var heading = Heading(exercise);
        var numbers = Numbers(heading);
        Assert.Equal(numbers.Order(), Numbers(exercise.Prompt).Order());
        var (a, b) = (numbers[0], numbers[1]);
        var korean = string.Equals(exercise.Language, "ko", StringComparison.Ordinal);
        switch (exercise.Family)
        {
            case "addition": return Invariant($"{a + b}");
            case "subtraction": return Invariant($"{a - b}");
            case "multiplication": return Invariant($"{a * b}");
            case "division":
                return a % b == 0 ? Invariant($"{a / b}") : korean ? Invariant($"몫 {a / b}, 나머지 {a % b}") : Invariant($"{a / b} remainder {a % b}");
            case "comparison":
                var larger = heading.StartsWith("larger", StringComparison.Ordinal);
                Assert.Equal(larger, !Regex.IsMatch(exercise.Prompt, "small|low|less|least|작", RegexOptions.None, TimeSpan.FromSeconds(1)));
                return a == b ? (korean ? "같음" : "equal") : Invariant($"{(larger ? Math.Max(a, b) : Math.Min(a, b))}");
            default:
                var up = heading.StartsWith("sort up", StringComparison.Ordinal);
                return string.Join(", ", (up ? numbers.Order() : numbers.OrderDescending()).Select(number => Invariant($"{number}")));
        }
    }

    private static void CheckThought(Exercise exercise)
    {
        Assert.False(exercise.Thought.EndsWith('\n'));
        var lines = exercise.Thought.Split('\n');
        switch (exercise.Family)
        {
            case "sorting":
                Assert.Equal(exercise.Answer, lines[^1]);
                foreach (var line in lines[1..^1])
                {
                    CheckSelection(line, lines[0].StartsWith("sort up", StringComparison.Ordinal));
                }

                break;
            case "comparison":
                TraceChecker.Check(string.Join('\n', lines[1..^1]));
                Assert.Equal($"{lines[0].Split(' ')[0]} {exercise.Answer.Replace("같음", "equal", StringComparison.Ordinal)}", lines[^1]);
                break;
            case "division":
                TraceChecker.Check(exercise.Thought);
                var result = Numbers(lines[^1])[2..];
                Assert.Equal(result[1] == 0 ? result[..1] : result, Numbers(exercise.Answer));
                break;
            default:
                TraceChecker.Check(exercise.Thought);
                Assert.Equal($"{lines[0].TrimEnd(':')}={exercise.Answer}", lines[^1]);
                break;
        }
    }

    /// <summary>A line such as <c>A045 B012 C310:A045B012=>> B012C310&lt;&lt;>=12</c>: the best so far meets each of the others in order.</summary>
    private static void CheckSelection(string line, bool up)
    {
        var (list, rest) = (line.Split(':')[0].Split(' '), line.Split(':')[1]);
        var result = rest[(rest.LastIndexOf('=') + 1)..];
        var meetings = list.Length == 1 ? [] : rest[..^(result.Length + 1)].Split(' ');
        var best = list[0];
        Assert.Equal(list.Length - 1, meetings.Length);
        foreach (var (meeting, other) in meetings.Zip(list[1..]))
        {
            Assert.Equal((best, other), (meeting[..4], meeting[4..8]));
            Assert.Equal(string.Concat(best[1..].Zip(other[1..], static (x, y) => x < y ? '<' : x > y ? '>' : '=')), meeting[8..]);
            best = string.CompareOrdinal(other[1..], best[1..]) is var order && (up ? order < 0 : order > 0) ? other : best;
        }

        Assert.Equal(result, best[1..].TrimStart('0') is { Length: > 0 } digits ? digits : "0");
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);

    [GeneratedRegex(@"\d+", RegexOptions.None, 1000)]
    private static partial Regex Digits();
}

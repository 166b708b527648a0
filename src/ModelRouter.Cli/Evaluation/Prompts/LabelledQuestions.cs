using System.Globalization;

namespace ModelRouter.Cli;

/// <summary>Questions whose answers can be checked exactly: calculations, letters, dates. Drawn from a seed, so there are no files that a model could have learned.</summary>
internal static class LabelledQuestions
{
    private static readonly string[] Words =
    [
        "strawberry", "parallel", "committee", "balloon", "engineer", "mississippi", "assessment", "bookkeeper", "raspberry", "possession", "tomorrow", "cinnamon",
        "harmony", "planet", "journey", "castle", "window", "silver", "copper", "thunder", "lantern", "marble", "orchard", "velvet",
    ];

    /// <summary>So many questions, each once, of all kinds in turn.</summary>
    internal static IReadOnlyList<LabelledQuestion> Draw(int seed, int count)
    {
        var random = new Random(seed);
        var kinds = (Func<Random, LabelledQuestion>[])[Sum, Letters, Weekday, Product, Backwards, DaysBetween, Difference, DateAfter];
        var drawn = new List<LabelledQuestion>(count);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (drawn.Count < count)
        {
            if (kinds[drawn.Count % kinds.Length](random) is var question && seen.Add(question.Question))
            {
                drawn.Add(question);
            }
        }

        return drawn;
    }

    private static LabelledQuestion Sum(Random random)
    {
        var (a, b) = (random.Next(100, 10_000), random.Next(100, 10_000));
        return OfNumber($"What is {a} + {b}?", a + b, random);
    }

    private static LabelledQuestion Difference(Random random)
    {
        var (a, b) = (random.Next(1_000, 10_000), random.Next(100, 1_000));
        return OfNumber($"What is {a} - {b}?", a - b, random);
    }

    private static LabelledQuestion Product(Random random)
    {
        var (a, b) = (random.Next(12, 100), random.Next(12, 100));
        return OfNumber($"What is {a} × {b}?", a * b, random);
    }

    private static LabelledQuestion Letters(Random random)
    {
        // Two of them, so that there are more questions than words.
        var (first, second) = (Words[random.Next(Words.Length)], Words[random.Next(Words.Length)]);
        var letter = first[random.Next(first.Length)];
        var count = $"{first}{second}".Count(c => c == letter);
        return new($"How many times does the letter '{letter}' occur in '{first} {second}'?", $"{count}", $"{count + (count > 1 && random.Next(2) == 0 ? -1 : 1)}");
    }

    private static LabelledQuestion Backwards(Random random)
    {
        var text = $"{Words[random.Next(Words.Length)]}{random.Next(10, 100)}";
        var right = text.ToCharArray();
        Array.Reverse(right);

        // Two neighbours that differ change places.
        var wrong = (char[])right.Clone();
        var at = random.Next(1, right.Length - 1);
        while (wrong[at] == wrong[at - 1])
        {
            at = (at % (right.Length - 1)) + 1;
        }

        (wrong[at], wrong[at - 1]) = (wrong[at - 1], wrong[at]);
        return new($"Spell '{text}' backwards.", new(right), new(wrong));
    }

    private static LabelledQuestion Weekday(Random random)
    {
        var date = Date(random);
        return new(
            $"Which day of the week is {Text(date)}?", $"{date.DayOfWeek}", $"{(DayOfWeek)(((int)date.DayOfWeek + (random.Next(2) == 0 ? 1 : 6)) % 7)}");
    }

    private static LabelledQuestion DaysBetween(Random random)
    {
        var (first, days) = (Date(random), random.Next(20, 400));
        return OfNumber($"How many days after {Text(first)} is {Text(first.AddDays(days))}?", days, random);
    }

    private static LabelledQuestion DateAfter(Random random)
    {
        var (first, days) = (Date(random), random.Next(20, 400));
        var right = first.AddDays(days);
        return new($"Which date is {days} days after {Text(first)}?", Text(right), Text(right.AddDays(random.Next(2) == 0 ? 1 : -1)));
    }

    /// <summary>The wrong number is one step away in one of its digits, so its length gives it away seldom.</summary>
    private static LabelledQuestion OfNumber(string question, int right, Random random)
    {
        var step = right >= 100 ? (int)Math.Pow(10, random.Next(3)) : 1;
        return new(question, $"{right}", $"{right + (random.Next(2) == 0 ? step : -step)}");
    }

    private static DateOnly Date(Random random) => new DateOnly(2000, 1, 1).AddDays(random.Next(0, 365 * 40));

    private static string Text(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

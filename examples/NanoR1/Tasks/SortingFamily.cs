using System.Text;

namespace NanoR1;

/// <summary>Three to five numbers of up to three digits in ascending or descending order.</summary>
internal sealed class SortingFamily : ITaskFamily
{
    private static readonly string[] Up =
    [
        "", " in ascending order", " in increasing order", " from smallest to largest", " from least to greatest", " from low to high", " from small to large",
    ];

    private static readonly string[] Down =
    [
        " in descending order", " in decreasing order", " from largest to smallest", " from greatest to least", " from high to low", " from large to small",
    ];

    public string Name => "sorting";

    public double Weight => 2.5;

    internal static Phrasebook English { get; } = Phrasings.Of("english", "sorting");

    internal static Phrasebook Korean { get; } = Phrasings.Of("korean", "sorting");

    public Exercise Create(Random random, Split split, string language)
    {
        int[] numbers, sorted;
        do
        {
            numbers = new int[random.Next(3, 6)];
            for (var index = 0; index < numbers.Length; index++)
            {
                // Now and then one comes twice.
                numbers[index] = index > 0 && random.Next(12) == 0 ? numbers[random.Next(index)] : Numbers.Draw(random, 3);
            }

            sorted = [.. numbers.Order()];
        }
        while (!HeldOut.Belongs("sort " + string.Join(' ', sorted.Select(Scratchpad.Text)), split));

        var up = random.Next(2) == 0;
        var answer = string.Join(", ", (up ? sorted : sorted.Reverse()).Select(Scratchpad.Text));
        var list = string.Join(random.Next(4) == 0 ? " " : ", ", numbers.Select(Scratchpad.Text));
        var prompt = language == "ko"
            ? Carriers.Say(random, split, language, Korean, KoreanCores.Sorting, ("list", list), ("list을", list + Numbers.Words(numbers[^1], 0)[1].Value[^1]), ("순", KoreanOrder(random, up)), ("차순", up ? "오름차순" : "내림차순"), ("큰", up ? "작은" : "큰"))
            : Carriers.Say(random, split, language, English, EnglishCores.Sorting, [("list", list), .. EnglishOrder(random, up)]);
        return new(Name, language, Manners.Vary(random, split, language, prompt), Thought(numbers, up) + answer, answer);
    }

    /// <summary>Takes the first number in order out of what is left, again and again. Behind the colon the best so far meets one number after
    /// the other, <c>A462E931&lt;>></c>: three digits each with the sign of each pair, whose first that is not equal decides. Every number has a
    /// label, since which one is meant must be seen from its first byte.</summary>
    private static string Thought(int[] numbers, bool up)
    {
        var lines = new StringBuilder(up ? "sort up " : "sort down ").AppendJoin(' ', numbers.Select(Scratchpad.Text)).Append('\n');
        for (var left = numbers.Index().ToList(); left.Count > 0;)
        {
            var best = left[0];
            lines.AppendJoin(' ', left.Select(Labelled)).Append(':');
            foreach (var (turn, item) in left.Skip(1).Index())
            {
                lines.Append(turn > 0 ? " " : "").Append(Labelled(best)).Append(Labelled(item)).Append(Signs(best.Item, item.Item));
                best = (up ? item.Item < best.Item : item.Item > best.Item) ? item : best;
            }

            lines.Append('=').Append(Scratchpad.Text(best.Item)).Append('\n');
            left.Remove(best);
        }

        return lines.ToString();
    }

    private static string Signs(int a, int b) =>
        $"{Scratchpad.Sign(a / 100, b / 100)}{Scratchpad.Sign(a / 10 % 10, b / 10 % 10)}{Scratchpad.Sign(a % 10, b % 10)}";

    private static string Labelled((int Place, int Number) item) => $"{Spelling.Label(item.Place)}{Scratchpad.Text(item.Number).PadLeft(3, '0')}";

    private static (string Name, string Value)[] EnglishOrder(Random random, bool up)
    {
        var order = up ? Up[random.Next(Up.Length)] : Down[random.Next(Down.Length)];
        string[] words = up ? ["ascending", "increasing"] : ["descending", "decreasing"];
        string[] first = up ? ["smallest", "lowest", "least"] : ["largest", "highest", "biggest"];
        return [("order", order), ("asc", words[random.Next(2)]), ("first", first[random.Next(3)])];
    }

    private static string KoreanOrder(Random random, bool up)
    {
        string[] orders = up
            ? ["오름차순으로", "작은 수부터", "작은 것부터", "작은 순서로", "작은 순으로", "작은 수부터 큰 수 순으로"]
            : ["내림차순으로", "큰 수부터", "큰 것부터", "큰 순서로", "큰 순으로", "큰 수부터 작은 수 순으로"];
        return orders[random.Next(orders.Length)];
    }
}

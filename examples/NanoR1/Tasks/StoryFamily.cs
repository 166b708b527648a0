using static NanoR1.Scratchpad;

namespace NanoR1;

/// <summary>Word problems of one step or two. The thought begins with the facts in the order of the story, then
/// puts them into an equation, after which the story is not needed.</summary>
internal sealed class StoryFamily : ITaskFamily
{
    private static readonly string[] Men = ["Tom", "Sam", "Ben", "Jack", "Leo", "Max", "Omar", "Paul", "Alex", "David"];
    private static readonly string[] Women = ["Anna", "Mina", "Lucy", "Sara", "Emma", "Nora", "Julia", "Ella", "Rita", "Maria"];
    private static readonly string[] Things = ["apples", "books", "coins", "cards", "marbles", "pencils", "stickers", "eggs", "cookies", "balls", "stamps", "flowers", "oranges", "toys", "candies", "shells", "stones", "cups", "photos", "buttons"];
    private static readonly string[] Boxes = ["boxes", "bags", "baskets", "packs", "jars", "bowls", "crates", "drawers"];
    private static readonly string[] KoreanNames = ["민수", "지수", "영희", "철수", "수미", "하나", "유나", "민지", "현우", "서준", "지호", "은지", "동호", "미나", "소라", "준호"];
    private static readonly string[] KoreanThings = ["사과", "책", "동전", "카드", "구슬", "연필", "스티커", "달걀", "쿠키", "공", "우표", "꽃", "오렌지", "장난감", "사탕", "조개", "돌", "컵", "사진", "단추"];
    private static readonly string[] KoreanBoxes = ["상자", "봉지", "바구니", "묶음", "병", "그릇", "가방", "통"];

    public string Name => "word-problems";

    public double Weight => 2.6;

    public Exercise Create(Random random, Split split, string language)
    {
        var problem = Wording.Draw(random, split, Make, static problem => problem.Equation);
        var korean = language == "ko";
        var man = random.Next(2) == 0;
        var name = random.Pick(korean ? KoreanNames : man ? Men : Women);
        var thing = random.Pick(korean ? KoreanThings : Things);
        var box = random.Pick(korean ? KoreanBoxes : Boxes);
        var told = Carriers.Surround(random, split, language, Stories.For(problem.Kind, korean).Say(
            random,
            split,
            ("name", name),
            ("he", man ? "he" : "she"),
            ("He", man ? "He" : "She"),
            ("x", thing),
            ("box", box),
            ("box1", box == "boxes" ? "box" : box[..^1]),
            ("a", "<a>"),
            ("b", "<b>"),
            ("c", "<c>"),
            ("는", Wording.Particle(name, "은", "는")),
            ("가", Wording.Particle(name, "이", "가")),
            ("x를", Wording.Particle(thing, "을", "를")),
            ("x는", Wording.Particle(thing, "은", "는")),
            ("x가", Wording.Particle(thing, "이", "가"))), 20);
        var prompt = told.Replace("<a>", Text(problem.A), StringComparison.Ordinal).Replace("<b>", Text(problem.B), StringComparison.Ordinal)
            .Replace("<c>", Text(problem.C), StringComparison.Ordinal);
        var (steps, result) = Solve(problem);
        var thought = $"{Facts(problem, told)}\n{problem.Equation}:\n{steps}{result}";
        return new(Name, language, Wording.Vary(random, language, prompt), thought, Text(result));
    }

    /// <summary>What the story tells, in its order, so that reading is one thing and making an equation another: <c>-4 -1 has 7</c>.</summary>
    /// <exception cref="FormatException">A number is told never, twice, or apart from the one that it goes with.</exception>
    private static string Facts(StoryProblem problem, string told)
    {
        var (kind, a, b, c, _) = problem;
        var order = string.Concat(told.Where((_, at) => at > 0 && at + 1 < told.Length && told[at - 1] == '<' && told[at + 1] == '>'));
        var product = kind is StoryKind.MultiplyAdd or StoryKind.MultiplySubtract;
        if (!order.Order().SequenceEqual(kind.HasOneStep() ? "ab" : "abc") || ((product || kind == StoryKind.SumTimes) && order[1] == 'c'))
        {
            throw new FormatException($"The numbers of this story can't be listed: '{told}'.");
        }

        if (kind == StoryKind.Multiply)
        {
            return order == "ab" ? $"{a}*{b}" : $"{b}*{a}";
        }

        if (product || kind == StoryKind.SumTimes)
        {
            var (one, other) = order.IndexOf('a', StringComparison.Ordinal) < order.IndexOf('b', StringComparison.Ordinal) ? (a, b) : (b, a);
            var both = $"{one}{(product ? '*' : '+')}{other}";
            var last = $"{(kind switch { StoryKind.MultiplyAdd => '+', StoryKind.MultiplySubtract => '-', _ => '*' })}{c}";
            return order[0] == 'c' ? $"{last} {both}" : $"{both} {last}";
        }

        return string.Join(' ', order.Select(number => number switch
        {
            'a' => $"has {a}",
            'b' => $"{(kind switch { StoryKind.AddSubtract or StoryKind.AddAdd or StoryKind.Add => '+', StoryKind.Share => '/', _ => '-' })}{b}",
            _ => $"{(kind switch { StoryKind.SubtractAdd or StoryKind.AddAdd => '+', StoryKind.DifferenceShared => '/', _ => '-' })}{c}",
        }));
    }

    private static (string Steps, int Result) Solve(StoryProblem problem)
    {
        var (kind, a, b, c, _) = problem;
        return kind switch
        {
            StoryKind.AddSubtract => (Add(a, b) + Subtract(a + b, c), a + b - c),
            StoryKind.SubtractAdd => (Subtract(a, b) + Add(a - b, c), a - b + c),
            StoryKind.SubtractSubtract => (Subtract(a, b) + Subtract(a - b, c), a - b - c),
            StoryKind.AddAdd => (Add(a, b) + Add(a + b, c), a + b + c),
            StoryKind.MultiplyAdd => (Multiply(a, b) + Add(a * b, c), (a * b) + c),
            StoryKind.MultiplySubtract => (Multiply(a, b) + Subtract(a * b, c), (a * b) - c),
            StoryKind.SumTimes => (Add(a, b) + Multiply(a + b, c), (a + b) * c),
            StoryKind.DifferenceShared => (Subtract(a, b) + Divide(a - b, c), (a - b) / c),
            StoryKind.Add => (Add(a, b), a + b),
            StoryKind.Subtract => (Subtract(a, b), a - b),
            StoryKind.Multiply => (Multiply(a, b), a * b),
            _ => (Divide(a, b), a / b),
        };
    }

    private static StoryProblem Make(Random random)
    {
        int Number() => random.Next(3) switch { 0 => random.Next(2, 20), 1 => random.Next(10, 100), _ => random.Next(2, 300) };
        var (a, b, c) = (Number(), Number(), Number());
        var (small, other) = (random.Next(2, 10), random.Next(2, 10));
        var two = random.Next(2, random.Next(2) == 0 ? 10 : 100);
        var kind = (StoryKind)random.Next(12);
        switch (kind)
        {
            case StoryKind.AddSubtract:
                c = random.Next(1, a + b);
                return new(kind, a, b, c, $"{a}+{b}-{c}");
            case StoryKind.SubtractAdd:
                b = random.Next(1, a);
                return new(kind, a, b, c, $"{a}-{b}+{c}");
            case StoryKind.SubtractSubtract:
                a += 2;
                b = random.Next(1, a - 1);
                c = random.Next(1, a - b);
                return new(kind, a, b, c, $"{a}-{b}-{c}");
            case StoryKind.AddAdd:
                return new(kind, a, b, c, $"{a}+{b}+{c}");
            case StoryKind.MultiplyAdd:
                return new(kind, small, two, c, $"{small}*{two}+{c}");
            case StoryKind.MultiplySubtract:
                c = random.Next(1, small * two);
                return new(kind, small, two, c, $"{small}*{two}-{c}");
            case StoryKind.SumTimes:
                (a, b) = (random.Next(1, 50), random.Next(1, 50));
                return new(kind, a, b, small, $"({a}+{b})*{small}");
            case StoryKind.DifferenceShared:
                b = random.Next(1, 50);
                a = b + (small * (random.Next(2) == 0 ? other : two));
                return new(kind, a, b, small, $"({a}-{b})/{small}");
            case StoryKind.Add:
                return new(kind, a, b, 0, $"{a}+{b}");
            case StoryKind.Subtract:
                b = random.Next(1, a);
                return new(kind, a, b, 0, $"{a}-{b}");
            case StoryKind.Multiply:
                return new(kind, small, two, 0, $"{small}*{two}");
            default:
                return new(kind, small * two, small, 0, $"{small * two}/{small}");
        }
    }
}

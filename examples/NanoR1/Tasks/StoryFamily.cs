using static NanoR1.Scratchpad;

namespace NanoR1;

/// <summary>Word problems of two steps. The thought begins with the equation, after which the story is not needed.</summary>
internal sealed class StoryFamily : ITaskFamily
{
    private static readonly string[] Names = ["Tom", "Anna", "Mina", "Sam", "Lucy", "Ben", "Sara", "Jack", "Emma", "Leo", "Nora", "Max", "Julia", "Omar", "Kim", "Ella", "Paul", "Rita", "Alex", "Maria"];
    private static readonly string[] Things = ["apples", "books", "coins", "cards", "marbles", "pencils", "stickers", "eggs", "cookies", "balls", "stamps", "flowers", "oranges", "toys", "candies", "shells", "stones", "cups", "photos", "buttons"];
    private static readonly string[] Boxes = ["boxes", "bags", "baskets", "packs", "jars", "bowls", "crates", "shelves"];
    private static readonly string[] KoreanNames = ["민수", "지수", "영희", "철수", "수미", "하나", "유나", "민지", "현우", "서준", "지호", "은지", "동호", "미나", "소라", "준호"];
    private static readonly string[] KoreanThings = ["사과", "책", "동전", "카드", "구슬", "연필", "스티커", "달걀", "쿠키", "공", "우표", "꽃", "오렌지", "장난감", "사탕", "조개", "돌", "컵", "사진", "단추"];
    private static readonly string[] KoreanBoxes = ["상자", "봉지", "바구니", "묶음", "병", "그릇", "가방", "통"];

    public string Name => "word-problems";

    public double Weight => 1.2;

    public Exercise Create(Random random, Split split, string language)
    {
        var problem = Wording.Draw(random, split, Make, static problem => problem.Equation);
        var korean = language == "ko";
        var name = random.Pick(korean ? KoreanNames : Names);
        var thing = random.Pick(korean ? KoreanThings : Things);
        var box = random.Pick(korean ? KoreanBoxes : Boxes);
        var prompt = Stories.For(problem.Kind, korean).Say(
            random,
            split,
            ("name", name),
            ("x", thing),
            ("box", box),
            ("a", Text(problem.A)),
            ("b", Text(problem.B)),
            ("c", Text(problem.C)),
            ("는", Wording.Particle(name, "은", "는")),
            ("가", Wording.Particle(name, "이", "가")),
            ("x를", Wording.Particle(thing, "을", "를")),
            ("x가", Wording.Particle(thing, "이", "가")));
        var (first, second, result) = Steps(problem);
        return new(Name, language, Wording.Vary(random, language, prompt), $"{problem.Equation}:\n{first}{second}{result}", Text(result));
    }

    private static (string First, string Second, int Result) Steps(StoryProblem problem)
    {
        var (kind, a, b, c, _) = problem;
        return kind switch
        {
            StoryKind.AddSubtract => (Add(a, b), Subtract(a + b, c), a + b - c),
            StoryKind.SubtractAdd => (Subtract(a, b), Add(a - b, c), a - b + c),
            StoryKind.SubtractSubtract => (Subtract(a, b), Subtract(a - b, c), a - b - c),
            StoryKind.AddAdd => (Add(a, b), Add(a + b, c), a + b + c),
            StoryKind.MultiplyAdd => (Multiply(a, b), Add(a * b, c), (a * b) + c),
            StoryKind.MultiplySubtract => (Multiply(a, b), Subtract(a * b, c), (a * b) - c),
            StoryKind.SumTimes => (Add(a, b), Multiply(a + b, c), (a + b) * c),
            _ => (Subtract(a, b), Divide(a - b, c), (a - b) / c),
        };
    }

    private static StoryProblem Make(Random random)
    {
        int Number() => random.Next(3) switch { 0 => random.Next(2, 20), 1 => random.Next(10, 100), _ => random.Next(2, 300) };
        var (a, b, c) = (Number(), Number(), Number());
        var (small, other) = (random.Next(2, 10), random.Next(2, 10));
        var two = random.Next(2, random.Next(2) == 0 ? 10 : 100);
        var kind = (StoryKind)random.Next(8);
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
            default:
                b = random.Next(1, 50);
                a = b + (small * (random.Next(2) == 0 ? other : two));
                return new(kind, a, b, small, $"({a}-{b})/{small}");
        }
    }
}

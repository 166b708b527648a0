namespace NanoR1;

/// <summary>Products: up to three digits by one, either way round, and two by two.</summary>
internal sealed class MultiplicationFamily : ITaskFamily
{
    public string Name => "multiplication";

    public double Weight => 1.5;

    internal static Phrasebook English { get; } = new(
        [
            "{a}[*|x|×]{b}[|=|=?|?]",
            "{a} [*|x|×] {b}[| =| = ?|?]",
            "{a} times {b}[|?| =| is?]",
            "[W|w]hat is {a} [*|x|×|times] {b}[?||, please?]",
            "[What's|what's|whats|Whats] {a}[ * | times |*| x | × ]{b}[?|]",
            "[W|w]hat is the product of {a} and {b}[?|]",
            "[W|w]hat is {a} multiplied by {b}[?|]",
            "[Calculate|calculate|Compute|compute|Work out|work out] {a}[ * | times |*| x |×]{b}[.||, please.| please]",
            "[Multiply|multiply|Please multiply|please multiply] {a} [and|by|with] {b}[.||, please.]",
            "[Find|find|Give me|give me|Tell me|tell me] the product of {a} and {b}[.||, please.]",
            "[H|h]ow much is {a}[ * | times |*| x | × ]{b}[?|]",
            "[Can|can|Could|could] you multiply {a} [and|by] {b}[?|| for me?]",
            "I [have|need|want] to multiply {a} by {b}. What's the [product|result|answer]?",
            "[Solve|solve|Evaluate|evaluate][: | ]{a}[ * |*| x |×]{b}[.|| = ?]",
            "[W|w]hat do [you|I|we] get [if|when] [you|I|we] multiply {a} [and|by] {b}[?|]",
            "[If|if] I multiply {a} by {b}, what [is the result|do I get|is the product][?|]",
            "[W|w]hat is the [result|answer] of {a} [times|*|x] {b}[?|]",
            "{a} and {b}[:|,] what is [their|the] product[?|]",
            "[The product of|the product of|product of|Product of] {a} and {b}[?||.| is]",
            "[Product|product|Multiply|multiply]: {a}[, | and | * | x ]{b}",
            "[Tell|tell|Show|show] me what {a}[ * | times |*| x ]{b} is[.|]",
            "[Help|help] me multiply {a} [and|by] {b}[.|, please.|]",
            "[I'd like|I would like|I want] to know [what {a} times {b} is|the product of {a} and {b}][.|]",
            "[Do|do] you know [what {a}[ * | times ]{b} is|the product of {a} and {b}][?|]",
            "[Hi|hi|Hello|hello|Hey|hey][, |! ]what is {a}[ * | times |*| x ]{b}[?|]",
            "[Question|Quick question|question|Q]: {a}[ * | times |*|×]{b}[?| =]",
            "[Start|start] [with|at] {a} and multiply by {b}. [What is the result?|What do you get?|Result?]",
            "[By|by] multiplying {a} [and|by] {b}, what [number|result] do [you|I|we] get[?|]",
            "{a} multiplied by {b}[?|| is]",
            "[Take|take] {a} [times|multiplied by] {b}[.|. What is the result?|]",
            "[Could|Can] you tell me the product of {a} and {b}, please?",
            "Hello! I need the result of {a} times {b}.",
            "Please work out what {a} multiplied by {b} is.",
            "Two numbers, {a} and {b}: multiply them.",
            "If you take {a} times {b}, what is the product?",
            "Hey, help me: how much is {a} multiplied by {b}?",
            "I would like you to compute {a}*{b} for me.",
            "The result of multiplying {a} by {b} is what?",
            "I want to multiply {a} with {b}, what number do I get?",
        ],
        [
            "What product comes out if {a} and {b} are multiplied?",
            "Please find {a} times {b}.",
            "I need to know how much {a} times {b} is.",
            "Could you multiply the numbers {a} and {b}?",
            "Would you work out {a} * {b} for me?",
            "Take {a}, then multiply by {b}. What do you get?",
            "The numbers are {a} and {b}. What is their product?",
            "My first number is {a} and my second is {b}. Give me the product.",
        ]);

    internal static Phrasebook Korean { get; } = new(
        [
            "{a}[*|x|×][{b}|{b}=|{b}=?|{b}?|{b은}?]",
            "{a} [*|x|×] {b}[| =| = ?|?]",
            "{a} 곱하기 [{b은}|{b은}요|{b}]?",
            "{a} 곱하기 [{b}|{b은} 얼마|{b은} 얼마야?|{b은} 얼마예요?|{b은} 얼마인가요?|{b은} 얼마입니까?|{b은} 뭐야?|{b은} 몇이야?]",
            "{a}[*|x|×]{b} [계산해줘|계산해 줘|계산해 주세요|계산|계산해 봐|계산하기][|.]",
            "{a} [*|x|×] {b을} [계산해줘|계산해 주세요|계산하세요|계산하시오|구해줘|구하시오][|.]",
            "{a와} {b}의 곱[은|은?|은 얼마야?|은 얼마인가요?|은 얼마입니까?|은 뭐야?|]",
            "{a와} {b}의 곱을 [구해줘|구해 주세요|구하시오|구하세요|알려줘|알려 주세요|말해줘][|.]",
            "{a와} {b을} 곱하면[?| 얼마야?| 얼마예요?| 얼마인가요?| 몇이야?| 얼마가 되나요?| 얼마지?]",
            "{a와} {b을} [곱해줘|곱해 주세요|곱하세요|곱하시오|곱해 봐][|.]",
            "{a}에 {b을} 곱하면[?| 얼마야?| 얼마예요?| 얼마인가요?| 몇이야?| 뭐가 돼?]",
            "{a}에 {b을} [곱해줘|곱해 주세요|곱하세요|곱하시오|곱해 봐][|.]",
            "{a}, {b} [곱해줘|곱하면?|곱해 줘|곱은?|곱]",
            "{a}하고 {b} [곱하면 얼마야?|곱해줘|곱하면 몇이야?|곱하면?]",
            "{a}에다 {b} [곱하면 얼마야?|곱하면?|곱해줘|곱하면 몇이야?]",
            "[곱|곱셈|계산][: | ]{a}[*|x|×]{b}",
            "[다음을|이것을|이거] [계산해줘|계산하시오|계산해 주세요|풀어줘][: |. ]{a}[ * |*|×| x ]{b}",
            "[곱셈 문제|문제][: |: 곱셈 ]{a}[*| * |×][{b}|{b}=|{b은}?]",
            "{a}[*| * |×]{b}의 [값은?|답은?|결과는?|값은 얼마인가요?|답은 얼마야?|답을 알려줘|값을 구하시오]",
            "[안녕|안녕하세요][, |. |! ]{a} 곱하기 [{b은}?|{b은} 얼마야?|{b은} 얼마인가요?]",
            "{a}의 {b}배[는?|는 얼마야?|는 얼마인가요?||를 구하시오|를 알려줘]",
            "[혹시|저기] {a}[*| × | 곱하기 ]{b} [얼마야?|얼마인지 알아?|얼마인지 알려줘]",
            "{a와} {b을} 곱한 [값은?|값은 얼마인가요?|값|값을 구하시오|결과는?|수는?]",
            "{a}에 {b을} 곱한 [값은?|값은 얼마인가요?|값|값을 알려줘|결과는?|수는?]",
            "{a}[*| 곱하기 ]{b이} [얼마야?|얼마인가요?|얼마지?|몇이야?|뭐야?]",
            "{a} 곱하기 {b} [답|정답][은?|을 알려줘|을 말해 주세요|]",
            "[두 수|두 숫자] {a와} {b}의 [곱은?|곱을 구해줘|곱을 구하시오|곱은 얼마인가요?]",
            "{a을} {b}배 하면[?| 얼마야?| 얼마인가요?| 몇이야?]",
            "{a} 곱하기 {b} [계산|계산해줘|계산해 주세요|계산 부탁해][|.]",
            "{a}하고 {b}의 곱 좀 알려 주세요.",
            "안녕하세요, {a}에 {b을} 곱하면 답이 얼마인가요?",
            "곱셈해줘: {a와} {b}",
            "두 수 {a}, {b을} 곱한 결과를 알려줘",
            "{a} 곱하기 {b}의 결과를 말해 주세요.",
            "혹시 {a와} {b} 곱하면 몇인지 알아?",
            "계산해 주세요. {a}에다 {b을} 곱하면?",
            "{a}×{b} 정답이 뭐야?",
            "{a}, 여기에 {b을} 곱하세요.",
        ],
        [
            "{a}에 {b을} 곱한 수가 궁금해요.",
            "{a} 곱하기 {b} 풀어 주세요.",
            "{a와} {b을} 서로 곱하면 얼마입니까?",
            "{a} 그리고 {b}, 두 수의 곱은?",
            "{a}에서 시작해서 {b을} 곱하면?",
            "{a}*{b} 얼마인지 계산해 주시겠어요?",
            "곱이 얼마야? {a}, {b}",
            "{a와} {b}의 곱셈을 해 주세요.",
        ]);

    public Exercise Create(Random random, Split split, string language)
    {
        int a, b;
        do
        {
            // Two by two is the hardest and has most problems; the tables come in the rest.
            (a, b) = random.Next(5) < 2
                ? (Numbers.OfLength(random, 2), Numbers.OfLength(random, 2))
                : (Numbers.Draw(random, 3), Numbers.OfLength(random, 1));
            if (random.Next(3) == 0)
            {
                (a, b) = (b, a);
            }
        }
        while (!HeldOut.Belongs($"multiply {Math.Min(a, b)} {Math.Max(a, b)}", split));

        var prompt = (language == "ko" ? Korean : English).Say(random, split, Numbers.Words(a, b));
        return new(Name, language, Manners.Vary(random, split, language, prompt), Scratchpad.Multiply(a, b).TrimEnd('\n'), Scratchpad.Text(a * b));
    }
}

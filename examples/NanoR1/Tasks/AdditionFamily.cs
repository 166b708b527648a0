namespace NanoR1;

/// <summary>Sums of two numbers of up to four digits.</summary>
internal sealed class AdditionFamily : ITaskFamily
{
    public string Name => "addition";

    public double Weight => 1;

    internal static Phrasebook English { get; } = new(
        [
            "{a}+{b}[|=|=?|?]",
            "{a} + {b}[| =| = ?|?]",
            "{a} plus {b}[|?| =| is?]",
            "[W|w]hat is {a} [+|plus] {b}[?||, please?]",
            "[What's|what's|whats|Whats] {a}[ + | plus |+]{b}[?|]",
            "[W|w]hat is the sum of {a} and {b}[?|]",
            "[Calculate|calculate|Compute|compute|Work out|work out] {a}[ + | plus |+]{b}[.||, please.| please]",
            "[Add|add|Please add|please add] {a} and {b}[.||, please.| together.| together]",
            "[Add|add|Please add|please add] {b} to {a}[.||, please.]",
            "[Find|find|Give me|give me|Tell me|tell me] the sum of {a} and {b}[.||, please.]",
            "[H|h]ow much is {a}[ + | plus |+]{b}[?|]",
            "[Can|can|Could|could] you [add|add up|sum] {a} and {b}[?|| for me?]",
            "I [have|need|want] to add {a} and {b}. What's the [total|sum|result|answer]?",
            "[Solve|solve|Evaluate|evaluate][: | ]{a}[ + |+]{b}[.|| = ?]",
            "[What do|what do] {a} and {b} [add up to|make together|make|come to][?|]",
            "[W|w]hat do [you|I|we] get [if|when] [you|I|we] add {a} [and|to] {b}[?|]",
            "[If|if] I add {b} to {a}, what [is the result|do I get|is the total][?|]",
            "[W|w]hat is the [total|result] of {a} [and|plus|+] {b}[?|]",
            "{a} and {b}[:|,] what is [their|the] [sum|total][?|]",
            "[The sum of|the sum of|sum of|Sum of|Sum:|total of|Total of] {a} and {b}[?||.| is]",
            "[Sum|sum|Total|total][: | ]{a}[, | and | + ]{b}",
            "[Tell|tell|Show|show] me what {a}[ + | plus |+]{b} is[.|]",
            "[Help|help] me [add|sum|add up] {a} and {b}[.|, please.|]",
            "[I'd like|I would like|I want] to know [what {a} plus {b} is|the sum of {a} and {b}][.|]",
            "[Do|do] you know [what {a}[ + | plus ]{b} is|the sum of {a} and {b}|the total of {a} and {b}][?|]",
            "[Hi|hi|Hello|hello|Hey|hey][, |! ]what is {a}[ + | plus |+]{b}[?|]",
            "[Question|Quick question|question|Q]: {a}[ + | plus |+]{b}[?| =]",
            "[Start|start] [with|at] {a} and add {b}. [What is the result?|What do you get?|Where do I end?|Result?]",
            "[Put|put] {a} and {b} together[.|: what is the total?|, what do you get?|]",
            "[By|by] adding {a} and {b}, what [total|number|result] do [you|I|we] get[?|]",
            "[Increase|increase] {a} by {b}[.||. What is the result?]",
            "[What|what|Which|which] number is {b} more than {a}[?|]",
            "[Could|Can] you tell me the sum of {a} and {b}, please?",
            "Hello! I need the total of {a} and {b}.",
            "Please work out what {a} plus {b} is.",
            "Two numbers, {a} and {b}: add them together.",
            "If you put {a} and {b} together, what is the total?",
            "Do you get the answer to {a} + {b}?",
            "Hey, help me: how much do {a} and {b} make together?",
            "I would like you to compute {a}+{b} for me.",
            "The result of adding {b} to {a} is what?",
            "I want to increase {a} by {b}, what number do I get?",
        ],
        [
            "What total comes out if {a} and {b} are added?",
            "Please find {a} plus {b}.",
            "I need to know how much {a} and {b} are together.",
            "Could you add the numbers {a} and {b}?",
            "Would you work out {a} + {b} for me?",
            "Take {a}, then add {b}. What do you get?",
            "The numbers are {a} and {b}. What is their sum?",
            "My first number is {a} and my second is {b}. Give me the sum.",
        ]);

    internal static Phrasebook Korean { get; } = new(
        [
            "{a}+[{b}|{b}=|{b}=?|{b}?|{b은}?]",
            "{a} + {b}[| =| = ?|?]",
            "{a} 더하기 [{b은}|{b은}요|{b}]?",
            "{a} 더하기 [{b}|{b은} 얼마|{b은} 얼마야?|{b은} 얼마예요?|{b은} 얼마인가요?|{b은} 얼마입니까?|{b은} 뭐야?|{b은} 몇이야?]",
            "{a} 플러스 [{b}|{b은}?|{b은} 얼마야?]",
            "{a}+{b} [계산해줘|계산해 줘|계산해 주세요|계산|계산해 봐|계산하기][|.]",
            "{a} + {b을} [계산해줘|계산해 주세요|계산하세요|계산하시오|구해줘|구하시오][|.]",
            "{a와} {b}의 합[은|은?|은 얼마야?|은 얼마인가요?|은 얼마입니까?|은 뭐야?|]",
            "{a와} {b}의 합을 [구해줘|구해 주세요|구하시오|구하세요|알려줘|알려 주세요|말해줘][|.]",
            "{a와} {b을} 더하면[?| 얼마야?| 얼마예요?| 얼마인가요?| 몇이야?| 얼마가 되나요?| 얼마지?]",
            "{a와} {b을} [더해줘|더해 주세요|더하세요|더하시오|더해 봐][|.]",
            "{a}에 {b을} 더하면[?| 얼마야?| 얼마예요?| 얼마인가요?| 몇이야?| 뭐가 돼?]",
            "{a}에 {b을} [더해줘|더해 주세요|더하세요|더하시오|더해 봐][|.]",
            "{a}, {b} [더해줘|더하면?|더해 줘|합은?|합계는?|합]",
            "{a}하고 {b} [더하면 얼마야?|더해줘|더하면 몇이야?|합치면?|합치면 얼마야?]",
            "{a}에다 {b} [더하면 얼마야?|더하면?|더해줘|더하면 몇이야?]",
            "{a와} {b을} [합하면|합치면] [얼마야?|얼마인가요?|얼마예요?|몇인가요?|몇이지?]",
            "[합계|덧셈|계산][: | ]{a}+{b}",
            "[다음을|이것을|이거] [계산해줘|계산하시오|계산해 주세요|풀어줘][: |. ]{a}[ + |+]{b}",
            "[덧셈 문제|문제][: |: 덧셈 ]{a}[+| + ][{b}|{b}=|{b은}?]",
            "{a와} {b}의 [합계|총합|합계는?|총합은?]",
            "{a}[+| + ]{b}의 [값은?|답은?|결과는?|값은 얼마인가요?|답은 얼마야?|답을 알려줘|값을 구하시오]",
            "[안녕|안녕하세요][, |. |! ]{a} 더하기 [{b은}?|{b은} 얼마야?|{b은} 얼마인가요?]",
            "{a}보다 {b} 큰 수[는?|는 얼마야?|는 무엇인가요?|]",
            "[혹시|저기] {a}[+| + | 더하기 ]{b} [얼마야?|얼마인지 알아?|얼마인지 알려줘]",
            "{a와} {b을} 더한 [값은?|값은 얼마인가요?|값|값을 구하시오|결과는?|수는?]",
            "{a}에 {b을} 더한 [값은?|값은 얼마인가요?|값|값을 알려줘|결과는?|수는?]",
            "{a}[+| 더하기 ]{b이} [얼마야?|얼마인가요?|얼마지?|몇이야?|뭐야?]",
            "{a} 더하기 {b} [답|정답][은?|을 알려줘|을 말해 주세요|]",
            "[두 수|두 숫자] {a와} {b}의 [합은?|합을 구해줘|합을 구하시오|합은 얼마인가요?]",
            "{a}하고 {b}의 합계 좀 알려 주세요.",
            "안녕하세요, {a}에 {b을} 더하면 답이 얼마인가요?",
            "덧셈해줘: {a와} {b}",
            "두 수 {a}, {b을} 더한 결과를 알려줘",
            "{a} 더하기 {b}의 결과를 말해 주세요.",
            "혹시 {a와} {b} 합치면 몇인지 알아?",
            "계산해 주세요. {a}에다 {b을} 더하면?",
            "{a}+{b} 정답이 뭐야?",
            "{a}, 여기에 {b을} 더하세요.",
        ],
        [
            "{a}에 {b을} 더한 수가 궁금해요.",
            "{a} 더하기 {b} 풀어 주세요.",
            "{a와} {b을} 모두 더하면 얼마입니까?",
            "{a} 그리고 {b}, 두 수의 합은?",
            "{a}에서 시작해서 {b을} 더하면?",
            "{a}+{b} 얼마인지 계산해 주시겠어요?",
            "합이 얼마야? {a}, {b}",
            "{a와} {b}의 덧셈을 해 주세요.",
        ]);

    public Exercise Create(Random random, Split split, string language)
    {
        int a, b;
        do
        {
            (a, b) = (Numbers.Draw(random, 4), Numbers.Draw(random, 4));
        }
        while (!HeldOut.Belongs($"add {Math.Min(a, b)} {Math.Max(a, b)}", split));

        var prompt = (language == "ko" ? Korean : English).Say(random, split, Numbers.Words(a, b));
        return new(Name, language, Manners.Vary(random, split, language, prompt), Scratchpad.Add(a, b).TrimEnd('\n'), Scratchpad.Text(a + b));
    }
}

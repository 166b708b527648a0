namespace NanoR1;

/// <summary>Quotients with remainders: up to four digits by one. The answer is <c>12</c> or <c>12 remainder 3</c> (<c>몫 12, 나머지 3</c>).</summary>
internal sealed class DivisionFamily : ITaskFamily
{
    public string Name => "division";

    public double Weight => 1.4;

    internal static Phrasebook English { get; } = new(
        [
            "{a}[/|÷]{b}[|=|=?|?]",
            "{a} [/|÷] {b}[| =| = ?|?]",
            "{a} divided by {b}[|?| =| is?]",
            "[W|w]hat is {a} [/|÷|divided by|over] {b}[?||, please?]",
            "[What's|what's|whats|Whats] {a}[ / | divided by |/|÷]{b}[?|]",
            "[W|w]hat is {a} divided by {b}[,|] with [the|a] remainder[?|]",
            "[Calculate|calculate|Compute|compute|Work out|work out] {a}[ / | divided by |/|÷]{b}[.||, please.| please]",
            "[Divide|divide|Please divide|please divide] {a} by {b}[.||, please.| with remainder.]",
            "[Find|find|Give me|give me|Tell me|tell me] the [quotient|quotient and remainder] of {a} [divided by|and|over] {b}[.||, please.]",
            "[H|h]ow much is {a}[ / | divided by |/| ÷ ]{b}[?|]",
            "[Can|can|Could|could] you divide {a} by {b}[?|| for me?]",
            "I [have|need|want] to divide {a} by {b}. What's the [quotient|result|answer]?",
            "[Solve|solve|Evaluate|evaluate][: | ]{a}[ / |/|÷]{b}[.|| = ?]",
            "[W|w]hat do [you|I|we] get [if|when] [you|I|we] divide {a} by {b}[?|]",
            "[If|if] I divide {a} by {b}, what [is the result|do I get|is the quotient][?|]",
            "[W|w]hat is the [result|answer] of {a} [divided by|/|over] {b}[?|]",
            "[H|h]ow many times does {b} [go into|fit into|fit in] {a}[?|]",
            "[W|w]hat are the quotient and [the |]remainder of {a} [divided by|/] {b}[?|]",
            "[Quotient|quotient|Divide|divide|Division|division]: {a}[ / | by | ÷ |/]{b}",
            "[Tell|tell|Show|show] me what {a}[ / | divided by |/]{b} is[.|]",
            "[Help|help] me divide {a} by {b}[.|, please.|]",
            "[I'd like|I would like|I want] to know what {a} divided by {b} is[.|]",
            "[Do|do] you know what {a}[ / | divided by ]{b} is[?|]",
            "[Hi|hi|Hello|hello|Hey|hey][, |! ]what is {a}[ / | divided by |/]{b}[?|]",
            "[Question|Quick question|question|Q]: {a}[ / | divided by |/|÷]{b}[?| =]",
            "[Start|start] [with|at] {a} and divide by {b}. [What is the result?|What do you get?|Result?]",
            "[By|by] dividing {a} by {b}, what [number|result|quotient] do [you|I|we] get[?|]",
            "[Split|split|Share|share] {a} into {b} [equal parts|parts][.|. How much is each?|. What is the result?|]",
            "{a} over {b}[?|| is?]",
            "[Dividing|dividing] {a} by {b} [gives what?|gives?|is?]",
            "[Could|Can] you tell me what {a} divided by {b} is, please?",
            "Hello! I need the quotient of {a} and {b}.",
            "Please work out how many times {b} goes into {a}.",
            "Given {a}, divide it by {b} for me.",
            "If you split {a} into {b} equal parts, how much is each?",
            "Hey, help me: how much is {a} over {b}?",
            "I would like you to compute {a}/{b} for me.",
            "The result of dividing {a} by {b} is what?",
            "I want to divide {a} by {b}, what are the quotient and remainder?",
        ],
        [
            "What comes out if {a} is divided by {b}?",
            "Please find {a} divided by {b}.",
            "I need to know how much {a} divided by {b} is.",
            "Could you divide the number {a} by {b}?",
            "Would you work out {a} / {b} for me?",
            "Take {a}, then divide by {b}. What do you get?",
            "The number {a} is divided by {b}. What is the quotient?",
            "Give me the quotient and the remainder when {a} is divided by {b}.",
        ]);

    internal static Phrasebook Korean { get; } = new(
        [
            "{a}[/|÷][{b}|{b}=|{b}=?|{b}?|{b은}?]",
            "{a} [/|÷] {b}[| =| = ?|?]",
            "{a} 나누기 [{b은}|{b은}요|{b}]?",
            "{a} 나누기 [{b}|{b은} 얼마|{b은} 얼마야?|{b은} 얼마예요?|{b은} 얼마인가요?|{b은} 얼마입니까?|{b은} 뭐야?|{b은} 몇이야?]",
            "{a}[/|÷]{b} [계산해줘|계산해 줘|계산해 주세요|계산|계산해 봐|계산하기][|.]",
            "{a} [/|÷] {b을} [계산해줘|계산해 주세요|계산하세요|계산하시오|구해줘|구하시오][|.]",
            "{a을} {b로} 나누면[?| 얼마야?| 얼마예요?| 얼마인가요?| 몇이야?| 뭐가 돼?| 얼마지?]",
            "{a을} {b로} [나눠줘|나눠 주세요|나누세요|나누시오|나눠 봐][|.]",
            "{a} {b로} [나누면?|나누면 얼마야?|나눠줘|나누기|나누면 몇이야?]",
            "{a을} {b로} 나눈 [값은?|값은 얼마인가요?|값|몫은?|몫과 나머지는?|결과는?]",
            "{a을} {b로} 나눈 [몫과 나머지를|결과를|값을] [알려줘|구해줘|말해줘|구하시오|알려 주세요][|.]",
            "[몫|나눗셈|계산][: | ]{a}[/|÷]{b}",
            "[다음을|이것을|이거] [계산해줘|계산하시오|계산해 주세요|풀어줘][: |. ]{a}[ / |/|÷| ÷ ]{b}",
            "[나눗셈 문제|문제][: |: 나눗셈 ]{a}[/| / |÷][{b}|{b}=|{b은}?]",
            "{a}[/| / |÷]{b}의 [값은?|답은?|결과는?|값은 얼마인가요?|답은 얼마야?|답을 알려줘|값을 구하시오|몫은?]",
            "[안녕|안녕하세요][, |. |! ]{a} 나누기 [{b은}?|{b은} 얼마야?|{b은} 얼마인가요?]",
            "[혹시|저기] {a}[/| ÷ | 나누기 ]{b} [얼마야?|얼마인지 알아?|얼마인지 알려줘]",
            "{a}[/| 나누기 ]{b이} [얼마야?|얼마인가요?|얼마지?|몇이야?|뭐야?]",
            "{a} 나누기 {b} [답|정답|몫][은?|을 알려줘|을 말해 주세요|]",
            "{a을} {b}등분하면[?| 얼마야?| 얼마인가요?| 몇이야?]",
            "{a을} {b로} 나눌 때 [몫은?|몫과 나머지는?|답은?|결과는?|몫과 나머지를 구하시오]",
            "{a} 나누기 {b} [계산|계산해줘|계산해 주세요|계산 부탁해|계산 부탁드려요][|.]",
            "{a을} {b로} 나누면 몫[은 얼마야?|은 얼마인가요?|은?|과 나머지는?|이 얼마지?]",
            "{a} 안에 {b이} 몇 번 [들어가?|들어가나요?|들어갈까?|들어갑니까?]",
            "{a을} {b}명이 똑같이 나누면[?| 얼마야?| 얼마인가요?| 몇이야?]",
            "{a을} 똑같이 {b로} 나누면[?| 얼마야?| 몇인가요?| 얼마씩이야?]",
            "{a}[/| 나누기 |÷]{b} [몫과 나머지|몫, 나머지][는?|를 구해줘|를 알려줘|]",
            "{a} {b로} [나누기 하면?|나누기 해줘|나누기 하면 얼마야?|나누기 해 주세요]",
            "{a} 나누기 {b} 결과 좀 알려 주세요.",
            "안녕하세요, {a을} {b로} 나누면 답이 얼마인가요?",
            "나눗셈해줘: {a을} {b로}",
            "{a}, 이것을 {b로} 나누세요.",
            "{a} 나누기 {b}의 몫을 말해 주세요.",
            "혹시 {a} {b로} 나누면 몇인지 알아?",
            "계산해 주세요. {a을} {b}등분하면?",
            "{a}÷{b} 정답이 뭐야?",
            "{a을} {b로} 나눈 몫이 얼마인지 구해줘",
        ],
        [
            "{a을} {b로} 나눈 값이 궁금해요.",
            "{a} 나누기 {b} 풀어 주세요.",
            "{a을} {b로} 나누면 몫이 얼마입니까?",
            "{a}에서 시작해서 {b로} 나누면?",
            "{a}/{b} 얼마인지 계산해 주시겠어요?",
            "몫이 얼마야? {a} 나누기 {b}",
            "{a을} {b로} 나누는 계산을 해 주세요.",
            "{a} 나누기 {b}, 몫과 나머지를 알려 주세요.",
        ]);

    public Exercise Create(Random random, Split split, string language)
    {
        int a, b;
        do
        {
            (a, b) = (Numbers.Draw(random, 4), random.Next(1, 10));
            if (random.Next(4) == 0)
            {
                // Left to chance, an exact quotient would be rare.
                a -= a % b;
            }
        }
        while (!HeldOut.Belongs($"divide {a} {b}", split));

        var prompt = (language == "ko" ? Korean : English).Say(random, split, Numbers.Words(a, b));
        return new(Name, language, Manners.Vary(random, split, language, prompt), Scratchpad.Divide(a, b).TrimEnd('\n'), Answer(a, b, language));
    }

    private static string Answer(int a, int b, string language)
    {
        var (quotient, remainder) = (Scratchpad.Text(a / b), Scratchpad.Text(a % b));
        return a % b == 0 ? quotient : language == "ko" ? $"몫 {quotient}, 나머지 {remainder}" : $"{quotient} remainder {remainder}";
    }
}

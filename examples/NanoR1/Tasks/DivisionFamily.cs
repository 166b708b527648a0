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
            "What comes out if {a} is divided by {b}?",
            "Please find {a} divided by {b}.",
            "I need to know how much {a} divided by {b} is.",
            "Could you divide the number {a} by {b}?",
            "Would you work out {a} / {b} for me?",
            "Take {a}, then divide by {b}. What do you get?",
            "The number {a} is divided by {b}. What is the quotient?",
            "Give me the quotient and the remainder when {a} is divided by {b}.",
            "[My|The|Your|One] first number is {a} and [my|the|your] second [one |number |]is {b}. [Divide the first by the second|Divide one by the other][.|, please.|. What is the result?]",
            "[My|The|A|Your|Our] number is {a}. [Now|Then|Please|Next,] [divide it by {b}|divide by {b}][.|. What is the result?|. What do I get?| and tell me the result.]",
            "[Someone|A friend|My teacher|My son|My boss] [asked|asks] me [what [{a} divided by {b}|{a} / {b}|{a}/{b}] is|to divide {a} by {b}]. [What is the answer?|Can you help?|What do I say?|Help me.]",
            "[What|Which] number [comes out|results|do we have|is it] [when|if] {a} is divided by {b}?",
            "[When|If|Once|Suppose] {a} is divided by {b}, what [comes out|is the result|number results|do we have|is it]?",
            "[Let us|Let's|We have to|We should|I must|I shall] divide {a} by {b}[.|. What is the result?|. What comes out?]",
            "I am [trying|going|about] to divide {a} by {b}. [What should I get?|What is the result?|Which number is right?]",
            "[Just|Now|Next|Quickly|Simply] divide {a} by {b}[.|, please.| for me.]",
            "[What would|What will] it [give|make|be] [to|if I|if you] divide {a} by {b}?",
            "[My homework says|On the board stands|The exercise is|The task is|It says here|I wrote down] [{a} divided by {b}|{a} / {b}|{a}/{b}]. [What is it?|What is the answer?|What comes out?|Solve it.]",
            "What does [{a} divided by {b}|{a} / {b}|{a}/{b}] [equal|make|give|come to|amount to]?",
            "[{a} divided by {b}|{a} / {b}|{a}/{b}] [equals|makes|gives|comes to|is] [what|how much|which number]?",
            "[The answer to|The result of|The value of] [{a} divided by {b}|{a} / {b}|{a}/{b}] is [what|which number|how much]?",
            "[First number|First|One number]: {a}. [Second number|Second|Other number]: {b}. [Divide the first by the second|Divide one by the other].",
            "[Here are|I have|I've got|Take|We have|Consider] [two numbers: |the numbers |]{a} and {b}. [Now|Please|Then] [divide the first by the second|divide one by the other][.|. What is the result?]",
            "[I wonder|I want to find out|I forgot|I can't remember|I am not sure|Explain to me] [what|how much] [{a} divided by {b}|{a} / {b}|{a}/{b}] is[.|]",
            "[Is it possible to|Would it be okay to|Would you mind to] divide {a} by {b}[ for me|]?",
            "[Use|Take|Get] your [head|calculator|pencil] [and|to] divide {a} by {b}.",
            "[The result of|I need the result of|Show the result of|Give the result of] dividing {a} by {b}[?|.|]",
            "[Answer|Reply|Respond] with the [value|result] of [{a} divided by {b}|{a} / {b}|{a}/{b}][.|]",
            "[My|The|Your|One] first number is {a} and [my|the|your] second [one |number |]is {b}. [What is|Tell me|Work out|Say|Show me] [the|their] quotient[.|, please.|?]",
            "[For|With|Given|From] [the numbers |the two numbers |]{a} and {b}, [what is|tell me|work out|compute|find] the quotient[.|?]",
            "[How large|How big|How much|What] is the quotient of [the numbers |the two numbers |]{a} and {b}?",
            "[Let|Say|Suppose] x [be|is] {a} and y [be|is] {b}. What is the quotient of x and y?",
            "The quotient [of|from] {a} and {b} is [what|how much|which number]?",
            "One number is {a}, [another|the other|the other one] is {b}. [What is|What's] [their|the] quotient?",
            "Which number do you get from {a} divided by {b}?",
            "Please tell me the quotient when {a} is divided by {b}.",
            "My calculator is broken. What is {a} / {b}?",
            "I divided {a} by {b}. What should the result be?",
            "How much is each part if {a} is split into {b} parts?",
            "Would you mind dividing {a} by {b}?",
            "Work this out: {a} / {b}.",
            "How often does {b} go into {a}?",
        ],
        [
            "{a} divided by {b}, what's the answer?",
            "What do I get for {a} ÷ {b}, and is there a remainder?",
            "Can you divide {a} by {b} and tell me the remainder too?",
            "How many {b}s go into {a}?",
            "I got stuck dividing {a} by {b}. Can you solve it?",
            "I need {a} divided by {b}. What does that come to?",
            "If I split {a} evenly {b} ways, how much is each share?",
            "Do the division {a} / {b} for me, please.",
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
            "{a을} {b로} 나눈 값이 궁금해요.",
            "{a} 나누기 {b} 풀어 주세요.",
            "{a을} {b로} 나누면 몫이 얼마입니까?",
            "{a}에서 시작해서 {b로} 나누면?",
            "{a}/{b} 얼마인지 계산해 주시겠어요?",
            "몫이 얼마야? {a} 나누기 {b}",
            "{a을} {b로} 나누는 계산을 해 주세요.",
            "{a} 나누기 {b}, 몫과 나머지를 알려 주세요.",
            "[{a} 나누기 {b}|{a}/{b}|{a}÷{b}] [풀어 봐|풀어 볼래|풀어 봐 주세요|풀어라|맞혀 봐|해 봐|해 줘][.|?|]",
            "[{a} 나누기 {b}|{a}/{b}|{a}÷{b}], [이거|이것|이 문제] [풀어 줘|풀어 주세요|답이 뭐야|얼마야|좀 계산해 줘][.|?]",
            "[숙제에|칠판에|문제에] [{a} 나누기 {b}|{a}/{b}|{a}÷{b}][라고|이라고] [적혀 있어|쓰여 있어요]. [답은?|답이 뭐야?|얼마예요?]",
            "{a을} {b로} 나누면 [결과가|답이|값이] [뭐야|얼마야|어떻게 되나요|무엇인가요|궁금해]?",
            "[제가|내가|우리가] {a을} {b로} 나누면 [얼마가 되나요|얼마야|몇이 돼]?",
            "{a을} {b로} 나눈 [값이|수가|결과가] [얼마인지|몇인지|무엇인지] [알고 싶어|알고 싶어요|말해 줘|가르쳐 줘][.|]",
            "[첫 번째 수는|첫째 수는|한 수는] {a}, [두 번째 수는|둘째 수는|다른 수는] {b}. [첫 번째 수와 두 번째 수로|두 수로] 나누기[ 해 줘| 해 주세요|를 해 봐].",
            "[친구가|선생님이|동생이] {a} 나누기 {b을} 물어봤어. [답이 뭐야?|얼마라고 해?]",
            "[지금|이제|그럼|빨리] {a을} {b로} [나눠 주세요|나눠 줘|나누세요].",
            "[{a} 나누기 {b}|{a}/{b}|{a}÷{b}][의 계산| 계산]을 [해 줘|부탁해|도와줘|해 볼래?]",
            "{a을} {b로} 나누면 얼마일까?",
            "[{a} 나누기 {b}|{a}/{b}|{a}÷{b}] 값[을 알고 싶어요|이 궁금해|이 얼마죠?]",
            "{a을} {b로} [나누었을 때|나눈다면] 몫은 [얼마야|얼마인가요]?",
            "몫을 [구해 줘|구하시오|알고 싶어요][: |. ]{a} 나누기 {b}",
            "{a을} {b로} 나눈 값 좀 알려 줄래요?",
            "{a} 나누기 {b}의 정답은 무엇인가요?",
            "나눗셈 좀 도와주세요. {a} 나누기 {b은}?",
            "{a을} {b로} 나눈 결과는 얼마예요?",
            "{a}÷{b} 계산 결과가 뭔가요?",
            "{a을} {b로} 나누는 문제입니다. 몫은?",
            "{a을} {b로} 나눌 때 몫이 얼마예요?",
        ],
        [
            "{a} 나누기 {b} 하면 얼마 나와?",
            "{a}÷{b} 계산하면 뭐가 나와요?",
            "{a을} {b로} 나누면 몫하고 나머지가 어떻게 돼요?",
            "{a}에 {b이} 몇 번 들어가고 얼마가 남나요?",
            "나눗셈 하나 부탁드려요. {a을} {b로} 나눌 거예요.",
            "{a을} {b}개로 똑같이 나누면 하나에 얼마씩이에요?",
            "{a} 나누기 {b이} 얼마인지 알려 주실래요?",
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

        var prompt = language == "ko"
            ? Carriers.Say(random, split, language, Korean, KoreanCores.Division, Numbers.Words(a, b))
            : Carriers.Say(random, split, language, English, EnglishCores.Division, Numbers.Words(a, b));
        return new(Name, language, Manners.Vary(random, split, language, prompt), Scratchpad.Divide(a, b).TrimEnd('\n'), Answer(a, b, language));
    }

    private static string Answer(int a, int b, string language)
    {
        var (quotient, remainder) = (Scratchpad.Text(a / b), Scratchpad.Text(a % b));
        return a % b == 0 ? quotient : language == "ko" ? $"몫 {quotient}, 나머지 {remainder}" : $"{quotient} remainder {remainder}";
    }
}

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
            "What product comes out if {a} and {b} are multiplied?",
            "Please find {a} times {b}.",
            "I need to know how much {a} times {b} is.",
            "Could you multiply the numbers {a} and {b}?",
            "Would you work out {a} * {b} for me?",
            "Take {a}, then multiply by {b}. What do you get?",
            "The numbers are {a} and {b}. What is their product?",
            "My first number is {a} and my second is {b}. Give me the product.",
            "[My|The|Your|One] first number is {a} and [my|the|your] second [one |number |]is {b}. [Multiply the first by the second|Multiply them|Multiply both][.|, please.|. What is the result?]",
            "[My|The|A|Your|Our] number is {a}. [Now|Then|Please|Next,] [multiply it by {b}|multiply by {b}][.|. What is the result?|. What do I get?| and tell me the result.]",
            "[Someone|A friend|My teacher|My son|My boss] [asked|asks] me [what [{a} times {b}|{a} * {b}|{a}*{b}|{a} x {b}] is|to multiply {a} [by|and] {b}]. [What is the answer?|Can you help?|What do I say?|Help me.]",
            "[What|Which] number [comes out|results|do we have|is it] [when|if] {a} is multiplied by {b}?",
            "[When|If|Once|Suppose] {a} is multiplied by {b}, what [comes out|is the result|number results|do we have|is it]?",
            "[Let us|Let's|We have to|We should|I must|I shall] multiply {a} [by|and] {b}[.|. What is the result?|. What comes out?]",
            "I am [trying|going|about] to multiply {a} [by|and] {b}. [What should I get?|What is the result?|Which number is right?]",
            "[Just|Now|Next|Quickly|Simply] multiply {a} [by|and] {b}[.|, please.| for me.]",
            "[What would|What will] it [give|make|be] [to|if I|if you] multiply {a} [by|and] {b}?",
            "[My homework says|On the board stands|The exercise is|The task is|It says here|I wrote down] [{a} times {b}|{a} * {b}|{a}*{b}|{a} x {b}]. [What is it?|What is the answer?|What comes out?|Solve it.]",
            "What does [{a} times {b}|{a} * {b}|{a}*{b}|{a} x {b}] [equal|make|give|come to|amount to]?",
            "[{a} times {b}|{a} * {b}|{a}*{b}|{a} x {b}] [equals|makes|gives|comes to|is] [what|how much|which number]?",
            "[The answer to|The result of|The value of] [{a} times {b}|{a} * {b}|{a}*{b}|{a} x {b}] is [what|which number|how much]?",
            "[First number|First|One number]: {a}. [Second number|Second|Other number]: {b}. [Multiply the first by the second|Multiply them|Multiply both].",
            "[Here are|I have|I've got|Take|We have|Consider] [two numbers: |the numbers |]{a} and {b}. [Now|Please|Then] [multiply them|multiply both|multiply one by the other][.|. What is the result?]",
            "[I wonder|I want to find out|I forgot|I can't remember|I am not sure|Explain to me] [what|how much] [{a} times {b}|{a} * {b}|{a}*{b}|{a} x {b}] is[.|]",
            "[Is it possible to|Would it be okay to|Would you mind to] multiply {a} [by|and] {b}[ for me|]?",
            "[Use|Take|Get] your [head|calculator|pencil] [and|to] multiply {a} [by|and] {b}.",
            "[The result of|I need the result of|Show the result of|Give the result of] multiplying {a} by {b}[?|.|]",
            "[Answer|Reply|Respond] with the [value|result] of [{a} times {b}|{a} * {b}|{a}*{b}|{a} x {b}][.|]",
            "[My|The|Your|One] first number is {a} and [my|the|your] second [one |number |]is {b}. [What is|Tell me|Work out|Say|Show me] [the|their] product[.|, please.|?]",
            "[For|With|Given|From] [the numbers |the two numbers |]{a} and {b}, [what is|tell me|work out|compute|find] the product[.|?]",
            "[How large|How big|How much|What] is the product of [the numbers |the two numbers |]{a} and {b}?",
            "[Let|Say|Suppose] x [be|is] {a} and y [be|is] {b}. What is the product of x and y?",
            "The product [of|from] {a} and {b} is [what|how much|which number]?",
            "One number is {a}, [another|the other|the other one] is {b}. [What is|What's] [their|the] product?",
            "Which number do you get from {a} times {b}?",
            "Multiply the following two numbers: {a}, {b}.",
            "Please tell me the product of these numbers: {a} and {b}.",
            "My calculator is broken. What is {a} * {b}?",
            "I multiplied {a} by {b}. What should the result be?",
            "How much do {a} and {b} make when multiplied?",
            "Would you mind multiplying {a} by {b}?",
            "Work this out: {a} * {b}.",
        ],
        [
            "{a} times {b}, what's the answer?",
            "Can you do {a} x {b} for me real quick?",
            "I got stuck on {a} times {b}. Can you solve it?",
            "What do {a} and {b} multiply to?",
            "Please multiply these for me: {a} and {b}.",
            "I need {a} multiplied by {b}. What does that come to?",
            "Do the multiplication {a} * {b} for me, please.",
            "What do {a} lots of {b} come to?",
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
            "{a}에 {b을} 곱한 수가 궁금해요.",
            "{a} 곱하기 {b} 풀어 주세요.",
            "{a와} {b을} 서로 곱하면 얼마입니까?",
            "{a} 그리고 {b}, 두 수의 곱은?",
            "{a}에서 시작해서 {b을} 곱하면?",
            "{a}*{b} 얼마인지 계산해 주시겠어요?",
            "곱이 얼마야? {a}, {b}",
            "{a와} {b}의 곱셈을 해 주세요.",
            "[{a} 곱하기 {b}|{a}*{b}|{a}×{b}] [풀어 봐|풀어 볼래|풀어 봐 주세요|풀어라|맞혀 봐|해 봐|해 줘][.|?|]",
            "[{a} 곱하기 {b}|{a}*{b}|{a}×{b}], [이거|이것|이 문제] [풀어 줘|풀어 주세요|답이 뭐야|얼마야|좀 계산해 줘][.|?]",
            "[숙제에|칠판에|문제에] [{a} 곱하기 {b}|{a}*{b}|{a}×{b}][라고|이라고] [적혀 있어|쓰여 있어요]. [답은?|답이 뭐야?|얼마예요?]",
            "{a}에 {b을} 곱하면 [결과가|답이|값이] [뭐야|얼마야|어떻게 되나요|무엇인가요|궁금해]?",
            "[제가|내가|우리가] {a}에 {b을} 곱하면 [얼마가 되나요|얼마야|몇이 돼]?",
            "{a}에 {b을} 곱한 [값이|수가|결과가] [얼마인지|몇인지|무엇인지] [알고 싶어|알고 싶어요|말해 줘|가르쳐 줘][.|]",
            "[첫 번째 수는|첫째 수는|한 수는] {a}, [두 번째 수는|둘째 수는|다른 수는] {b}. [첫 번째 수와 두 번째 수로|두 수로] 곱하기[ 해 줘| 해 주세요|를 해 봐].",
            "[친구가|선생님이|동생이] {a} 곱하기 {b을} 물어봤어. [답이 뭐야?|얼마라고 해?]",
            "[지금|이제|그럼|빨리] {a}에 {b을} [곱해 주세요|곱해 줘|곱하세요].",
            "[{a} 곱하기 {b}|{a}*{b}|{a}×{b}][의 계산| 계산]을 [해 줘|부탁해|도와줘|해 볼래?]",
            "{a}에 {b을} 곱하면 얼마일까?",
            "[{a} 곱하기 {b}|{a}*{b}|{a}×{b}] 값[을 알고 싶어요|이 궁금해|이 얼마죠?]",
            "[두 수가|수가] {a와} {b}[일 때|라면] 곱은 [얼마야|얼마인가요]?",
            "곱을 [구해 줘|구하시오|알고 싶어요][: |. ]{a}, {b}",
            "{b을} {a}에 [곱하면?|곱하세요|곱해 줘|곱하면 몇이야?|곱한 값은?|곱하면 답이 뭐야?]",
            "{a}하고 {b을} 곱한 값 좀 알려 줄래요?",
            "{a} 곱하기 {b}의 정답은 무엇인가요?",
            "이 두 수를 곱해 주세요: {a}, {b}",
            "{a}에다가 {b을} 곱하면 얼마예요?",
            "{a}, {b}의 곱을 계산해 주세요.",
            "곱셈 좀 도와주세요. {a} 곱하기 {b은}?",
            "{a}×{b} 계산 결과가 뭔가요?",
        ],
        [
            "{a}에 {b} 곱한 거 얼마예요?",
            "{a} 곱하기 {b} 하면 얼마 나와?",
            "{a}×{b} 계산하면 뭐가 나와요?",
            "{a와} {b}의 곱이 얼마인지 말해 주실래요?",
            "두 수를 곱하는 거 부탁드려요. {a와} {b}입니다.",
            "{a}, {b} 두 수를 곱해서 나온 값이 뭐예요?",
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

        var prompt = language == "ko"
            ? Carriers.Say(random, split, language, Korean, KoreanCores.Multiplication, Numbers.Words(a, b))
            : Carriers.Say(random, split, language, English, EnglishCores.Multiplication, Numbers.Words(a, b));
        return new(Name, language, Manners.Vary(random, split, language, prompt), Scratchpad.Multiply(a, b).TrimEnd('\n'), Scratchpad.Text(a * b));
    }
}

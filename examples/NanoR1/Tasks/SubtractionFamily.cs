namespace NanoR1;

/// <summary>Differences of two numbers of up to four digits, negative ones too.</summary>
internal sealed class SubtractionFamily : ITaskFamily
{
    public string Name => "subtraction";

    public double Weight => 1;

    internal static Phrasebook English { get; } = new(
        [
            "{a}-{b}[|=|=?|?]",
            "{a} - {b}[| =| = ?|?]",
            "{a} minus {b}[|?| =| is?]",
            "[W|w]hat is {a} [-|minus] {b}[?||, please?]",
            "[What's|what's|whats|Whats] {a}[ - | minus |-]{b}[?|]",
            "[Calculate|calculate|Compute|compute|Work out|work out] {a}[ - | minus |-]{b}[.||, please.| please]",
            "[Subtract|subtract|Please subtract|please subtract] {b} from {a}[.||, please.]",
            "[Take|take|Please take] {b} [away from|from] {a}[.||, please.]",
            "[Take|take] {b} away from {a}. What [is left|remains|do I get]?",
            "[H|h]ow much is {a}[ - | minus |-]{b}[?|]",
            "[H|h]ow much is left [if|when] [you|I|we] take {b} from {a}[?|]",
            "[Can|can|Could|could] you [subtract {b} from {a}|take {b} away from {a}][?|| for me?]",
            "I [have|need|want] to subtract {b} from {a}. What's the [result|answer|difference]?",
            "[Solve|solve|Evaluate|evaluate][: | ]{a}[ - |-]{b}[.|| = ?]",
            "[W|w]hat do [you|I|we] get [if|when] [you|I|we] subtract {b} from {a}[?|]",
            "[If|if] I [subtract|take] {b} from {a}, what [is the result|do I get|is left][?|]",
            "[W|w]hat is the [result|answer] of {a} [minus|-] {b}[?|]",
            "[W|w]hat is {a} [less|reduced by|decreased by] {b}[?|]",
            "[W|w]hat is {b} [subtracted|taken away] from {a}[?|]",
            "[Tell|tell|Show|show] me what {a}[ - | minus |-]{b} is[.|]",
            "[Help|help] me subtract {b} from {a}[.|, please.|]",
            "[I'd like|I would like|I want] to know what {a}[ - | minus ]{b} is[.|]",
            "[Do|do] you know what {a}[ - | minus ]{b} is[?|]",
            "[Hi|hi|Hello|hello|Hey|hey][, |! ]what is {a}[ - | minus |-]{b}[?|]",
            "[Question|Quick question|question|Q]: {a}[ - | minus |-]{b}[?| =]",
            "[Start|start] [with|at] {a} and [subtract|take away] {b}. [What is the result?|What do you get?|What is left?|Result?]",
            "[By|by] subtracting {b} from {a}, what [number|result] do [you|I|we] get[?|]",
            "[Decrease|decrease|Reduce|reduce] {a} by {b}[.||. What is the result?]",
            "[What|what|Which|which] number is {b} less than {a}[?|]",
            "[From|from] {a}[,|] [subtract|take away|take] {b}[.|]",
            "[Find|find|Give me|give me] {a}[ - | minus |-]{b}[.||, please.]",
            "{a} [take away|less] {b}[?|| is?]",
            "[Difference|difference|Result|result]: {a}[ - | minus |-]{b}",
            "[Could|Can] you tell me what {a} minus {b} is, please?",
            "Hello! I need the result of {a} - {b}.",
            "Please work out what is left when you take {b} away from {a}.",
            "Given {a}, subtract {b} for me.",
            "I have {a} and take away {b}, how much is left?",
            "Hey, help me: what remains if I take {b} from {a}?",
            "I would like you to compute {a}-{b} for me.",
            "The result of subtracting {b} from {a} is what?",
            "I want to reduce {a} by {b}, what number do I get?",
            "Take the number {a} and subtract {b}. What do you get?",
            "Please find {a} minus {b}.",
            "What number is left over when {b} is taken from {a}?",
            "Could you work out {a} - {b}?",
            "I have {a} and want to take away {b}. What is the result?",
            "If {b} is subtracted from {a}, what remains?",
            "My number is {a}. Subtract {b} from it.",
            "What do I have after I subtract {b} from {a}?",
            "[My|The|Your|One] first number is {a} and [my|the|your] second [one |number |]is {b}. [Subtract the second from the first|Take the second away from the first][.|, please.|. What is the result?]",
            "[My|The|A|Your|Our] number is {a}. [Now|Then|Please|Next,] [subtract {b} from it|take {b} away from it|take away {b}|subtract {b}][.|. What is the result?|. What do I get?| and tell me the result.]",
            "[Someone|A friend|My teacher|My son|My boss] [asked|asks] me [what [{a} minus {b}|{a} - {b}|{a}-{b}] is|to subtract {b} from {a}]. [What is the answer?|Can you help?|What do I say?|Help me.]",
            "[What|Which] number [comes out|results|do we have|is it] [when|if] {b} is [subtracted|taken away|taken] from {a}?",
            "[When|If|Once|Suppose] {b} is [subtracted|taken away|taken] from {a}, what [comes out|is the result|number results|do we have|is it]?",
            "[Let us|Let's|We have to|We should|I must|I shall] subtract {b} from {a}[.|. What is the result?|. What comes out?]",
            "I am [trying|going|about] to subtract {b} from {a}. [What should I get?|What is the result?|Which number is right?]",
            "[Just|Now|Next|Quickly|Simply] subtract {b} from {a}[.|, please.| for me.]",
            "[What would|What will] it [give|make|be] [to|if I|if you] subtract {b} from {a}?",
            "[My homework says|On the board stands|The exercise is|The task is|It says here|I wrote down] [{a} minus {b}|{a} - {b}|{a}-{b}]. [What is it?|What is the answer?|What comes out?|Solve it.]",
            "What does [{a} minus {b}|{a} - {b}|{a}-{b}] [equal|make|give|come to|amount to]?",
            "[{a} minus {b}|{a} - {b}|{a}-{b}] [equals|makes|gives|comes to|is] [what|how much|which number]?",
            "[The answer to|The result of|The value of] [{a} minus {b}|{a} - {b}|{a}-{b}] is [what|which number|how much]?",
            "[First number|First|One number]: {a}. [Second number|Second|Other number]: {b}. [Subtract the second from the first|Take the second away from the first].",
            "[Here are|I have|I've got|Take|We have|Consider] [two numbers: |the numbers |]{a} and {b}. [Now|Please|Then] [subtract the second from the first|take the second away from the first][.|. What is the result?]",
            "[I wonder|I want to find out|I forgot|I can't remember|I am not sure|Explain to me] [what|how much] [{a} minus {b}|{a} - {b}|{a}-{b}] is[.|]",
            "[Is it possible to|Would it be okay to|Would you mind to] subtract {b} from {a}[ for me|]?",
            "[Use|Take|Get] your [head|calculator|pencil] [and|to] subtract {b} from {a}.",
            "[The result of|I need the result of|Show the result of|Give the result of] [subtracting|taking] {b} from {a}[?|.|]",
            "[Answer|Reply|Respond] with the [value|result] of [{a} minus {b}|{a} - {b}|{a}-{b}][.|]",
            "Which number do you get from {a} minus {b}?",
            "Please tell me the result when {b} is subtracted from {a}.",
            "My calculator is broken. What is {a} - {b}?",
            "I subtracted {b} from {a}. What should the result be?",
            "What is {a} after {b} has been taken away?",
            "Would you mind subtracting {b} from {a}?",
            "Work this out: {a} - {b}.",
            "How much do you have if you take {b} away from {a}?",
        ],
        [
            "{a} - {b}, what's the answer?",
            "Can you do {a} minus {b} for me real quick?",
            "I got stuck on {a} minus {b}. Can you solve it?",
            "What's {a} with {b} taken off?",
            "What do I end up at if I start from {a} and go down by {b}?",
            "Please give me the exact result of {a} - {b}.",
            "I need {b} subtracted from {a}. What does that come to?",
            "Do the subtraction {a} - {b} for me, please.",
        ]);

    internal static Phrasebook Korean { get; } = new(
        [
            "{a}-[{b}|{b}=|{b}=?|{b}?|{b은}?]",
            "{a} - {b}[| =| = ?|?]",
            "{a} 빼기 [{b은}|{b은}요|{b}]?",
            "{a} 빼기 [{b}|{b은} 얼마|{b은} 얼마야?|{b은} 얼마예요?|{b은} 얼마인가요?|{b은} 얼마입니까?|{b은} 뭐야?|{b은} 몇이야?]",
            "{a} 마이너스 [{b}|{b은}?|{b은} 얼마야?]",
            "{a}-{b} [계산해줘|계산해 줘|계산해 주세요|계산|계산해 봐|계산하기][|.]",
            "{a} - {b을} [계산해줘|계산해 주세요|계산하세요|계산하시오|구해줘|구하시오][|.]",
            "{a}에서 {b을} 빼면[?| 얼마야?| 얼마예요?| 얼마인가요?| 몇이야?| 뭐가 돼?| 얼마지?]",
            "{a}에서 {b을} [빼줘|빼 주세요|빼세요|빼시오|빼 봐][|.]",
            "{a}에서 {b} [빼면?|빼면 얼마야?|빼줘|빼기|빼면 몇이야?|빼 줘]",
            "{a}에서 {b을} 뺀 [값은?|값은 얼마인가요?|값|값을 구하시오|결과는?|수는?]",
            "{a}에서 {b을} 뺀 [값을|결과를] [알려줘|구해줘|말해줘|알려 주세요][|.]",
            "[차이|뺄셈|계산][: | ]{a}-{b}",
            "[다음을|이것을|이거] [계산해줘|계산하시오|계산해 주세요|풀어줘][: |. ]{a}[ - |-]{b}",
            "[뺄셈 문제|문제][: |: 뺄셈 ]{a}[-| - ][{b}|{b}=|{b은}?]",
            "{a}[-| - ]{b}의 [값은?|답은?|결과는?|값은 얼마인가요?|답은 얼마야?|답을 알려줘|값을 구하시오]",
            "[안녕|안녕하세요][, |. |! ]{a} 빼기 [{b은}?|{b은} 얼마야?|{b은} 얼마인가요?]",
            "{a}보다 {b} 작은 수[는?|는 얼마야?|는 무엇인가요?|]",
            "[혹시|저기] {a}[-| - | 빼기 ]{b} [얼마야?|얼마인지 알아?|얼마인지 알려줘]",
            "{a}[-| 빼기 ]{b이} [얼마야?|얼마인가요?|얼마지?|몇이야?|뭐야?]",
            "{a} 빼기 {b} [답|정답][은?|을 알려줘|을 말해 주세요|]",
            "{a}에서 {b}만큼 [빼면?|빼면 얼마야?|빼줘|줄이면?|줄이면 얼마인가요?]",
            "{a}에서 {b을} [빼고 나면|덜어내면|없애면] [얼마야?|얼마가 남아?|얼마인가요?|몇이 남나요?]",
            "{a}에서 {b을} 빼면 [얼마가|몇이] [남아?|남나요?|남지?|돼?|되나요?]",
            "{a을} {b}만큼 [줄여줘|줄이세요|줄이면?|줄이면 얼마야?]",
            "{a을} 가지고 {b을} [빼면?|빼세요|빼면 얼마야?]",
            "{a} 빼기 {b} [계산|계산해줘|계산해 주세요|계산 부탁해|계산 부탁드려요][|.]",
            "{a}에서 {b} [뺀 값|뺀 수|뺀 결과][은?|은 뭐야?|]",
            "{a}에서 {b을} 뺄 때 [답은?|값은?|결과는?|답은 얼마야?]",
            "{a} 빼기 {b} 결과 좀 알려 주세요.",
            "안녕하세요, {a}에서 {b을} 빼면 답이 얼마인가요?",
            "뺄셈해줘: {a}에서 {b}",
            "{a}, 여기에서 {b을} 빼세요.",
            "{a} 빼기 {b}의 결과를 말해 주세요.",
            "혹시 {a}에서 {b} 빼면 몇인지 알아?",
            "계산해 주세요. {a}에서 {b}만큼 빼면?",
            "{a}-{b} 정답이 뭐야?",
            "{a}에서 {b을} 빼고 남은 수를 구해줘",
            "{a}에서 {b을} 뺀 수가 궁금해요.",
            "{a} 빼기 {b} 풀어 주세요.",
            "{a}에서 시작해서 {b을} 빼면?",
            "{a}-{b} 얼마인지 계산해 주시겠어요?",
            "{b을} {a}에서 빼면 얼마야?",
            "{a}에서 {b} 빼고 남는 것은 얼마인가요?",
            "{a}에서 {b을} 빼는 계산을 해 주세요.",
            "{a} 빼기 {b}, 답은?",
            "[{a} 빼기 {b}|{a}-{b}|{a} - {b}] [풀어 봐|풀어 볼래|풀어 봐 주세요|풀어라|맞혀 봐|해 봐|해 줘][.|?|]",
            "[{a} 빼기 {b}|{a}-{b}|{a} - {b}], [이거|이것|이 문제] [풀어 줘|풀어 주세요|답이 뭐야|얼마야|좀 계산해 줘][.|?]",
            "[숙제에|칠판에|문제에] [{a} 빼기 {b}|{a}-{b}|{a} - {b}][라고|이라고] [적혀 있어|쓰여 있어요]. [답은?|답이 뭐야?|얼마예요?]",
            "{a}에서 {b을} 빼면 [결과가|답이|값이] [뭐야|얼마야|어떻게 되나요|무엇인가요|궁금해]?",
            "[제가|내가|우리가] {a}에서 {b을} 빼면 [얼마가 되나요|얼마야|몇이 돼]?",
            "{a}에서 {b을} 뺀 [값이|수가|결과가] [얼마인지|몇인지|무엇인지] [알고 싶어|알고 싶어요|말해 줘|가르쳐 줘][.|]",
            "[첫 번째 수는|첫째 수는|한 수는] {a}, [두 번째 수는|둘째 수는|다른 수는] {b}. [첫 번째 수와 두 번째 수로|두 수로] 빼기[ 해 줘| 해 주세요|를 해 봐].",
            "[친구가|선생님이|동생이] {a} 빼기 {b을} 물어봤어. [답이 뭐야?|얼마라고 해?]",
            "[지금|이제|그럼|빨리] {a}에서 {b을} [빼 주세요|빼 줘|빼세요].",
            "[{a} 빼기 {b}|{a}-{b}|{a} - {b}][의 계산| 계산]을 [해 줘|부탁해|도와줘|해 볼래?]",
            "{a}에서 {b을} 빼면 얼마일까?",
            "[{a} 빼기 {b}|{a}-{b}|{a} - {b}] 값[을 알고 싶어요|이 궁금해|이 얼마죠?]",
            "{b을} {a}에서 [빼면?|빼세요|빼 줘|빼 주세요|빼면 몇이야?|뺀 값은?|빼면 답이 뭐야?]",
            "{b}만큼 {a}에서 [빼면|빼 줘|빼면 얼마야?|줄이면?]",
            "{a}에서 {b을} 뺀 값 좀 알려 줄래요?",
            "{a} 빼기 {b}의 정답은 무엇인가요?",
            "뺄셈 좀 도와주세요. {a} 빼기 {b은}?",
            "{a}에서 {b}만큼을 빼면 얼마예요?",
            "{a}-{b} 계산 결과가 뭔가요?",
            "{a}에서 {b을} 빼고 나면 무엇이 남나요?",
            "{a}에서 {b을} 빼는 문제입니다. 답은?",
        ],
        [
            "{a}에서 {b} 뺀 거 얼마예요?",
            "{a} 빼기 {b} 하면 얼마 나와?",
            "{a}-{b} 계산하면 뭐가 나와요?",
            "{a}에서 {b}만큼 줄어들면 얼마가 되나요?",
            "{a}에서 {b을} 빼면 답이 얼마인지 알려 주실래요?",
            "뺄셈 하나 부탁드려요. {a}에서 {b을} 뺄 거예요.",
            "{b을} {a}에서 뺀 결과를 구해 주세요.",
        ]);

    /// <summary>A difference is asked for between the larger and the smaller, in this order, as its sign would be a matter of taste.</summary>
    internal static Phrasebook EnglishDifference { get; } = new(
        [
            "[W|w]hat is the difference [between|of] {a} and {b}[?|]",
            "[Find|find|Give me|give me|Tell me|tell me|Calculate|calculate] the difference [between|of] {a} and {b}[.|, please.|]",
            "[The|the] difference [between|of] {a} and {b}[?||.| is]",
            "[H|h]ow much [more|larger|bigger|greater] is {a} than {b}[?|]",
            "{a} and {b}[:|,] what is [their|the] difference[?|]",
            "Could you tell me the difference between {a} and {b}, please?",
            "I need the difference of {a} and {b}.",
            "Do you know how much larger {a} is than {b}?",
            "By how much do {a} and {b} differ?",
            "Please work out the difference between the numbers {a} and {b}.",
            "What difference is there between {a} and {b}?",
        ],
        [
            "What's the gap between {a} and {b}?",
            "By what amount is {a} bigger than {b}?",
            "I need to know the difference between {a} and {b}.",
            "How much bigger than {b} is {a}?",
            "What do I have to add to {b} to get {a}?",
            "The numbers are {a} and {b}. Can you calculate their difference?",
        ]);

    internal static Phrasebook KoreanDifference { get; } = new(
        [
            "{a와} {b}의 차[는?|는 얼마야?|는 얼마인가요?|를 구하시오|를 알려줘|]",
            "{a와} {b}의 차이[는?|는 얼마야?|는 얼마인가요?|를 구해줘|를 알려줘|]",
            "{a은} {b}보다 얼마나 [커?|큰가요?|클까?|큽니까?]",
            "{a와} {b} [차이는?|차이 계산해줘|차이가 얼마야?|차이를 말해줘]",
            "안녕하세요, {a와} {b}의 차이 좀 알려 주세요.",
            "{a이} {b}보다 얼마나 큰지 알려줘",
            "두 수 {a}, {b}의 차를 말해줘",
            "{a와} {b}의 차이를 계산해 주세요.",
            "{a은} {b}보다 얼마만큼 큰가요?",
            "{a}, {b} 두 수의 차이는 얼마야?",
        ],
        [
            "{a}하고 {b} 차이가 얼마나 나요?",
            "{a와} {b은} 서로 얼마나 차이가 나나요?",
            "{a이} {b}보다 몇이나 더 커요?",
            "{b}에 얼마를 더해야 {a이} 되나요?",
            "{a와} {b}, 두 수의 차이 좀 구해 주세요.",
            "{b}보다 {a이} 얼마나 더 큰 수예요?",
            "{a}하고 {b} 사이의 차이를 알고 싶어요.",
        ]);

    public Exercise Create(Random random, Split split, string language)
    {
        int a, b;
        do
        {
            (a, b) = (Numbers.Draw(random, 4), Numbers.Draw(random, 4));
            if (a < b && random.Next(2) == 0)
            {
                (a, b) = (b, a);
            }
        }
        while (!HeldOut.Belongs($"subtract {Math.Min(a, b)} {Math.Max(a, b)}", split));

        var (book, cores) = (a >= b && random.Next(6) == 0, language) switch
        {
            (true, "ko") => (KoreanDifference, KoreanCores.Difference),
            (true, _) => (EnglishDifference, EnglishCores.Difference),
            (false, "ko") => (Korean, KoreanCores.Subtraction),
            (false, _) => (English, EnglishCores.Subtraction),
        };
        var prompt = Carriers.Say(random, split, language, book, cores, Numbers.Words(a, b));
        var problem = $"{Scratchpad.Text(a)}-{Scratchpad.Text(b)}";
        var thought = $"{problem}:\n" + Scratchpad.Compare(a, b) + Scratchpad.Subtract(Math.Max(a, b), Math.Min(a, b));
        if (a < b)
        {
            thought += $"{problem}={Scratchpad.Text(a - b)}\n";
        }

        return new(Name, language, Manners.Vary(random, split, language, prompt), thought.TrimEnd('\n'), Scratchpad.Text(a - b));
    }
}

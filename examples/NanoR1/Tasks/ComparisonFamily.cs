namespace NanoR1;

/// <summary>The larger or smaller of two numbers of up to four digits, or that they are equal.</summary>
internal sealed class ComparisonFamily : ITaskFamily
{
    private static readonly (string Name, string Value)[][] Larger =
    [
        [("er", "larger"), ("est", "largest"), ("is", "larger")],
        [("er", "bigger"), ("est", "biggest"), ("is", "bigger")],
        [("er", "greater"), ("est", "greatest"), ("is", "more")],
        [("er", "higher"), ("est", "highest"), ("is", "greater")],
    ];

    private static readonly (string Name, string Value)[][] Smaller =
    [
        [("er", "smaller"), ("est", "smallest"), ("is", "smaller")],
        [("er", "smaller"), ("est", "least"), ("is", "less")],
        [("er", "lower"), ("est", "lowest"), ("is", "lower")],
        [("er", "lesser"), ("est", "least"), ("is", "less")],
    ];

    private static readonly (string Name, string Value)[] KoreanLarger = [("큰", "큰"), ("클", "클"), ("커", "커"), ("크", "크"), ("큽", "큽")];

    private static readonly (string Name, string Value)[] KoreanSmaller = [("큰", "작은"), ("클", "작을"), ("커", "작아"), ("크", "작"), ("큽", "작습")];

    public string Name => "comparison";

    public double Weight => 1.2;

    internal static Phrasebook English { get; } = new(
        [
            "[Which|which|What|what] is {is}[, |: | ]{a} or {b}[?|]",
            "[Which|which] number is {er}[, |: | ]{a} or {b}[?|]",
            "[Which|which][ one|] is {er}, {a} or {b}[?|]",
            "[Which|which|What|what] is the {er}[ number| one|][, |: | of ]{a} [or|and] {b}[?|]",
            "[Which|which] of {a} and {b} is [the |]{er}[?|]",
            "{a} or {b}[: |, ]which [is|one is|number is] {is}[?|]",
            "{a} or {b}[, |: ]{er}[?|]",
            "[Give|give|Tell|tell] me the {er} [of|number of|one of] {a} and {b}[.|]",
            "[Find|find|Pick|pick|Choose|choose|Select|select] the {er}[ number| one|]: {a} [or|and] {b}[.|]",
            "[Find|find|Pick|pick|Choose|choose|Say|say] the {er} of {a} and {b}[.|, please.|]",
            "[Compare|compare] {a} and {b}[. |: |, ][W|w]hich is {er}[?|]",
            "[Compare|compare] {a} [with|to] {b}[. |: |, ]which [one|number] is {er}[?|]",
            "[Which|which] is the {est}[: |, ]{a} or {b}[?|]",
            "[I have|I've got|There are] {a} and {b}. Which [is|one is|number is] {er}?",
            "[Tell|tell|Show|show] me which is {er}[, |: ]{a} or {b}[.|]",
            "[Can|can|Could|could] you [tell|show] me which is {er}, {a} or {b}[?|]",
            "[The|the] {er} of {a} and {b}[?||.| is]",
            "{er}[: | of ]{a} [or|and] {b}[?|]",
            "[Is|is] {a} or {b} {is}[?|]",
            "[Of|of|Between|between] {a} and {b}, which [is|one is|number is] {is}[?|]",
            "[Hi|hi|Hello|hello|Hey|hey][, |! ]which is {er}, {a} or {b}[?|]",
            "[Question|Quick question|question|Q]: which is {er}, {a} or {b}[?|]",
            "[I'd like|I would like|I want] to know which is {er}, {a} or {b}[.|]",
            "[Do|do] you know which is {is}, {a} or {b}[?|]",
            "[Help|help] me [find|pick|choose] the {er} [one|number]: {a} or {b}[.|]",
            "[If|if] you compare {a} and {b}, which [is|one is] {er}[?|]",
            "[Return|return|Output|output|Write|write] the {er} of [the numbers |the two numbers |]{a} and {b}[.|]",
            "[Two|two] numbers[: |, ]{a} and {b}. [Which is {er}?|Which one is {er}?|The {er} one?]",
            "[Could|Can] you pick the {er} number of {a} and {b}, please?",
            "Hello! Please find which one is {er}: {a} or {b}?",
            "I have two numbers, {a} and {b}. Tell me the {er} one.",
            "Between {a} and {b}, tell me the {er} number.",
            "Do you want {a} or {b} if you choose the {er}?",
            "Please say which of the two is {er}: {a}, {b}.",
            "Given {a} and {b}, what is the {er} of the two?",
            "I need the {er} number. Is it {a} or {b}?",
            "Would you tell me which number is {er}, {a} or {b}?",
            "Please choose the {er} of these two numbers: {a}, {b}.",
            "Look at {a} and {b}. Which one is {er}?",
            "Out of {a} and {b}, which number is {er}?",
            "I have to pick the {er} one: {a} or {b}?",
            "The numbers are {a} and {b}. Which is the {er} one?",
            "Name the {er} number: {a} or {b}.",
        ],
        [
            "{a} vs {b}, which one's {er}?",
            "Which has the {er} value, {a} or {b}?",
            "If I had to choose the {er} number, would it be {a} or {b}?",
            "Show me only the {er} one: {a}, {b}.",
            "I can't tell if {a} or {b} is {er}. Which is it?",
            "Can you compare {a} and {b} and give me the {er} number?",
            "Which of these two numbers is {is}? {a}, {b}",
        ]);

    internal static Phrasebook Korean { get; } = new(
        [
            "{a와} {b} 중 [더 |]{큰} [수는?|것은?|쪽은?|수|숫자는?]",
            "{a와} {b} [중에|중에서] [더 |]{큰} [수는?|것은?|쪽은?|건?|숫자는?]",
            "{a와} {b} [중|중에|중에서] [어느|어떤] [것이|쪽이|수가] [더 |][{커}?|{큰}가요?|{클}까?]",
            "{a와} {b} [중|중에서] [더 |]{큰} [수를|쪽을|것을] [알려줘|골라줘|말해줘|고르시오|구하시오|고르세요][|.]",
            "{a}, {b} 중 [더 |]{큰} [수는?|것은?|쪽은?|수]",
            "{a}하고 {b} 중에 [뭐가|어느 게|누가] [더 |]{커}?",
            "{a}이랑 {b} 중에 [뭐가|어느 게] [더 |][{커}?|{클}까?]",
            "{a와} {b을} 비교하면 [뭐가|어느 쪽이|어느 것이] [더 |][{커}?|{큰}가요?|{클}까요?]",
            "{a와} {b을} 비교해서 [더 |]{큰} [수를|쪽을|것을] [알려줘|말해줘|골라 주세요][|.]",
            "[뭐가|어느 게|어느 것이|어느 쪽이|어느 수가] [더 |][{커}?|{큰}가요?|{클}까?][ |: ]{a} [아니면|또는] {b}[|?]",
            "[뭐가|어느 쪽이] [더 |]{커}? {a}[, | ]{b}",
            "[더 |]{큰} [수|쪽|것|숫자]: {a}, {b}",
            "[더 |]{큰} [수는?|쪽은?|것은?|숫자는?] {a}, {b}",
            "{a}[, | / | vs ]{b} [뭐가|어느 게|어느 쪽이] [더 |]{커}?",
            "{a} 아니면 {b}, [뭐가|어느 게|어느 쪽이] [더 |][{커}?|{큰}가요?|{클}까?]",
            "[두 수|두 숫자] {a와} {b} 중 [더 |]{큰} [수는?|것은?|수를 고르시오|수를 알려줘]",
            "[안녕|안녕하세요][, |. |! ]{a와} {b} 중 [더 |]{큰} [수는?|것은?|수가 뭐야?]",
            "{a와} {b} 중 [더 |]{큰} [수가|것이|쪽이] [뭐야?|뭐예요?|무엇인가요?|무엇입니까?|뭐지?]",
            "{a와} {b} 가운데 [더 |]{큰} [수는?|것은?|수는 무엇인가요?|쪽은 뭐야?]",
            "[비교|비교해줘|비교 문제][: | ]{a}, {b} [더 |]{큰} [수|쪽|것]",
            "[다음|아래] [중|두 수 중] [더 |]{큰} [수는?|것은?|수를 고르시오][: | ]{a}, {b}",
            "{a} {b}[ 둘|] 중 [더 |]{큰} [거|거는?|것|수|건 뭐야?]",
            "{a와} {b} 중 [어느|어떤] [것이|쪽이|수가] [더 |]{큽}니까?",
            "[혹시|저기] {a와} {b} 중에 [뭐가|어느 게] [더 |][{커}?|{큰}지 알아?|{큰}지 알려줘]",
            "{a이} [더 |]{커} {b이} [더 |]{커}?",
            "{a이} {큰}가요[, | ]{b이} {큰}가요?",
            "{a와} {b}에서 [더 |]{큰} [수는?|수를 찾아줘|쪽을 찾아줘|수를 찾으시오|것은?]",
            "{a} 그리고 {b} 중에서 {큰} 수를 찾아 주세요.",
            "안녕하세요, 어느 수가 더 {큰}가요? {a}, {b}",
            "{a}, {b} 둘 중에 더 {큰} 쪽을 골라줘",
            "두 숫자를 비교해줘: {a와} {b} 중 더 {큰} 것",
            "더 {큰} 수를 말해 주세요. {a} 아니면 {b}?",
            "혹시 {a}, {b} 비교하면 뭐가 {큰}지 알아?",
            "{a와} {b}, 이 중에서 {큰} 숫자가 뭐야?",
            "{a}하고 {b을} 비교했을 때 {큰} 수는?",
            "{a와} {b} 중에서 더 {큰} 수가 궁금해요.",
            "{a와} {b을} 비교해 주세요. 어느 수가 더 {큰}가요?",
            "{a}, {b} 가운데 {큰} 수를 알려 주세요.",
            "어느 쪽이 {큰} 수인가요, {a} 아니면 {b}?",
            "두 수 {a}, {b} 중에 더 {큰} 것은 무엇인가요?",
            "{a}하고 {b} 중에서 {큰} 숫자를 골라 주세요.",
            "{큰} 쪽을 골라줘: {a} 또는 {b}",
        ],
        [
            "{a}, {b} 둘 중에 어느 게 더 {커}요?",
            "{a와} {b을} 놓고 보면 더 {큰} 쪽은 어디인가요?",
            "더 {큰} 숫자 하나만 골라 주세요. {a}, {b}",
            "{a}하고 {b} 중에 어떤 수가 {큰}지 알려 주세요.",
            "{a와} {b} 가운데 어느 쪽이 더 {크}죠?",
            "둘 중 {큰} 수를 찾고 있어요: {a와} {b}",
            "{a}, {b} 비교해서 {큰} 수만 말해 줄래요?",
        ]);

    public Exercise Create(Random random, Split split, string language)
    {
        int a, b;
        do
        {
            (a, b) = Draw(random);
        }
        while (!HeldOut.Belongs($"compare {Math.Min(a, b)} {Math.Max(a, b)}", split));

        var larger = random.Next(2) == 0;
        var words = (larger, language) switch
        {
            (true, "ko") => KoreanLarger,
            (false, "ko") => KoreanSmaller,
            (true, _) => Larger[random.Next(Larger.Length)],
            (false, _) => Smaller[random.Next(Smaller.Length)],
        };
        var prompt = language == "ko"
            ? Carriers.Say(random, split, language, Korean, KoreanCores.Comparison, [.. Numbers.Words(a, b), .. words])
            : Carriers.Say(random, split, language, English, EnglishCores.Comparison, [.. Numbers.Words(a, b), .. words]);
        var wanted = larger ? "larger" : "smaller";
        var found = a == b ? "equal" : Scratchpad.Text(larger ? Math.Max(a, b) : Math.Min(a, b));
        var thought = $"{wanted} {Scratchpad.Text(a)} {Scratchpad.Text(b)}\n{Scratchpad.Compare(a, b)}{wanted} {found}";
        return new(Name, language, Manners.Vary(random, split, language, prompt), thought, a == b && language == "ko" ? "같음" : found);
    }

    /// <summary>Often of one length and with the first digits in common, for the others are easy.</summary>
    private static (int A, int B) Draw(Random random)
    {
        var a = Numbers.Draw(random, 4);
        var length = Scratchpad.Text(a).Length;
        var last = random.Next(16) switch { < 4 => -1, < 8 => 10_000, < 11 => 10, < 14 => 100, < 15 => 1_000, _ => 1 };
        if (last < 0)
        {
            return (a, Numbers.Draw(random, 4));
        }

        // The digits below "last" are drawn anew.
        var other = Numbers.OfLength(random, length);
        return (a, last >= 10_000 ? other : (a / last * last) + (other % last));
    }
}

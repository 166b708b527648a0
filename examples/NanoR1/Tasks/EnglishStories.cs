namespace NanoR1;

/// <summary>English word problems. In frames, <c>B</c> and <c>C</c> are what happens to so many things (<c>Bd</c> in the past, <c>Bing</c> as a
/// gerund, <c>IB</c> in the first person), <c>Q</c> is the question and <c>q</c> the same within a sentence.</summary>
internal static class EnglishStories
{
    private const string Gain = "[buys|gets|finds|receives|picks|wins|collects|earns]";
    private const string Gained = "[bought|got|found|received|picked|won|collected|earned]";
    private const string Gaining = "[buying|getting|finding|receiving|picking|winning|collecting|earning]";
    private const string Lose = "[loses|gives away|sells|eats|uses|breaks|spends|drops]";
    private const string Lost = "[lost|gave away|sold|ate|used|broke|spent|dropped]";
    private const string Losing = "[losing|giving away|selling|eating|using|breaking|spending|dropping]";
    private const string Have = "[buy|get|find|receive|pick|win|collect|earn]";
    private const string Miss = "[lose|give away|sell|eat|use|break|spend|drop]";
    private const string Pair = "{a} [red|big|old|round] and {b} [blue|small|new|flat] {x}";
    private const string Asked = "[Tell me|Work out|Find out|Please say|I wonder|Say|Calculate|Let me know|Figure out]";
    internal const string Sum = "[in all|altogether|in total]";

    private static readonly string[] Changes =
    [
        "{name} has {a} {x}, <B> and <C>. <Q>",
        "{name} has {a} {x}. [{name}|Then {he}|{He}] <B> and [then |]<C>. <Q>",
        "{name} had {a} {x}, <Bd> and <Cd>. <Q>",
        "If {name} has {a} {x}, <B> and <C>, <q>?",
        "<Qs> if {name} starts with {a}, <B> and <C>?",
        "<Qs> after {he} <B> and <C>, if {he} had {a} [at first|before]?",
        "After {name} <B> and <C>, <q>, if there were {a} [at first|before|to begin with]?",
        "{name} <B> and <C>. [At first|Before that|In the beginning] {he} had {a} {x}. <Q>",
        "Starting with {a} {x}, {name} <B> and <C>. <Q>",
        "{name} starts with {a} {x}. {He} <B>. Then {he} <C>. <Q>",
        "At first there are {a} {x} in a [box|bag|room]. {name} <putB> and [then |]<putC>. How many {x} are there now?",
        "There were {a} {x} on the table. {name} <putBd> and <putCd>. How many {x} are there now?",
        "{name} owns {a} {x}; {he} <B> and <C>; <q>?",
        "With {a} {x} [at first|to begin with], {name} <B> and [then|later] <C>. <Q>",
        "{name} already had {a} {x} before {he} <Bd> and <Cd>. <Q>",
        "Yesterday {name} had {a} {x}. Today {he} <Bd> and <Cd>. <Q>",
        "On Monday {name} has {a} {x}. On Tuesday {he} <B>, on Wednesday {he} <C>. <Q>",
        "First {name} has {a} {x}, then {he} <B>, then {he} <C>. <Q>",
        "{name} has {a} {x}. {He} <B>. {He} <C>. How many now?",
        "How many {x} does {name} have [in the end|at the end] if {he} has {a}, <B> and <C>?",
        "Tell me how many {x} {name} has [now|in the end] if {he} had {a}, <Bd> and <Cd>.",
        "{name} has {a} {x} and <B>. {He} [also|then|later] <C>. <Q>",
        "{a} {x} are {name}'s. {He} <B> and <C>. <Q>",
        "My friend {name} has {a} {x}. {He} <B> and <C>. <Q>",
        "Suppose {name} has {a} {x}, <B> and <C>. <Q>",
        "In the morning {name} had {a} {x}. {He} <Bd> at noon and <Cd> in the evening. <Q>",
        "{name} has {a} {x}. A day later {he} <B>, and a week later {he} <C>. <Q>",
        "What is the number of {x} that {name} has after {he} <B> and <C>, starting with {a}?",
        "{name} <B> and then <C>. <Q> {He} [started with|had] {a} [at first|before].",
        "Before {name} <Bd> and <Cd>, {he} had {a} {x}. <Q>",
        "{name}, who had {a} {x}, <Bd> and <Cd>. <Q>",
        "{name} has {a} {x}, but then {he} <B>. After that {he} <C>. <Q>",
        "Count {name}'s {x}: {he} had {a}, <Bd> and <Cd>.",
        "{a} {x} belong to {name}, who <B> and <C>. <Q>",
        "After <Bing> and <Cing>, <q>, if {he} had {a} before?",
        "A [shop|school|farm|store] has {a} {x}. It <B> and <C>. How many {x} does it have now?",
        "The {a} {x} belong to {name}. Then {he} <B>, and {he} <C>. <Q>",
        "{a} {x} belong to {name}. After {he} <B> and <C>, how many {x} are there?",
        "After {name} <B> and <C>, <q>? At first there were {a}.",
        "{name} [begins|starts out] with {a} {x}. Later {he} <B> and <C>. <Q>",
        "How many {x} will {name} have if {he} <B> and <C> and has {a} right now?",
        "Last week {name} had {a} {x}. Since then {he} <Bd> and <Cd>. <Q>",
        "Our neighbor {name} had {a} {x}, then <Bd>, then <Cd>. <Q>",
        "Having {a} {x}, {name} <B> and after that <C>. <Q>",
        "{name} <B> and later <C>, but at the start {he} had {a} {x}. <Q>",
        "Work out how many {x} {name} has: {a} at first, then {he} <B> and <C>.",
        "I have {a} {x}, <IB> and <IC>. How many {x} do I have <end>?",
        "I had {a} {x}, <Bd> and <Cd>. How many {x} do I have <end>?",
        "If I have {a} {x}, <IB> and [then |]<IC>, how many {x} do I have <end>?",
        "I have {a} {x}. I <IB>. Then I <IC>. How many {x} [do I have|are there] <end>?",
        "{name} has {a} {x} at the beginning. Then {he} <B> and <C>. <Q>",
        "Let us say {name} has {a} {x}, <B> and <C>. <Q>",
        "{name} had {a} {x} this morning. Since then {he} <Bd> and <Cd>. <Q>",
        "There is {name} with {a} {x}. {He} <B>, and after that {he} <C>. <Q>",
        "If {name} <B> and <C> and had {a} {x} before, <q>?",
        "{name} <Bd> and <Cd>. Before, {he} had {a} {x}. <Q>",
        "I know that {name} had {a} {x}, <Bd> and <Cd>. <Q>",
        "I have {a} {x}. Today I <IB> and <IC>. How many {x} do I have now?",
        .. Phrasings.Lines("english", "two-changes"),
    ];

    private static readonly string[] HeldOutChanges = Phrasings.HeldOut("english", "two-changes");

    private static readonly string[] Products =
    [
        "{name} has {a} {box} with {b} {x} each", "{name} [has|buys] {a} {box} of {b} {x} each", "{name} [buys|gets|fills] {a} {box} with {b} {x} in each",
        "There are {b} {x} in each of {name}'s {a} {box}", "Each of {name}'s {a} {box} holds {b} {x}", "{name} has {a} {box}, each with {b} {x}",
        "{name} owns {a} {box}. [Every one|Each] [holds|has] {b} {x}", "{name} puts {b} {x} into each of {a} {box}", "In each of {a} {box} {name} has {b} {x}",
        "{name} finds {b} {x} [every day|a day|per day|each day] for {a} days", "With {b} {x} per {box1}, {name} has {a} {box}", "For {a} days {name} [makes|finds|gets] {b} {x} [a day|each day|daily]",
        "In {a} {box} of {name} there are {b} {x} each", "{name} packs {a} {box} with {b} {x} each", "{name} carries {a} {box}, all with {b} {x} inside", "{name} has {b} {x} in every {box1} and {a} such {box}",
    ];

    private static readonly string[] AfterProducts =
        [". [Then {name}|{He}|Later {he}|Soon {he}] <C>. <Q>", " and afterwards {he} <C>. <Q>", ", then {he} <C>. <Q>", ". After {he} <C>, <q>?", ". How many {x} does {name} have after {he} <C>?"];

    private static readonly string[] OtherProducts =
    [
        "<Qs> if {he} has {a} {box} of {b} {x} each and <C>?", "After {name} <C>, <q>, if {he} had {a} {box} of {b} {x} each [before|at first]?",
        "{name} <C>. [Before that|At first] {he} had {a} {box} with {b} {x} each. <Q>", "If {name} has {a} {box} of {b} {x} each and <C>, <q>?",
        "If there are {b} {x} in each of {a} {box} and {name} <C>, how many {x} are there then?", "{name} <Cd> and had {a} {box} of {b} {x} each before. <Q>",
        "{name} <C> after filling {a} {box} with {b} {x} each. <Q>", "I have {a} {box} of {b} {x} each and <IC>. How many {x} do I have <end>?",
    ];

    private static readonly string[] LaterProducts =
    [
        .. Stories.Cross(
            ["{name} keeps {a} {box}, and every {box1} holds {b} {x}", "In {name}'s room there are {a} {box} of {b} {x} each", "{name} has {b} {x} in each of {a} {box}", "{a} {box} of {name} hold {b} {x} each"],
            [". Today {he} <C>. <Q>", ", and later {he} <C>. <Q>"]),
        "{name} fills {a} {box} with {b} {x} each and then <C>. <Q>",
        .. Phrasings.Lines("english", "groups-then-change"),
    ];

    private static readonly string[] HeldOutProducts = Phrasings.HeldOut("english", "groups-then-change");

    public static IReadOnlyDictionary<StoryKind, Phrasebook> Books { get; } = new Dictionary<StoryKind, Phrasebook>
    {
        [StoryKind.AddSubtract] = Change(Changes, HeldOutChanges, true, false, []),
        [StoryKind.SubtractAdd] = Change(Changes, HeldOutChanges, false, true, ["{name} sells {b} of {a} {x} and then buys {c} [new ones|more]. <Q>", "{b} of {name}'s {a} {x} [get lost|are sold|break]. Then {he} <C>. <Q>"]),
        [StoryKind.SubtractSubtract] = Change(Changes, HeldOutChanges, false, false, ["How many are left of {a} {x} after {name} <B> and <C>?", "After {name} <B> and <C>, how many are left of {a} {x}?", "Of {a} {x}, {name} <B> and <C>. <Q>"]),
        [StoryKind.AddAdd] = Change(Changes, HeldOutChanges, true, true, ["{name} has {a} red, {b} blue and {c} green {x}. How many {x} is that " + Sum + "?", "One {box1} holds {a} {x}, another {b} and a third {c}. How many {x} are there " + Sum + "?", "{name} [collects|picks|buys] {a} {x} on Monday, {b} on Tuesday and {c} on Friday. How many {x} is that " + Sum + "?"]),
        [StoryKind.MultiplyAdd] = Change([.. Stories.Cross(Products, AfterProducts), .. LaterProducts, .. OtherProducts], HeldOutProducts, true, true, ["There are {a} {box} with {b} {x} in each and {c} {x} [on the table|outside|besides]. How many {x} are there " + Sum + "?", "{name} has {c} {x} and also {a} {box} of {b} {x} each. <Q>"]),
        [StoryKind.MultiplySubtract] = Change([.. Stories.Cross(Products, AfterProducts), .. LaterProducts, .. OtherProducts], HeldOutProducts, true, false, ["There are {a} {box} with {b} {x} in each. {c} {x} [break|are sold|get lost]. How many {x} are left?", "After {name} <C>, how many are left of {a} {box} with {b} {x} each?"]),
        [StoryKind.SumTimes] = new(
            [
                .. Stories.Cross(
                    [
                        "{name} puts " + Pair + " in each of {c} {box}. ", "Each of {name}'s {c} {box} holds " + Pair + ". ", "There are {c} {box} with " + Pair + " [each|in each]. ",
                        "{c} friends each have " + Pair + ". ", "{name} [picks|buys|collects|makes] " + Pair + " [every day|a day] for {c} days. ", "A {box1} holds " + Pair + ", and {name} has {c} such {box}. ",
                        "Every day {name} finds {a} {x} in the morning and {b} in the evening, for {c} days. ", "{name} has {c} {box}. In each there are " + Pair + ". ",
                        "For {c} days {name} gets {a} {x} in the morning and {b} in the evening. ", "{c} children each bring " + Pair + ". ", "In each of {c} rooms there are " + Pair + ". ",
                        "{name} carries {c} {box}, each with " + Pair + " inside. ", "{c} people each take " + Pair + ". ", "{a} red and {b} blue {x} go into each of {c} {box}. ", "{name} gets {a} small and {b} big {x} per day for {c} days. ",
                    ],
                    ["How many {x} is that " + Sum + "?", "How many {x} are there " + Sum + "?", "[What is the total number of {x}|How many {x} does that make]?", "[What is the number of {x}|So how many {x} are there] " + Sum + "?"]),
                "How many {x} are in {c} {box} if each holds " + Pair + "?", "How many {x} are there " + Sum + " with " + Pair + " in each of {c} {box}?",
                "Every day {name} makes " + Pair + ". How many {x} are there after {c} days?", "If each of {c} friends has " + Pair + ", how many {x} do they have " + Sum + "?",
                .. Stories.Cross(
                    ["{name} owns {c} {box} and has " + Pair + " in each. ", "{c} girls each get " + Pair + ". ", "Into each of {c} {box} {name} puts " + Pair + ". ", "Each of {c} days {name} finds " + Pair + ". "],
                    ["What is the sum of all {x}?", "How many {x} does this make " + Sum + "?"]),
                .. Phrasings.Lines("english", "two-kinds"),
            ],
            Phrasings.HeldOut("english", "two-kinds")),
        [StoryKind.DifferenceShared] = Change(
            [
                .. Stories.Cross(
                    [
                        "{name} has {a} {x} and <B>. ", "{name} had {a} {x} but <Bd>. ", "Of {a} {x}, {name} <B>. ", "{name} <B> of {a} {x}. ", "From {a} {x}, {name} takes {b} away. ",
                        "There are {a} {x}. {name} takes {b} out. ", "{name} starts with {a} {x}, then <B>. ", "{name} owns {a} {x}. {He} <B>. ", "When {b} of {name}'s {a} {x} are [gone|lost|sold|used up], ",
                        "After {name} <B> of {a} {x}, ", "Once {name} has put aside {b} of {a} {x}, ", "{name} <B> of {a} {x}, and then ", "{b} of {a} {x} are [gone|lost|broken|sold]. ", "If {b} of {a} {x} are [gone|eaten|lost] and ",
                        "I have {a} {x} and <IB>. ", "Out of {a} {x}, {b} [break|get lost|are taken away]. ",
                    ],
                    [
                        "{c} friends [share|split] the rest equally. How many {x} does each get?", "{He} [splits|shares] the rest equally among {c} friends. How many {x} does each friend get?",
                        "The rest go equally into {c} {box}. How many {x} are in each?", "What is left is [divided|shared] equally among {c} children. How many {x} are there per child?", "the rest is put equally into {c} {box}. How many {x} [go into|are in] each?",
                        "{c} people [share|divide] what is left [equally|fairly]. How many {x} does [one|each] person get?",
                    ]),
                "How many {x} does each of {c} friends get if {name} has {a}, <B> and shares the rest equally?", "{c} friends share {a} {x} equally after {name} takes {b}. How many {x} does each get?",
                "If {name} has {a} {x}, <B> and puts the rest equally into {c} {box}, how many are in each?", "After {name} <B>, {c} friends share what is left of {a} {x} equally. How many does each get?",
                .. Stories.Cross(
                    ["{name} has {a} {x}. {b} of them [get lost|are sold|break]. ", "{name} had {a} {x} and <Bd>. ", "Out of {a} {x}, {name} <B>. ", "{name} keeps {b} of {a} {x}. "],
                    ["{c} friends share the remaining ones equally. How many {x} does each one get?", "The others are put equally into {c} {box}. How many {x} are there in each?"]),
                .. Phrasings.Lines("english", "rest-shared"),
            ],
            Phrasings.HeldOut("english", "rest-shared"),
            false,
            false,
            []),
    };

    /// <summary>A book of stories in which something is gained or lost, once (what happens to <c>b</c>) or twice.</summary>
    public static Phrasebook Change(string[] training, string[] heldOut, bool gainsB, bool gainsC, string[] more)
    {
        static string Third(bool gains, string n) => gains ? $"{Gain} {n} more" : $"{Lose} {n}";
        static string Past(bool gains, string n) => gains ? $"{Gained} {n} more" : $"{Lost} {n}";
        static string First(bool gains, string n) => gains ? $"{Have} {n} more" : $"{Miss} {n}";
        static string Gerund(bool gains, string n) => gains ? $"{Gaining} {n} more" : $"{Losing} {n}";
        var end = gainsC ? $"[now|{Sum}]" : "[now|left]";
        (string Name, string Text)[] parts =
        [
            ("B", Third(gainsB, "{b}")), ("C", Third(gainsC, "{c}")), ("Bd", Past(gainsB, "{b}")), ("Cd", Past(gainsC, "{c}")),
            ("IB", First(gainsB, "{b}")), ("IC", First(gainsC, "{c}")), ("end", end),
            ("Bing", Gerund(gainsB, "{b}")), ("Cing", Gerund(gainsC, "{c}")), ("Q", $"[[How|So how|And how|Now how] many {{x}} does {{name}} have {end}?|How many {{x}} does {{name}} have {end}?|{Asked} how many {{x}} {{name}} has {end}.|What [is the|would be the] number of {{x}} {{name}} has {end}?]"),
            ("q", $"how many {{x}} does {{name}} have {end}"), ("Qs", "How many {x} does {name} have"),
            ("putB", gainsB ? "puts {b} in" : "takes {b} out"), ("putC", gainsC ? "puts {c} in" : "takes {c} out"),
            ("putBd", gainsB ? "added {b}" : "took {b} away"), ("putCd", gainsC ? "added {c}" : "took {c} away"),
        ];
        return new([.. Stories.Fill([.. training, .. more], parts)], [.. Stories.Fill(heldOut, parts)]);
    }
}

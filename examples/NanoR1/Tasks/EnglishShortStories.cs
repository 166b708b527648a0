namespace NanoR1;

/// <summary>English word problems of one step. Frames are filled as those of <see cref="EnglishStories"/>.</summary>
internal static class EnglishShortStories
{
    private static readonly string[] Changes =
    [
        "{name} has {a} {x} and <B>. <Q>",
        "{name} had {a} {x} and <Bd>. <Q>",
        "{name} has {a} {x}. [{name}|{He}|Then {he}|Today {he}] <B>. <Q>",
        "{name} has {a} {x}. {He} <B>. How many {x} [are there|does {he} have] <end>?",
        "If {name} has {a} {x} and <B>, <q>?",
        "<Qs> after {he} <B>, if {he} had {a} [at first|before]?",
        "<Qs> if {he} starts with {a} and <B>?",
        "After {name} <B>, <q>, if there were {a} [at first|before|to begin with]?",
        "{name} <B>. [At first|Before that|In the beginning] {he} had {a} {x}. <Q>",
        "Starting with {a} {x}, {name} <B>. <Q>",
        "There are {a} {x} [on the table|in a box|in a bag]. {name} <putB>. How many {x} are there now?",
        "There were {a} {x} on the table. {name} <putBd>. How many {x} are there now?",
        "Yesterday {name} had {a} {x}. Today {he} <Bd>. <Q>",
        "{name} had {a} {x}, [then|but then] {he} <Bd>. <Q>",
        "[My friend|Suppose|My brother] {name} has {a} {x} and <B>. <Q>",
        "I have {a} {x} and [I |then I |]<IB>. How many {x} do I have <end>?",
        "I have {a} {x}. I <IB>. How many [{x} |]do I have <end>?",
        "If I have {a} {x} and [I |]<IB>, how many [{x} |]do I have <end>?",
        "I had {a} {x} and <Bd>. How many [{x} |]do I have <end>?",
        "You have {a} {x} and <IB>. How many {x} do you have <end>?",
        "Tell me how many {x} {name} has if {he} had {a} and <Bd>.",
        "With {a} {x} at first, {name} <B>. <Q>",
        "A [shop|school|farm] has {a} {x} and <B>. How many {x} does it have <end>?",
        "{name} starts out with {a} {x} and later <B>. <Q>",
        "[My friend|Our neighbor] {name} had {a} {x}. This morning {he} <Bd>. <Q>",
        "Let us say I have {a} {x} and I <IB>. How many {x} do I have then?",
        "How many {x} does {name} have if {he} <B> and had {a} before?",
        "{a} {x} belong to {name}. {He} <B>. <Q>",
        .. Phrasings.Lines("english", "one-change"),
    ];

    private static readonly string[] HeldOutChanges = Phrasings.HeldOut("english", "one-change");

    private static readonly string[] Groups =
    [
        "{name} [has|buys|gets|fills] {a} {box} [of|with] {b} {x} each", "There are {b} {x} in each of {name}'s {a} {box}", "Each of {name}'s {a} {box} holds {b} {x}",
        "There are {a} {box} with {b} {x} [each|in each]", "I have {a} {box} [of|with] {b} {x} each", "{name} finds {b} {x} [every day|a day|each day] for {a} days", "{a} friends each have {b} {x}",
        "{name} owns {a} {box}. [Every one|Each] [holds|has] {b} {x}", "In each of {a} {box} {name} has {b} {x}", "{name} has {b} {x} in every {box1} and {a} such {box}",
        "{a} [girls|boys|children|teachers|people|players] each [bring|have|get|carry|buy|make|draw] {b} {x}", "{name} [puts|packs|places|lays] {b} {x} [into|in] each of {a} {box}", "{a} {box} [hold|have|contain] {b} {x} each", "[Every one|Each] of {a} {box} [holds|contains|has] {b} {x}",
        "{b} {x} [go|fit] into each of {a} {box}", "{name} [buys|gets|makes] {b} {x} on each of {a} days", "Each of {a} [friends|boys|girls] [brings|has|gets] {b} {x}", "{name} lays {a} rows of {b} {x}", "In every one of {a} {box} there are {b} {x}", "{name} fills {a} {box} with {b} {x} each",
        "There are {a} [tables|shelves|rooms] with {b} {x} on each", "{name} gives {b} {x} to each of {a} friends", "{a} times {name} [finds|gets|buys] {b} {x}",
    ];

    public static IReadOnlyDictionary<StoryKind, Phrasebook> Books { get; } = new Dictionary<StoryKind, Phrasebook>
    {
        [StoryKind.Add] = EnglishStories.Change(Changes, HeldOutChanges, true, true,
        [
            "{name} has {a} red and {b} blue {x}. How many {x} is that " + EnglishStories.Sum + "?", "One {box1} holds {a} {x}, another holds {b}. How many {x} are there " + EnglishStories.Sum + "?",
            "There are {a} {x} on the table and {b} in a {box1}. How many {x} are there " + EnglishStories.Sum + "?", "{name} [picks|buys|finds] {a} {x} on Monday and {b} on Tuesday. How many {x} is that " + EnglishStories.Sum + "?",
        ]),
        [StoryKind.Subtract] = EnglishStories.Change(Changes, HeldOutChanges, false, false,
        [
            "How many are left of {a} {x} after {name} <B>?", "{name} has {a} {x}. {b} of them [break|are sold|get lost|are red]. How many are [left|not]?", "There [are|were] {a} {x}. {b} [are gone|break|were sold]. How many [are left|remain]?",
            "Of {a} {x}, {name} <B>. How many are left?", "{name} has {a} {x} and gives {b} to [a friend|me|a child]. <Q>", "If you take {b} from {a} {x}, how many {x} [are left|do you have]?", "{b} of {name}'s {a} {x} [get lost|are sold|break]. <Q>",
        ]),
        [StoryKind.Multiply] = new(
            [
                .. Stories.Cross(Groups, [". How many {x} [is that|are there|are those] [in all|altogether|in total|]?", ". What is the [total |]number of {x}?", ". How many {x} does that make?", ". How many {x} [is that|are there|are these|does it make] [in all|altogether|in total|all together]?", ". [Tell me|Work out|Find|I wonder|Calculate] how many {x} there are [in all|altogether|in total].", ". So how many {x} [are there|is that]?", ". What do they make together?"]),
                "How many {x} are in {a} {box} of {b} {x} each?", "If each of {a} {box} holds {b} {x}, how many {x} are there?", "{a} {box} with {b} {x} each: how many {x}?",
                "How many {x} does {name} have in {a} {box} of {b} each?", "{name} [puts|packs] {b} {x} into each of {a} {box}. How many {x} are in [the|all the|these] {box}?", "If {a} {box} [hold|contain] {b} {x} each, how many {x} [are there|is that|do they hold]?", "If {name} has {a} {box} with {b} {x} each, how many {x} are there " + EnglishStories.Sum + "?",
                "{name} keeps {a} {box}, and every {box1} holds {b} {x}. How many {x} are there?", "How many {x} are there in {a} {box} if {b} are in each?", "{name} puts {b} {x} into each of {a} {box}. How many {x} are in the {box}?",
                "{a} girls each bring {b} {x}. How many {x} is that in all?",
                .. Phrasings.Lines("english", "groups"),
            ],
            Phrasings.HeldOut("english", "groups")),
        [StoryKind.Share] = new(
            [
                .. Stories.Cross(
                    ["{name} [has|buys|finds|picks] {a} {x}. ", "There are {a} {x}. ", "{name} had {a} {x}. ", "I have {a} {x}. "],
                    [
                        "{b} friends [share|split] them equally. How many {x} does each [friend |]get?", "They go equally into {b} {box}. How many {x} are in each?", "They are [divided|shared] equally among {b} children. How many {x} are there per child?",
                        "{b} people [share|divide] them [equally|fairly]. How many {x} does [one|each] person get?",
                    ]),
                "{name} [shares|splits|divides] {a} {x} equally among {b} [friends|children]. How many {x} does each [friend |child |]get?", "{b} friends [share|split] {a} {x} equally. How many {x} does each [friend |]get?",
                "{name} has {a} {x} and puts them equally into {b} {box}. How many {x} are in each [{box1}|one|]?", "{a} {x} go equally into {b} {box}. How many [{x} |]are in each?",
                "If {b} [children|friends|people] share {a} {x} equally, how many [{x} |]does each get?", "How many {x} does each of {b} friends get if they share {a} equally?", "{a} {x} are [divided|shared] equally among {b} children. How many {x} are there per child?",
                "{name} has {a} {x} and {b} {box}. How many {x} go into each {box1} if all hold the same?", "There are {a} {x} for {b} children. How many {x} does each get?", "I have {a} {x} and share them equally with {b} friends. How many {x} does each get?",
                "{b} friends divide {a} {x} fairly. How many {x} does one friend get?", "{name} puts {a} {x} equally into {b} {box}. How many are there in each?", "If {a} {x} are split equally among {b} people, how many {x} does each person get?",
                "{name} gives {a} {x} to {b} children, the same number to each. How many {x} does each child get?",
                .. Phrasings.Lines("english", "shares"),
            ],
            Phrasings.HeldOut("english", "shares")),
    };
}

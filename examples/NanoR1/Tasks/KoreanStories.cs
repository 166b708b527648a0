namespace NanoR1;

/// <summary>Korean word problems. In frames, <c>Bgo</c>, <c>Bp</c> and <c>Bif</c> are what happens to so many things, as "and", in the past and
/// as "if"; <c>Q</c> is the question, <c>r</c> "so many will there be".</summary>
internal static class KoreanStories
{
    private const string Asked = "[알려 줘|말해 줘|궁금해|계산해 줘|알고 싶어요|구하세요]";
    internal const string Sum = "[모두|전부|다 합해서]";
    internal const string Is = "[야|인가요|입니까|일까]";

    private static readonly string[] Changes =
    [
        "{name}{는} {x} {a}개를 가지고 [있어|있습니다]. <Bgo> <Cp>. <Q>",
        "{name}{는} {x} {a}개가 있었는데 <Bgo> <Cp>. <Q>",
        "{x}{x가} {a}개 [있습니다|있다|있어]. {name}{가} <Bgo> <Cp>. <Q>",
        "{name}{는} {x} {a}개에서 시작해 <Bgo> <Cp>. <Q>",
        "{name}{가} <Bgo> <Cp>. [처음에는|원래|그 전에는] {x}{x가} {a}개 있었어. <Q>",
        "{name}{는} 처음에 {x} {a}개를 가지고 있었습니다. 그다음 <Bp>. 그리고 <Cp>. <Q>",
        "{x} {a}개를 가진 {name}{가} <Bgo> <Cif> <r>?",
        "{x}{x가} {a}개 있을 때 <Bgo> <Cif> <r>?",
        "상자에 {x} {a}개가 있었다. {name}{가} <putBgo> <putCp>. [이제|지금] 상자에 {x}{x가} 몇 개 [있어|있나요]?",
        "어제 {name}{는} {x}{x를} {a}개 가지고 있었다. 오늘 <Bgo> <Cp>. <Q>",
        "월요일에 {name}{는} {x}{x가} {a}개 있었다. 화요일에 <Bgo> 수요일에 <Cp>. <Q>",
        "아침에 {x}{x가} {a}개 있었는데 {name}{가} 낮에 <Bgo> 저녁에 <Cp>. <Q>",
        "{name}{는} <Bgo> <Cp>. 원래 {a}개가 있었다면 {x}{x가} 이제 몇 개야?",
        "{name}의 {x} {a}개. <Bp>. <Cp>. 이제 몇 개?",
        "{name}에게 {x} {a}개가 [있어|있습니다]. <Bgo> [나중에|그다음에] <Cp>. <Q>",
        "만약 {name}{가} {x} {a}개를 가지고 있고 <Bgo> <Cif> <r>?",
        "{name}{는} 이미 {x} {a}개가 있었어. <Bgo> <Cp>. <Q>",
        "몇 개일까? {name}{는} {x} {a}개를 가지고 있었는데 <Bgo> <Cp>.",
        "{x} {a}개를 가지고 있던 {name}{는} <Bgo> 그 뒤에 <Cp>. <Q>",
        "내 친구 {name}{는} {x}{x가} {a}개 있어. <Bgo> <Cp>. <Q>",
        "{name}네 가게에 {x}{x가} {a}개 있었다. <Bgo> <Cp>. <Q>",
        "{name}{가} <Bgo> <Cif> {x}{x가} <r>? 처음에는 {a}개였어.",
        "먼저 {x} {a}개가 있고, 다음에 <Bgo>, 그다음에 <Cp>. <Q>",
        "{name}{는} {x} {a}개를 가지고 있다가 <Bgo> 또 <Cp>. <Q>",
        "{name}{는} 지난주에 {x}{x가} {a}개 있었어. 그 뒤 <Bgo> <Cp>. <Q>", "{x} {a}개를 가진 {name}{가} <Bgo> <Cp>. <Q>",
        "{name}{가} <Bgo> <Cp>. 처음 가지고 있던 {x}{x는} {a}개야. <Q>", "우리 반 {name}{는} {x} {a}개를 모아 두었다. <Bgo> <Cp>. <Q>",
        "{x} {a}개가 {name}의 것이야. <Bgo> <Cif> <r>?", "처음 {a}개였던 {name}의 {x}, <Bgo> <Cp>. <Q>",
        "{x}{x가} {a}개 있었는데 {name}{가} <Bgo> <Cp>. <Q>",
        "나는 {x} {a}개를 가지고 [있어|있었어]. <Bgo> <Cp>. <Q>", "내가 {x} {a}개를 가지고 있고 <Bgo> <Cif> <r>?",
        "저는 {x}{x가} {a}개 있었는데 <Bgo> <Cp>. <Q>",
        "{name}{는} 아침에 {x} {a}개가 있었어. 그 뒤에 <Bgo> <Cp>. <Q>", "{x} {a}개를 갖고 있는 {name}{가} <Bgo> <Cp>. <Q>",
        "{name}{는} <Bgo> <Cp>. 그 전에는 {x}{x가} {a}개였어. <Q>", "우리 형 {name}{는} {x} {a}개가 있어. <Bgo> <Cp>. <Q>",
        "{name}에게 {x} {a}개가 있을 때 <Bgo> <Cif> <r>?", "나는 {x} {a}개가 있어. 오늘 <Bgo> <Cp>. <Q>",
        "{x} {a}개가 있었다. {name}{는} 먼저 <Bgo> 그다음 <Cp>. <Q>",
        .. Phrasings.Lines("korean", "two-changes"),
    ];

    private static readonly string[] HeldOutChanges = Phrasings.HeldOut("korean", "two-changes");

    private static readonly string[] Products =
    [
        "{name}{는} {x}{x가} {b}개씩 든 {box} {a}개를 가지고 있다", "{box} {a}개에 {x}{x가} {b}개씩 [있다|들어 있다|있어]", "{name}{는} {box} {a}개에 {x}{x를} {b}개씩 [넣었다|담았다]",
        "{name}{는} {a}일 동안 매일 {x} {b}개를 모았다", "{x}{x가} {b}개씩 {box} {a}개에 들어 [있다|있습니다]", "하나에 {x} {b}개가 든 {box} {a}개가 {name}에게 있다",
        "{name}{는} {x} {b}개가 든 {box}, 모두 {a}개를 샀다", "매일 {x} {b}개씩 {name}{는} {a}일 동안 [모았다|받았다]",
        "{box} {a}개마다 {x}{x가} {b}개씩 들어 있어", "{name}에게 {x} {b}개짜리 {box} {a}개가 있습니다", "{x}{x를} {b}개씩 나누어 {box} {a}개를 채웠다",
    ];

    private static readonly string[] AfterProducts = [". [그러고 나서 |]{name}{가} <Cp>. <Q>", ". [그 뒤|나중에|그다음] <Cp>. <Q>", ". [여기서|이제] <Cif> <r>?"];

    private static readonly string[] LaterProducts =
    [
        .. Stories.Cross(
            ["{name}네 집에 {x} {b}개짜리 {box} {a}개가 있다", "{box} {a}개에 {x} {b}개씩 담겨 있습니다", "{name}{는} {x} {b}개가 든 {box} {a}개를 샀어"],
            [". 그리고 {name}{가} <Cp>. <Q>", ". 다음에 <Cif> <r>?"]),
        .. Phrasings.Lines("korean", "groups-then-change"),
    ];

    private static readonly string[] HeldOutProducts = Phrasings.HeldOut("korean", "groups-then-change");

    public static IReadOnlyDictionary<StoryKind, Phrasebook> Books { get; } = new Dictionary<StoryKind, Phrasebook>
    {
        [StoryKind.AddSubtract] = Change(Changes, HeldOutChanges, true, false, []),
        [StoryKind.SubtractAdd] = Change(Changes, HeldOutChanges, false, true, ["{name}{는} {x} {a}개 중 {b}개를 팔았고 다시 {c}개를 샀다. 이제 {x}{x가} 몇 개야?"]),
        [StoryKind.SubtractSubtract] = Change(Changes, HeldOutChanges, false, false, ["{name}{는} {x} {a}개 중 아침에 {b}개, 저녁에 {c}개를 [팔았다|먹었다|썼다]. <Q>", "{name}{가} {x} {a}개에서 {b}개를 [잃어버린|판|준] 다음 또 {c}개를 [팔았다|줬다]. <Q>"]),
        [StoryKind.AddAdd] = Change(Changes, HeldOutChanges, true, true, ["{name}{는} 빨간 {x} {a}개, 파란 {x} {b}개, 작은 {x} {c}개를 가지고 있다. <Q>", "{name}{는} {x}{x를} 월요일에 {a}개, 화요일에 {b}개, 금요일에 {c}개 [모았다|샀다|받았다]. <Q>", "한 상자에 {x} {a}개, 다른 상자에 {b}개, 또 다른 상자에 {c}개가 있다. <Q>"]),
        [StoryKind.MultiplyAdd] = Change([.. Stories.Cross(Products, AfterProducts), .. LaterProducts], HeldOutProducts, true, true, ["{box} {a}개에 {x}{x가} {b}개씩 있고 [밖에|옆에|탁자 위에] {c}개가 더 [있습니다|있다]. <Q>", "{name}{는} {x} {c}개가 있고 {b}개씩 든 {box}도 {a}개 있다. <Q>"]),
        [StoryKind.MultiplySubtract] = Change([.. Stories.Cross(Products, AfterProducts), .. LaterProducts], HeldOutProducts, true, false, ["{b}개씩 든 {x} {box} {a}개에서 {c}개를 빼면 몇 개" + Is + "?"]),
        [StoryKind.SumTimes] = new(
            [
                .. Stories.Cross(
                    [
                        "{name}{는} {box} {c}개에 빨간 {x} {a}개와 파란 {x} {b}개씩을 넣었다. ", "{box} {c}개에 각각 큰 {x} {a}개와 작은 {x} {b}개가 [있습니다|있다|들어 있어]. ",
                        "{name}{는} {c}일 동안 매일 아침에 {x} {a}개, 저녁에 {b}개를 [모았다|샀다|받았다]. ", "친구 {c}명이 각각 빨간 {x} {a}개와 파란 {x} {b}개를 가지고 있습니다. ",
                        "{name}{는} 매일 큰 {x} {a}개와 작은 {x} {b}개를 {c}일 동안 [만들었다|모았다]. ", "{box} 하나에 빨간 {x} {a}개와 노란 {x} {b}개가 있고, 이런 {box} {c}개가 있다. ",
                        "아이 {c}명이 저마다 새 {x} {a}개와 낡은 {x} {b}개를 가져왔다. ",
                        "{c}일 동안 {name}{가} 매일 큰 {x} {a}개와 작은 {x} {b}개를 샀어. ", "각각 빨간 {x} {a}개와 파란 {x} {b}개가 든 {box} {c}개가 있습니다. ", "방 {c}개에 저마다 둥근 {x} {a}개와 네모난 {x} {b}개가 있다. ",
                        "[나무|책상|방] {c}개마다 [노란|둥근|새] {x} {a}개와 [네모난|헌|파란] {x} {b}개가 [있다|있어|놓여 있다]. ",
                    ],
                    ["{x}{x가} " + Sum + " 몇 개" + Is + "?", Sum + " 몇 개가 [돼|되나요|됩니까]?", "{x}의 [총 개수는|개수를 다 합하면]?", "{x}{x는} [통틀어|모두] 몇 개" + Is + "?", "{x}{x를} 합하면 몇 개" + Is + "?"]),
                "빨간 {x} {a}개와 파란 {x} {b}개씩 든 {box} {c}개가 있다면 " + Sum + " 몇 개" + Is + "?", "{box} {c}개에 큰 {x} {a}개와 작은 {x} {b}개씩 있으면 " + Sum + " 몇 개" + Is + "?",
                .. Stories.Cross(
                    ["{name}{는} {c}일 내내 매일 빨간 {x} {a}개와 파란 {x} {b}개를 받았다. ", "{box} {c}개에 새 {x} {a}개와 헌 {x} {b}개씩이 있습니다. ", "학생 {c}명이 각각 큰 {x} {a}개와 작은 {x} {b}개를 샀어. "],
                    ["{x}{x는} 다 해서 몇 개야?", "{x}의 수를 모두 더하면 몇 개인가요?"]),
                .. Phrasings.Lines("korean", "two-kinds"),
            ],
            Phrasings.HeldOut("korean", "two-kinds")),
        [StoryKind.DifferenceShared] = Change(
            [
                .. Stories.Cross(
                    [
                        "{name}{는} {x} {a}개 중 <Bp>. ", "{name}{는} {x} {a}개를 가지고 있었는데 <Bp>. ", "{x}{x가} {a}개 있었다. {name}{가} <Bp>. ", "{name}{가} <Bp>. 원래 {x}{x가} {a}개 있었다. ", "{x} {a}개에서 {name}{가} {b}개를 뺐다. ",
                        "{name}{가} 가진 {x} {a}개에서 {b}개가 없어졌다. ", "{x} {a}개를 가진 {name}{는} <Bp>. ", "원래 {x} {a}개였지만 {name}{가} <Bp>. ",
                        "{x} {a}개 [중|가운데|중에서] {b}개가 [없어졌다|깨졌다|사라졌어|팔렸다|없어졌습니다]. ", "{name}의 {x} {a}개에서 {b}개가 [깨졌다|사라졌다|줄었다|팔렸어]. ",
                    ],
                    [
                        "나머지를 친구 {c}명이 똑같이 [나누면|나누어 가지면] 한 명은 몇 개를 [받아|받나요|받습니까]?", "남은 것을 {c}명에게 똑같이 [나누어 주었다|나눴어]. 한 명은 몇 개를 [받았어|받았나요|받을까]?",
                        "나머지를 {box} {c}개에 똑같이 [넣었다|나눴다|넣었습니다]. 하나에 몇 개씩 [있어|있나요|들어 있을까]?", "남은 {x}{x를} 아이 {c}명에게 똑같이 주면 한 아이에게 몇 개씩" + Is + "?",
                        "그리고 나머지를 {box} {c}개에 똑같이 나눴어. 하나에 몇 개" + Is + "?", "남은 것은 {c}명이 똑같이 [나눴습니다|나눴다]. 한 명은 몇 개를 [받았나요|받았어]?",
                    ]),
                "{x} {a}개에서 <Bgo> 나머지를 {box} {c}개에 똑같이 나누어 넣으면 하나에 몇 개" + Is + "?", "친구 {c}명이 {x} {a}개 중 {b}개를 빼고 나머지를 똑같이 나누었다. 한 명은 몇 개를 [받았어|받았나요]?",
                .. Stories.Cross(
                    ["{name}에게 {x} {a}개가 있었는데 {b}개를 잃어버렸다. ", "{x} {a}개에서 {b}개를 먼저 뺐어. ", "{name}{는} 갖고 있던 {x} {a}개 중 <Bp>. "],
                    ["나머지는 친구 {c}명이 똑같이 나누어 가졌어. 한 명은 몇 개를 가졌어?", "남은 것을 {box} {c}개에 똑같이 담았습니다. 하나에 몇 개인가요?"]),
                .. Phrasings.Lines("korean", "rest-shared"),
            ],
            Phrasings.HeldOut("korean", "rest-shared"),
            false,
            false,
            []),
    };

    /// <summary>A book of stories in which something is gained or lost, once (what happens to <c>b</c>) or twice.</summary>
    public static Phrasebook Change(string[] training, string[] heldOut, bool gainsB, bool gainsC, string[] more)
    {
        static string And(bool gains, string n) => n + (gains ? "개를 더 [사고|받고|얻고|찾고|줍고|따고|모으고]" : "개를 [잃어버리고|팔고|먹고|쓰고|버리고|친구에게 주고|깨뜨리고]");
        static string Past(bool gains, string n) => n + (gains ? "개를 더 [샀어|받았어|얻었다|찾았다|주웠어|땄다|모았다|샀습니다|받았습니다]" : "개를 [잃어버렸다|팔았어|먹었다|썼다|버렸어|친구에게 줬어|깨뜨렸다|팔았습니다]");
        static string If(bool gains, string n) => n + (gains ? "개를 더 [사면|받으면|얻으면|찾으면|모으면]" : "개를 [잃어버리면|팔면|먹으면|쓰면|버리면|친구에게 주면]");
        (string Name, string Text)[] parts =
        [
            ("Bgo", And(gainsB, "{b}")), ("Bp", Past(gainsB, "{b}")), ("Bif", If(gainsB, "{b}")), ("Cp", Past(gainsC, "{c}")), ("Cif", If(gainsC, "{c}")),
            ("putBgo", gainsB ? "{b}개를 더 넣고" : "{b}개를 꺼내고"), ("putCp", gainsC ? "{c}개를 더 넣었다" : "{c}개를 꺼냈다"),
            ("Q", gainsC
                ? "[{x}{x가} " + Sum + " 몇 개" + Is + "?|{x}{x는} " + Sum + " 몇 개" + Is + "?|{x}{x가} " + Sum + " 몇 개인지 " + Asked + ".]"
                : "[[지금 |이제 |그럼 |]{x}{x가} 몇 개 [남았어|남았나요|있어|있나요|있을까]?|남은 {x}{x는} 몇 개" + Is + "?|{x}{x가} 몇 개 [남았는지|있는지] " + Asked + ".]"),
            ("r", gainsC ? "모두 몇 개가 [돼|되나요|될까]" : "몇 개가 [남아|남나요|남을까]"),
        ];
        return new([.. Stories.Fill([.. training, .. more], parts)], [.. Stories.Fill(heldOut, parts)]);
    }
}

namespace NanoR1;

/// <summary>Korean word problems of one step. Frames are filled as those of <see cref="KoreanStories"/>.</summary>
internal static class KoreanShortStories
{
    private static readonly string[] Changes =
    [
        "{name}{는} {x} {a}개를 가지고 [있어|있습니다]. [{name}{가} |오늘 |]<Bp>. <Q>",
        "{name}{는} {x} {a}개가 있었는데 <Bp>. <Q>",
        "{x}{x가} {a}개 [있습니다|있다|있어]. {name}{가} <Bp>. <Q>",
        "{name}{는} {x} {a}개에서 시작해 <Bp>. <Q>",
        "{name}{가} <Bp>. [처음에는|원래|그 전에는] {x}{x가} {a}개 있었어. <Q>",
        "{x} {a}개를 가진 {name}{가} <Bif> <r>?",
        "{x}{x가} {a}개 있을 때 <Bif> <r>?",
        "어제 {name}{는} {x}{x를} {a}개 가지고 있었다. 오늘 <Bp>. <Q>",
        "아침에 {x}{x가} {a}개 있었는데 {name}{가} 낮에 <Bp>. <Q>",
        "{name}{는} <Bp>. 원래 {a}개가 있었다면 {x}{x가} 이제 몇 개야?",
        "{name}에게 {x} {a}개가 [있어|있습니다]. [나중에 |그다음에 |]<Bp>. <Q>",
        "만약 {name}{가} {x} {a}개를 가지고 있고 <Bif> <r>?",
        "{name}{는} {x} {a}개를 가지고 있다가 <Bp>. <Q>",
        "내 친구 {name}{는} {x}{x가} {a}개 있어. <Bp>. <Q>",
        "나는 {x} {a}개를 가지고 [있어|있었어]. <Bp>. <Q>",
        "나는 {x} {a}개가 있는데 <Bp>. <Q>",
        "[내가|제가] {x} {a}개를 가지고 있고 <Bif> <r>?",
        "{x} {a}개에서 <Bif> <r>?",
        "{name}{는} 아침에 {x} {a}개가 있었어. 그 뒤에 <Bp>. <Q>", "저에게 {x} {a}개가 있는데 <Bif> <r>?", "{x} {a}개를 갖고 있는 {name}{가} <Bp>. <Q>", "우리 형 {name}{는} {x} {a}개가 있어. 오늘 <Bp>. <Q>",
        .. Phrasings.Lines("korean", "one-change"),
    ];

    private static readonly string[] HeldOutChanges = Phrasings.HeldOut("korean", "one-change");

    private static readonly string[] Groups =
    [
        "{name}{는} {x}{x가} {b}개씩 든 {box} {a}개를 가지고 있다", "{box} {a}개에 {x}{x가} {b}개씩 [있다|들어 있다|있어]", "{name}{는} {box} {a}개에 {x}{x를} {b}개씩 [넣었다|담았다]", "{name}{는} {a}일 동안 매일 {x} {b}개를 모았다",
        "하나에 {x} {b}개가 든 {box} {a}개가 {name}에게 있다", "친구 {a}명이 각각 {x} {b}개를 가지고 [있어|있습니다]", "{name}에게 {x} {b}개짜리 {box} {a}개가 있습니다",
        "{name}{는} {a}일 동안 [날마다|하루에] {x}{x를} {b}개씩 [모았다|샀다|받았어|만들었다]", "[아이|학생|사람|선수] {a}명이 {x}{x를} {b}개씩 [가져왔다|받았다|만들었어|샀다]", "{a}명에게 {x}{x를} {b}개씩 나누어 주었다", "{box}[마다| 하나에] {x}{x가} {b}개씩 있고 {box}의 수는 {a}개다",
        "{x}{x를} {b}개씩 {a}줄로 놓았다", "[모든|각] {box}에 {x} {b}개가 있고 {box}의 수는 {a}개야", "{name}{가} {x} {b}개씩을 {a}번 [샀다|받았다]",
    ];

    public static IReadOnlyDictionary<StoryKind, Phrasebook> Books { get; } = new Dictionary<StoryKind, Phrasebook>
    {
        [StoryKind.Add] = KoreanStories.Change(Changes, HeldOutChanges, true, true,
        [
            "{name}{는} 빨간 {x} {a}개와 파란 {x} {b}개를 가지고 있다. <Q>", "한 상자에 {x} {a}개, 다른 상자에 {b}개가 있다. <Q>", "{name}{는} {x}{x를} 월요일에 {a}개, 화요일에 {b}개 [모았다|샀다|받았다]. <Q>",
        ]),
        [StoryKind.Subtract] = KoreanStories.Change(Changes, HeldOutChanges, false, false,
        [
            "{name}{는} {x} {a}개 중 {b}개를 [팔았다|먹었다|썼다|먹었어|줬어]. <Q>", "{x} {a}개에서 {b}개를 [빼면|먹으면|팔면|주면] 몇 개가 [남아|남나요|남을까]?", "{x} {a}개 [중|가운데|중에서] {b}개가 [없어졌다|깨졌다|사라졌어|팔렸다]. <Q>",
        ]),
        [StoryKind.Multiply] = new(
            [
                .. Stories.Cross(Groups, [". {x}{x는} " + KoreanStories.Sum + " 몇 개" + KoreanStories.Is + "?", ". " + KoreanStories.Sum + " 몇 개가 [돼|되나요|됩니까]?"]),
                "{x} {b}개씩 든 {box} {a}개에는 {x}{x가} 모두 몇 개 [있어|있나요]?", "{box} {a}개에 {x}{x가} {b}개씩 있으면 " + KoreanStories.Sum + " 몇 개" + KoreanStories.Is + "?",
                "{name}네 집에 {x} {b}개짜리 {box} {a}개가 있다. {x}{x가} 모두 몇 개야?", "{box} {a}개에 {x} {b}개씩 담으면 모두 몇 개인가요?", "아이 {a}명이 {x}{x를} {b}개씩 가져왔어. {x}{x는} 모두 몇 개야?",
                .. Phrasings.Lines("korean", "groups"),
            ],
            Phrasings.HeldOut("korean", "groups")),
        [StoryKind.Share] = new(
            [
                .. Stories.Cross(
                    ["{name}{는} {x} {a}개를 가지고 [있다|있습니다]. ", "{x}{x가} {a}개 [있다|있습니다|있었다]. ", "나는 {x} {a}개가 있어. ", "{name}{가} {x} {a}개를 [샀다|모았어]. "],
                    [
                        "친구 {b}명이 똑같이 [나누면|나누어 가지면] 한 명은 몇 개를 [받아|받나요]?", "{b}명에게 똑같이 [나누어 주었다|나눴어]. 한 명은 몇 개를 [받았어|받았나요|받을까]?", "{box} {b}개에 똑같이 [넣었다|나눴다|넣었습니다]. 하나에 몇 개씩 [있어|있나요]?",
                    ]),
                "{x} {a}개를 친구 {b}명이 똑같이 [나누면|나누어 가지면] 한 명은 몇 개를 [받아|받나요|받습니까]?", "{name}{는} {x} {a}개를 {b}명에게 똑같이 나누어 [준다|줍니다|주었다]. 한 명은 몇 개를 [받아|받나요|받을까]?",
                "{x} {a}개를 {box} {b}개에 똑같이 [넣으면|나누어 넣으면] 하나에 몇 개" + KoreanStories.Is + "?", "아이 {b}명이 {x} {a}개를 똑같이 나누어 가졌다. 한 아이는 몇 개를 [가져|가지나요|받았나요]?",
                "{name}{는} {x} {a}개를 {box} {b}개에 똑같이 [나눴다|담았다|넣었습니다]. 하나에 몇 개씩 [있어|있나요|들어 있을까]?", "{x}{x가} {a}개 있다. {b}명에게 똑같이 주면 한 명에게 몇 개씩" + KoreanStories.Is + "?",
                "{x} {a}개를 {b}명이 똑같이 나누었어. 한 명은 몇 개야?", "{name}{가} {x} {a}개를 {box} {b}개에 똑같이 나누어 담으면 하나에 몇 개인가요?", "친구 {b}명에게 {x} {a}개를 똑같이 나누어 주면 한 친구는 몇 개를 받아?",
                .. Phrasings.Lines("korean", "shares"),
            ],
            Phrasings.HeldOut("korean", "shares")),
    };
}

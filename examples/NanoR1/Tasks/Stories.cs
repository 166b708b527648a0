namespace NanoR1;

/// <summary>The stories of word problems. Each ends in one of its language's questions.</summary>
internal static class Stories
{
    private const string Left = "How many [{x} |]does {name} have [now|left]?";
    private const string Total = "How many {x} [does {name} have|are there] [in all|altogether|in total|now]?";
    private const string KoreanNow = "[지금 |이제 |]{x}{x가} 몇 개 [남았어|남았나요|있어|있나요|있을까]?";
    private const string KoreanTotal = "{x}{x가} [모두|전부] 몇 개[야|인가요|입니까|일까]?";

    private static readonly Dictionary<StoryKind, Phrasebook> English = new()
    {
        [StoryKind.AddSubtract] = new(
            [
                "How many {x} does {name} have if {name} starts with {a}, [buys|gets|finds|wins] {b} more and [gives away|loses|sells|eats] {c}?",
                "At first there are {a} {x} in a box. {name} puts {b} more in and takes {c} out. How many {x} are in the box now?",
                "{name} picks {a} {x} in the morning and {b} in the evening and sells {c} of them. How many {x} does {name} have left?",
                "If {name} has {a} {x}, finds {b} and loses {c}, how many are left?",
                "{name} has {a} {x}, [buys|gets|finds] {b} more and [gives away|loses|sells] {c}. " + Left,
                "{name} [has|had] {a} {x}. [Then {name}|{name}] [gets|buys|finds] {b} more and then [loses|sells|gives away] {c}. " + Left,
                "{name} [collects|picks|buys] {a} {x} and then {b} more. {c} of them [get lost|are sold|break]. How many {x} are left?",
                "There are {a} {x}. {name} adds {b} and takes away {c}. How many {x} are there now?",
                "{name} had {a} {x}, got {b} from a friend and lost {c}. " + Left,
            ],
            ["{a} {x} belong to {name}. After {name} buys {b} more and loses {c}, how many {x} are left?", "After {name} finds {b} {x} and sells {c}, how many {x} does {name} have? At first there were {a}."]),
        [StoryKind.SubtractAdd] = new(
            [
                "How many {x} does {name} have if {name} starts with {a}, [gives away|loses|sells|eats] {b} and [buys|gets|finds|wins] {c} more?",
                "At first there are {a} {x} in a box. {name} takes {b} out and puts {c} more in. How many {x} are in the box now?",
                "If {name} has {a} {x}, loses {b} and finds {c}, how many are there now?",
                "{name} sells {b} of {a} {x} and then buys {c} new ones. How many {x} does {name} have now?",
                "{name} has {a} {x}, [gives away|loses|sells] {b} and [buys|gets|finds] {c} more. " + Left,
                "{name} [has|had] {a} {x}. [Then {name}|{name}] [loses|sells|gives away] {b} and then [gets|buys|finds] {c} more. " + Left,
                "There are {a} {x}. {name} takes away {b} and adds {c}. How many {x} are there now?",
                "{name} had {a} {x}, lost {b} and got {c} from a friend. " + Left,
                "{b} of {name}'s {a} {x} [get lost|are sold|break]. Then {name} [buys|gets|finds] {c} more. " + Left,
            ],
            ["{a} {x} belong to {name}. After {name} loses {b} and buys {c} more, how many {x} are there?", "{name} sells {b} of {a} {x} and then finds {c} more. How many {x} are there now?"]),
        [StoryKind.SubtractSubtract] = new(
            [
                "How many {x} does {name} have if {name} starts with {a}, [gives away|loses|sells|eats] {b} and then [gives away|loses|sells|eats] {c}?",
                "At first there are {a} {x} in a box. {name} takes {b} out and then another {c}. How many {x} are in the box now?",
                "If {name} has {a} {x}, loses {b} and sells {c}, how many are left?",
                "From {a} {x}, {name} sells {b} in the morning and {c} in the evening. How many {x} are left?",
                "{name} has {a} {x}, [gives away|loses|sells] {b} and then [gives away|loses|sells] {c} more. " + Left,
                "{name} [has|had] {a} {x}. [Then {name}|{name}] [loses|sells|gives away] {b} and [then |]{c} [break|get lost]. " + Left,
                "There are {a} {x}. {name} takes away {b} and then {c} more. How many {x} are left?",
                "{name} had {a} {x}, lost {b} and gave {c} to a friend. " + Left,
                "Of {a} {x}, {name} sells {b} and gives away {c}. How many {x} are left?",
            ],
            ["{a} {x} belong to {name}. After {name} loses {b} and sells {c}, how many {x} are left?", "{name} takes {b} and then {c} from {a} {x}. How many are left?"]),
        [StoryKind.AddAdd] = new(
            [
                "How many {x} does {name} have if {name} starts with {a}, [buys|gets|finds|wins] {b} and then [buys|gets|finds|wins] {c}?",
                "At first there are {a} {x} in a box. {name} puts {b} in and then another {c}. How many {x} are in the box now?",
                "If {name} has {a} {x}, buys {b} and finds {c}, how many are there [in all|altogether|in total]?",
                "{name} has {a} red, {b} blue and {c} green {x}. How many {x} does {name} have [in all|altogether|in total]?",
                "{name} has {a} {x}, [buys|gets|finds] {b} more and then [buys|gets|finds] {c} more. " + Total,
                "{name} [has|had] {a} {x}. A friend gives {name} {b} and another gives {c}. " + Total,
                "{name} [collects|picks|buys] {a} {x} on Monday, {b} on Tuesday and {c} on Friday. How many {x} is that [in all|altogether|in total]?",
                "There are {a} {x}. {name} adds {b} and then {c} more. How many {x} are there now?",
                "One box holds {a} {x}, another {b} and a third {c}. How many {x} are there [in all|altogether|in total]?",
            ],
            ["{name} picks {a} {x}, then {b}, then {c}. How many {x} does {name} have altogether?", "With {a} {x} at first, {name} gets {b} and finds {c}. How many {x} are there in total?"]),
        [StoryKind.MultiplyAdd] = new(
            [
                "How many {x} does {name} have with {a} {box} of {b} {x} each and {c} more?",
                "If {a} {box} hold {b} {x} each and there are {c} more, how many {x} are there [in all|altogether|in total]?",
                "{name} buys {a} {box}. There are {b} {x} in each. A friend gives {name} {c} more. How many {x} does {name} have now?",
                "Every day for {a} days {name} finds {b} {x}. Then {name} buys {c} more. How many {x} does {name} have [in all|altogether|now]?",
                "{name} has {a} {box} with {b} {x} each and [buys|gets|finds] {c} more[ {x}|]. " + Total,
                "{name} [buys|has] {a} {box} of {b} {x} each. [Then {name}|{name}] [gets|finds] {c} more. " + Total,
                "There are {a} {box} with {b} {x} in each and {c} {x} [on the table|outside|besides]. How many {x} are there [in all|altogether|in total]?",
                "Each of {a} {box} holds {b} {x}. {c} more {x} are on the table. How many {x} are there [in all|altogether|in total]?",
                "{name} fills {a} {box} with {b} {x} each and has {c} {x} left over. " + Total,
            ],
            ["In {a} {box} there are {b} {x} each, and {name} adds {c} more. How many {x} is that in total?", "{name} finds {c} more {x} after filling {a} {box} with {b} {x} each. How many {x} are there altogether?"]),
        [StoryKind.MultiplySubtract] = new(
            [
                "How many {x} are left if {name} has {a} {box} of {b} {x} each and loses {c}?",
                "If {a} {box} hold {b} {x} each and {c} {x} are sold, how many are left?",
                "{name} buys {a} {box}. There are {b} {x} in each. {name} gives {c} to a friend. How many {x} does {name} have now?",
                "Every day for {a} days {name} finds {b} {x}. Then {name} loses {c}. How many {x} does {name} have left?",
                "{name} has {a} {box} with {b} {x} each and [gives away|loses|sells] {c}[ {x}|]. " + Left,
                "{name} [buys|has] {a} {box} of {b} {x} each. [Then {name}|{name}] [gives away|loses|sells] {c}. " + Left,
                "There are {a} {box} with {b} {x} in each. {c} {x} [break|are sold|get lost]. How many {x} are left?",
                "Each of {a} {box} holds {b} {x}. {name} takes out {c}. How many {x} are left?",
                "{name} fills {a} {box} with {b} {x} each and then takes {c} away. How many {x} are left?",
            ],
            ["In {a} {box} there are {b} {x} each, and {name} takes away {c}. How many {x} are left?", "{name} loses {c} {x} after filling {a} {box} with {b} {x} each. How many {x} are left?"]),
        [StoryKind.SumTimes] = new(
            [
                "How many {x} are in {c} {box} if each holds {a} red and {b} blue ones?",
                "If {name} finds {a} {x} in the morning and {b} in the evening for {c} days, how many {x} is that?",
                "{name} buys {c} {box}. In each there are {a} red and {b} green {x}. How many {x} does {name} have [in all|altogether|in total]?",
                "Every day {name} makes {a} small and {b} big {x}. How many {x} are there after {c} days?",
                "{name} puts {a} red and {b} blue {x} in each of {c} {box}. " + Total,
                "Each of {c} {box} holds {a} big and {b} small {x}. How many {x} are there [in all|altogether|in total]?",
                "{name} [picks|buys|collects] {a} {x} in the morning and {b} in the evening every day for {c} days. How many {x} is that [in all|altogether|in total]?",
                "There are {c} {box} with {a} old and {b} new {x} each. How many {x} are there [in all|altogether|in total]?",
                "{c} friends each have {a} red and {b} green {x}. How many {x} do they have [in all|altogether|in total]?",
            ],
            ["In each of {c} {box} there are {a} red and {b} blue {x}. How many {x} is that altogether?", "{name} buys {a} big and {b} small {x} every day for {c} days. How many {x} does {name} have in total?"]),
        [StoryKind.DifferenceShared] = new(
            [
                "How many {x} does each of {c} friends get if {name} has {a}, keeps {b} and shares the rest equally?",
                "If {name} has {a} {x}, loses {b} and puts the rest equally into {c} {box}, how many are in each?",
                "{name} had {a} {x} and gave away {b}. {c} friends [share|split] the rest equally. How many {x} does each get?",
                "From {a} {x}, {name} takes {b} out and splits the rest into {c} {box} equally. How many {x} are in each?",
                "{name} has {a} {x}, [gives away|loses|sells] {b} and [shares|splits] the rest equally among {c} friends. How many {x} does each friend get?",
                "{name} [has|had] {a} {x}. {b} [break|get lost|are sold]. The rest go into {c} {box} equally. How many {x} are in each?",
                "Of {a} {x}, {name} keeps {b} and [shares|splits] the rest equally among {c} friends. How many {x} does each get?",
                "There are {a} {x}. {name} takes away {b} and puts the rest equally into {c} {box}. How many {x} are in each?",
                "{c} friends share {a} {x} equally after {name} takes {b}. How many {x} does each get?",
            ],
            ["After {name} sells {b} of {a} {x}, {c} friends share the rest equally. How many {x} does each friend get?", "{name} loses {b} of {a} {x} and splits the rest among {c} {box} equally. How many {x} are in each?"]),
    };

    private static readonly Dictionary<StoryKind, Phrasebook> Korean = new()
    {
        [StoryKind.AddSubtract] = new(
            [
                "상자에 {x} {a}개가 있었다. {name}{가} {b}개를 더 넣고 {c}개를 꺼냈다. [이제|지금] 상자에 {x}{x가} 몇 개 [있어|있나요]?",
                "{x} {a}개에서 {b}개를 더 [사고|받고] {c}개를 [팔면|먹으면|주면] 몇 개가 [남아|남나요]?",
                "{name}{는} 아침에 {x} {a}개, 저녁에 {b}개를 모았고 {c}개를 팔았다. 남은 {x}{x가} 몇 개야?",
                "{name}{는} {x} {a}개를 가지고 [있어|있습니다]. {b}개를 더 [사고|받고|얻고] {c}개를 [잃어버렸어|팔았어|친구에게 줬어]. " + KoreanNow,
                "{name}{는} {x} {a}개가 있었는데 {b}개를 더 [사고|받고|얻고] {c}개를 [먹었다|팔았다|친구에게 주었다]. " + KoreanNow,
                "{x}{x가} {a}개 있습니다. {b}개를 더 넣고 {c}개를 뺐습니다. " + KoreanNow,
                "{name}{가} {x} {a}개에 {b}개를 더 [모은|산|받은] 다음 {c}개를 [잃어버렸다|팔았다|줬다]. " + KoreanNow,
            ],
            ["{x} {a}개를 가진 {name}{가} {b}개를 더 받고 {c}개를 팔았습니다. 남은 {x}{x가} 몇 개인가요?", "{x}{x가} {a}개 있었는데 {name}{가} {b}개를 더 사고 {c}개를 줬어. 이제 몇 개 있어?"]),
        [StoryKind.SubtractAdd] = new(
            [
                "상자에 {x} {a}개가 있었다. {name}{가} {b}개를 꺼내고 {c}개를 더 넣었다. [이제|지금] 상자에 {x}{x가} 몇 개 [있어|있나요]?",
                "{x} {a}개에서 {b}개를 [팔고|먹고|주고] {c}개를 더 [사면|받으면] 몇 개가 [돼|되나요]?",
                "{name}{는} {x} {a}개 중 {b}개를 팔았고 다시 {c}개를 샀다. 이제 {x}{x가} 몇 개야?",
                "{name}{는} {x} {a}개를 가지고 [있어|있습니다]. {b}개를 [잃어버리고|팔고|친구에게 주고] {c}개를 더 [샀어|받았어|얻었어]. " + KoreanNow,
                "{name}{는} {x} {a}개가 있었는데 {b}개를 [먹고|팔고|친구에게 주고] {c}개를 더 [샀다|받았다|얻었다]. " + KoreanNow,
                "{x}{x가} {a}개 있습니다. {b}개를 빼고 {c}개를 더 넣었습니다. " + KoreanNow,
                "{name}{가} {x} {a}개에서 {b}개를 [잃어버린|판|준] 다음 {c}개를 더 [샀다|받았다]. " + KoreanNow,
            ],
            ["{x} {a}개를 가진 {name}{가} {b}개를 팔고 {c}개를 더 받았습니다. {x}{x가} 몇 개 있나요?", "{x}{x가} {a}개 있었는데 {name}{가} {b}개를 주고 {c}개를 더 샀어. 이제 몇 개 있어?"]),
        [StoryKind.SubtractSubtract] = new(
            [
                "상자에 {x} {a}개가 있었다. {name}{가} {b}개를 꺼내고 또 {c}개를 꺼냈다. [이제|지금] 상자에 {x}{x가} 몇 개 [있어|있나요]?",
                "{x} {a}개에서 {b}개를 [팔고|먹고|주고] 또 {c}개를 [팔면|먹으면|주면] 몇 개가 [남아|남나요]?",
                "{name}{는} {x} {a}개 중 아침에 {b}개, 저녁에 {c}개를 팔았다. 남은 {x}{x가} 몇 개야?",
                "{name}{는} {x} {a}개를 가지고 [있어|있습니다]. {b}개를 [잃어버리고|팔고] {c}개를 [친구에게 줬어|버렸어]. " + KoreanNow,
                "{name}{는} {x} {a}개가 있었는데 {b}개를 [먹고|팔고|친구에게 주고] {c}개를 [잃어버렸다|버렸다]. " + KoreanNow,
                "{x}{x가} {a}개 있습니다. {b}개를 빼고 또 {c}개를 뺐습니다. " + KoreanNow,
                "{name}{가} {x} {a}개에서 {b}개를 [잃어버린|판|준] 다음 또 {c}개를 [팔았다|줬다]. " + KoreanNow,
            ],
            ["{x} {a}개를 가진 {name}{가} {b}개를 팔고 또 {c}개를 줬습니다. {x}{x가} 몇 개 남았나요?", "{x}{x가} {a}개 있었는데 {name}{가} {b}개를 주고 {c}개를 잃어버렸어. 이제 몇 개 있어?"]),
        [StoryKind.AddAdd] = new(
            [
                "상자에 {x} {a}개가 있었다. {name}{가} {b}개를 더 넣고 또 {c}개를 넣었다. [이제|지금] 상자에 {x}{x가} 몇 개 [있어|있나요]?",
                "{x} {a}개에 {b}개를 더 [사고|받고] 또 {c}개를 [사면|받으면] 모두 몇 개가 [돼|되나요]?",
                "{name}{는} 빨간 {x} {a}개, 파란 {x} {b}개, 작은 {x} {c}개를 가지고 있다. {x}{x가} 모두 몇 개야?",
                "{name}{는} {x} {a}개를 가지고 [있어|있습니다]. {b}개를 더 [사고|받고] {c}개를 더 [얻었어|받았어|샀어]. " + KoreanTotal,
                "{name}{는} {x}{x를} 월요일에 {a}개, 화요일에 {b}개, 금요일에 {c}개 [모았다|샀다|받았다]. " + KoreanTotal,
                "{x}{x가} {a}개 있습니다. {b}개를 더 넣고 또 {c}개를 넣었습니다. " + KoreanTotal,
                "한 상자에 {x} {a}개, 다른 상자에 {b}개, 또 다른 상자에 {c}개가 있다. " + KoreanTotal,
            ],
            ["{x} {a}개를 가진 {name}{가} {b}개를 더 사고 또 {c}개를 받았습니다. 모두 몇 개인가요?", "{name}{가} {x}{x를} {a}개, {b}개, {c}개 모았어. 전부 몇 개야?"]),
        [StoryKind.MultiplyAdd] = new(
            [
                "{b}개씩 든 {x} {box} {a}개와 {x} {c}개가 있다면 모두 몇 개[야|인가요]?",
                "{name}{는} {a}일 동안 매일 {x} {b}개를 모으고 {c}개를 더 샀다. {x}{x가} 모두 몇 개야?",
                "{box} {a}개에 {x}{x를} {b}개씩 담고 {c}개를 더 받으면 [모두|전부] 몇 개가 [돼|되나요]?",
                "{name}{는} {x}{x가} {b}개씩 든 {box} {a}개를 가지고 있고 {c}개를 더 [샀어|받았어|얻었어]. " + KoreanTotal,
                "{box} {a}개에 {x}{x가} {b}개씩 있고 [밖에|옆에|탁자 위에] {c}개가 더 [있습니다|있다]. " + KoreanTotal,
                "{x}{x가} {b}개씩 {box} {a}개에 들어 있습니다. {c}개를 더 [샀습니다|받았습니다]. " + KoreanTotal,
                "{name}{는} {box} {a}개에 {x}{x를} {b}개씩 넣고 {c}개가 남았다. " + KoreanTotal,
            ],
            ["{box} {a}개에 {x}{x가} {b}개씩 들어 있고 {name}{가} {c}개를 더 받았어. {x}{x가} 전부 몇 개야?", "{x}{x를} {b}개씩 {box} {a}개에 넣고 {c}개를 더 샀습니다. 모두 몇 개인가요?"]),
        [StoryKind.MultiplySubtract] = new(
            [
                "{b}개씩 든 {x} {box} {a}개에서 {c}개를 빼면 몇 개[야|인가요]?",
                "{name}{는} {a}일 동안 매일 {x} {b}개를 모으고 {c}개를 팔았다. 남은 {x}{x가} 몇 개야?",
                "{box} {a}개에 {x}{x를} {b}개씩 담고 {c}개를 주면 몇 개가 [남아|남나요]?",
                "{name}{는} {x}{x가} {b}개씩 든 {box} {a}개를 가지고 있고 {c}개를 [팔았어|줬어|잃어버렸어]. " + KoreanNow,
                "{box} {a}개에 {x}{x가} {b}개씩 있는데 {c}개를 [팔았습니다|먹었다|뺐다]. " + KoreanNow,
                "{x}{x가} {b}개씩 {box} {a}개에 들어 있습니다. {c}개를 [팔았습니다|뺐습니다|버렸습니다]. " + KoreanNow,
                "{name}{는} {box} {a}개에 {x}{x를} {b}개씩 넣고 {c}개를 [뺐다|팔았다]. " + KoreanNow,
            ],
            ["{box} {a}개에 {x}{x가} {b}개씩 들어 있고 {name}{가} {c}개를 팔았어. {x}{x가} 몇 개 남았어?", "{x}{x를} {b}개씩 {box} {a}개에 넣고 {c}개를 줬습니다. 몇 개 남았나요?"]),
        [StoryKind.SumTimes] = new(
            [
                "빨간 {x} {a}개와 파란 {x} {b}개씩 든 {box} {c}개가 있다면 [모두|전부] 몇 개[야|인가요]?",
                "{name}{는} 매일 큰 {x} {a}개와 작은 {x} {b}개를 만든다. {c}일 동안 모두 몇 개를 만들까?",
                "{box} 하나에 {x} {a}개를 넣고 {b}개를 더 넣었다. 이런 {box} {c}개에는 모두 몇 개가 [있어|있나요]?",
                "{name}{는} {box} {c}개에 빨간 {x} {a}개와 파란 {x} {b}개씩을 넣었다. " + KoreanTotal,
                "{box} {c}개에 각각 큰 {x} {a}개와 작은 {x} {b}개가 [있습니다|있다|들어 있어]. " + KoreanTotal,
                "{name}{는} {c}일 동안 매일 아침에 {x} {a}개, 저녁에 {b}개를 [모았다|샀다|받았다]. " + KoreanTotal,
                "친구 {c}명이 각각 빨간 {x} {a}개와 파란 {x} {b}개를 가지고 있습니다. " + KoreanTotal,
            ],
            ["{c}일 동안 {name}{가} 매일 큰 {x} {a}개와 작은 {x} {b}개를 샀어. 전부 몇 개야?", "각각 빨간 {x} {a}개와 파란 {x} {b}개가 든 {box} {c}개가 있습니다. 모두 몇 개인가요?"]),
        [StoryKind.DifferenceShared] = new(
            [
                "{name}{는} {x} {a}개에서 {b}개를 먹었다. 남은 것을 친구 {c}명이 똑같이 나누면 한 명은 몇 개를 [받아|받나요]?",
                "{x} {a}개에서 {b}개를 팔고 나머지를 {box} {c}개에 똑같이 나누어 넣으면 하나에 몇 개[야|인가요]?",
                "친구 {c}명이 {x} {a}개 중 {b}개를 빼고 나머지를 똑같이 나누었다. 한 명은 몇 개를 [받았어|받았나요]?",
                "{name}{는} {x} {a}개 중 {b}개를 [팔고|먹고|버리고] 나머지를 친구 {c}명에게 똑같이 나누어 주었다. 한 명은 몇 개를 [받았어|받았나요|받을까]?",
                "{x} {a}개 중 {b}개를 [빼고|잃어버리고] 나머지를 {box} {c}개에 똑같이 [넣었다|나눴다|넣었습니다]. 하나에 몇 개씩 [있어|있나요|들어 있을까]?",
                "{name}{는} {x} {a}개에서 {b}개를 가지고 나머지를 {c}명에게 똑같이 [나눴어|나누어 주었다]. 한 명은 몇 개를 [받아|받나요]?",
                "{x}{x가} {a}개 있습니다. {b}개를 빼고 {c}명이 똑같이 나누면 한 명은 몇 개를 [받아|받나요|받습니까]?",
            ],
            ["{name}{가} {x} {a}개 중 {b}개를 버리고 나머지를 {box} {c}개에 똑같이 나눴어. 하나에 몇 개야?", "친구 {c}명이 {x} {a}개에서 {b}개를 빼고 똑같이 나눴습니다. 한 명은 몇 개를 받았나요?"]),
    };

    public static Phrasebook For(StoryKind kind, bool korean) => (korean ? Korean : English)[kind];
}

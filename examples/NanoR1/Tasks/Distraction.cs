namespace NanoR1;

/// <summary>Short sentences that have nothing to do with the question: no digits, no words of a task. They teach to pass over what is not known.</summary>
internal static class Distraction
{
    private static readonly string[] Names = ["Anna", "Victor", "Ibrahim", "Wendy", "Oskar", "Priya", "Hugo", "Mei", "Carlos", "Ingrid", "Yusuf", "Bella", "Dmitri", "Fiona", "Kofi", "Lars"];

    private static readonly string[] Nouns =
    [
        "garden", "kettle", "sofa", "harbor", "candle", "blanket", "teapot", "lantern", "bridge", "meadow", "kitchen", "tractor", "parrot", "cousin", "village", "piano",
        "jacket", "mirror", "forest", "hammock", "uncle", "radio", "hamster", "curtain", "bakery", "stove", "violin", "ferry", "cottage", "dentist", "puddle", "saddle",
    ];

    private static readonly string[] Qualities = ["green", "quiet", "warm", "dusty", "old", "cozy", "famous", "wet", "strange", "pretty", "wooden", "cold", "shiny", "gentle", "noisy", "sleepy"];

    private static readonly Phrasebook English = new(
        [
            "The {noun} is {quality}.", "Our {noun} is {quality} and {quality2}.", "My {noun} looks {quality}.", "{Name} is in the {noun2}.", "{Name} likes the {noun}.",
            "It is {quality} in here.", "The {noun} stands near the {noun2}.", "I am with {Name}.", "This is {Name} speaking.", "{Name} says hello.", "{Pseudo} {pseudo2}.",
            "{Pseudo}!", "My cat is called {Pseudo}.", "[Ah|Oh|Hm|Well], the {noun}.", "I sit by the {noun}.", "({Name} and the {noun}.)", "{Pseudo} is my {noun}.", "The {quality} {noun} again.",
            "I am at the {noun}.", "Sorry, the {noun} is so {quality}.", "Dear {Name}!", "What a {quality} {noun}!",
        ],
        []);

    private static readonly string[] KoreanNames = ["보람", "태양", "가람", "슬기", "나래", "재희", "도윤", "하린", "승우", "예진", "규리", "한별"];

    private static readonly string[] KoreanNouns =
    [
        "정원", "주전자", "소파", "항구", "촛불", "담요", "다리", "부엌", "앵무새", "사촌", "마을", "피아노", "거울", "숲", "삼촌", "라디오", "햄스터", "커튼", "빵집", "난로", "바이올린", "오두막", "고양이", "창문",
    ];

    private static readonly string[] KoreanQualities = ["조용해", "따뜻해", "오래됐어", "예뻐", "유명해", "이상해", "차가워", "시끄러워", "멋져", "낡았어", "푸르러", "반짝여"];
    private static readonly string[] Syllables = ["가", "노", "두", "리", "모", "바", "수", "오", "치", "타", "파", "후", "메", "제", "쿠", "랑", "봉", "솔"];

    private static readonly Phrasebook Korean = new(
        [
            "{noun}{이} {quality}.", "우리 {noun}{은} 참 {quality}.", "{Name}{이2} {noun}{을} 좋아해.", "여기는 {noun} 옆이야.", "저는 {Name}입니다.", "{Name}{이2} 옆에 있어.",
            "우리 집 강아지 이름은 {pseudo}.", "{pseudo} {pseudo2}!", "{pseudo}.", "아, {noun}.", "음, {noun}{이} {quality}.", "오늘따라 {noun}{이} {quality}.", "({Name}, {noun})",
            "{Name}{이2} 안부를 전해요.", "지금 {noun} 앞이에요.", "{noun} 참 {quality}.",
        ],
        []);

    public static string Of(Random random, bool korean)
    {
        var (noun, name) = (random.Pick(korean ? KoreanNouns : Nouns), random.Pick(korean ? KoreanNames : Names));
        var (pseudo, pseudo2) = (Pseudo(random, korean), Pseudo(random, korean));
        return (korean ? Korean : English).Say(
            random,
            Split.Training,
            ("noun", noun),
            ("noun2", random.Pick(Nouns)),
            ("quality", random.Pick(korean ? KoreanQualities : Qualities)),
            ("quality2", random.Pick(Qualities)),
            ("Name", name),
            ("pseudo", pseudo),
            ("Pseudo", char.ToUpperInvariant(pseudo[0]) + pseudo[1..]),
            ("pseudo2", pseudo2),
            ("이", Wording.Particle(noun, "이", "가")),
            ("은", Wording.Particle(noun, "은", "는")),
            ("을", Wording.Particle(noun, "을", "를")),
            ("이2", Wording.Particle(name, "이", "가")));
    }

    private static string Pseudo(Random random, bool korean)
    {
        var text = "";
        for (var left = random.Next(2, 4); left > 0; left--)
        {
            text += korean ? random.Pick(Syllables) : $"{"bdfgjkmnprtvz"[random.Next(13)]}{"aeiou"[random.Next(5)]}";
        }

        return text;
    }
}

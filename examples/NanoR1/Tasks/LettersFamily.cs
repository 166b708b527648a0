using static NanoR1.Scratchpad;

namespace NanoR1;

/// <summary>How often a letter stands in a word, and how many letters a word has.</summary>
internal sealed class LettersFamily : ITaskFamily
{
    private static readonly Phrasebook English = new(
        [
            "How many {l}'s are in {w}?",
            "How many {l}'s are [there in|in the word] {w}?",
            "How many {l}s [are in {w}|are there in {w}|does {w} have]?",
            "How many times does [the letter |]{l} [appear|occur] in [the word |]{w}?",
            "How often does [the letter |]{l} [appear|occur] in [the word |]{w}?",
            "Count the [letter {l}|{l}'s|{l}s] in [the word |]{w}.",
            "[What is the number|Tell me the number] of {l}'s in [the word |]{w}[?|.]",
            "[Can|Could] you [count|tell me] [how many {l}'s are in|how many times {l} appears in] [the word |]{w}?",
            "{l} in {w}: how many?",
            "number of {l}'s in {w}",
            "how many {l} in {w}",
            "In the word {w}, how many {l}'s [are there|do you see|can you find]?",
            "How many letters {l} [are in|are there in] {w}?",
            "How many {l}'s does [the word |]{w} [have|contain]?",
            "[The word is|Take the word] {w}. How many {l}'s [does it have|are in it|does it contain]?",
            "Please count [how often|how many times] {l} [appears|occurs] in {w}.",
            "How many \"{l}\" are in \"{w}\"?",
            "I want to know how many {l}'s [are in|there are in] {w}.",
            "Tell me how often the letter {l} occurs in {w}.",
            "{w} has how many {l}'s?",
            "What is the count of {l}'s in the word {w}?",
            "In {w}, how many times does {l} appear?",
            "Count how many times you see the letter {l} in {w}.",
            "The word {w} contains how many letters {l}?",
            "Find the number of {l}'s in \"{w}\".",
            "How many of the letter {l} are in {w}?",
            "Please tell me how many {l}'s {w} contains.",
            "In the word {w}, how often do you see {l}?",
            "Look at the word {w}. How many {l}'s are in it?",
            "What number of {l}'s does {w} have?",
            "Could you count the letter {l} in {w}?",
            "{l} occurs how many times in {w}?",
            "In [the word |]{w}, [how often do I see {l}|how many times can you see {l}|how often is there {l}|how many times do we have {l}|how often does one find the letter {l}]?",
            "[The letter |]{l} [appears|comes|is found|is used|stands|shows up] how [often|many times] in [the word |]{w}?",
            "[The word|My word|A word] [is|reads]: {w}. [How many times is {l} in it?|How often does {l} occur?|Count {l}.|Count the {l}'s.|How many {l}'s do you see?]",
            "[I am counting|I count|Help me count|Please count|We count] [the letter {l}|the {l}'s|every {l}] in {w}. [How many are there?|What is the count?|How many do I get?]",
            "[If|When] you [spell|read|write] {w}, how [often|many times] do you [write|see|meet|say] [the letter |]{l}?",
            "[Which|What] is the number of times [that |]{l} [stands|occurs|appears] in {w}?",
            "[With|Given|For] the word {w} and the letter {l}, [what is the count|how many are there|count it|how often does it occur]?",
            "[Letter|Find]: {l}. [Word|In]: {w}. How many?",
            "Of the letters in {w}, how many are {l}?",
            "Among the letters of {w}, how [many are|often is there] {l}?",
            "Can you tell me the number of {l}'s in the word {w}?",
            "How frequently does {l} occur in {w}?",
            "Tell me how many {l}'s you find in {w}.",
            "When I write {w}, how many {l}'s do I need?",
            "Does the word {w} have any {l}? How many?",
            "I see the word {w}. How many times does it have the letter {l}?",
            "How many times can you find {l} in the word {w}?",
        ],
        [
            "Does {w} have a lot of {l}'s? How many exactly?",
            "Count how many {l}'s there are in {w} for me, please.",
            "How many {l}'s can you spot in {w}?",
            "Look through the word {w} and count the letter {l}.",
            "Someone wrote {w}. How many {l}'s did they use?",
            "Is the letter {l} in {w}, and if so, how many times?",
            "Please check {w} for the letter {l}. How many are there?",
        ]);

    private static readonly Phrasebook Korean = new(
        [
            "{w}에 {l}{이} 몇 개 [있어|있나요|있습니까|있지|들어 있어|들어 있나요]?",
            "{w}에는 {l}{이} 몇 개 [있어|있나요|있습니까]?",
            "{w}[에서|라는 단어에서|라는 단어에] {l}{은} 몇 [번|개] [나와|나오나요|있어|있나요|나옵니까]?",
            "단어 {w}에 [글자 |]{l}{이} 몇 개 [있어|있나요|있습니까|들어 있나요]?",
            "{w}에 있는 {l}의 [개수는|수는|개수를 알려 줘|개수를 세어 줘|수를 세어 주세요]",
            "{w}에서 {l}의 개수[는|는?|를 세어 줘.|를 알려 주세요.|를 구하세요.]",
            "{w}에서 {l}{을} [세어 줘|세어 주세요|세어 봐].",
            "{w} 안에 {l}{이} 몇 개[야|인가요|나 있어|나 있나요]?",
            "{w}에 {l} 몇 개?",
            "{w}의 {l} 개수",
            "{l}{은} {w}에 몇 [번|개] [나와|나오나요|있어|있나요]?",
            "{w}{은2} {l}{을} 몇 개 [포함해|포함하나요|가지고 있어|가지고 있나요]?",
            "알파벳 {l}{이} {w}에 몇 [번|개] [나와|나오나요|있어|있나요|들어 있어]?",
            "{w}에 [알파벳 |글자 |]{l}{이} 몇 번 [나와|나오나요|나옵니까|들어가나요|들어가]?",
            "{w}에 {l}{이} 몇 개인지 [세어 줘|세어 주세요|알려 줘|알려 주세요].",
            "'{w}'에 '{l}'{이} 몇 개 있나요?",
            "{w} 단어에는 {l}{이} 몇 번 나와?",
            "{l}의 개수를 {w}에서 세어 줘.",
            "{w} 안에 알파벳 {l}{은} 몇 개 들어 있나요?",
            "{l} 몇 개? {w}에서.",
            "단어 {w}에서 {l}{이} 몇 번 나오는지 알려 주세요.",
            "{w}에 글자 {l}{이} 있는 개수는?",
            "{w}에서 {l}{이} 몇 번 나오는지 궁금해요.",
            "{w}에 들어 있는 {l}{은} 몇 개인가요?",
            "{w}에서 알파벳 {l}의 수를 세어 줘.",
            "단어 {w} 안에 {l}{은} 몇 번 나와?",
            "{l}{이} {w}에 몇 개 있는지 알려 줘.",
            "{w}, 여기에 {l}{은} 몇 개야?",
            "{w}{을2} [보면|쓰면|읽으면] {l}{이} 몇 [번|개] [나와|보여|있나요|나오나요]?",
            "[글자|알파벳] {l}{을} {w}에서 [찾으면|세면] 몇 개[야|인가요]?",
            "{w}{을2} 보고 {l}의 [개수를|수를] [말해 줘|세어 줘|알려 줘].",
            "{l}{이} {w} [안에|속에] 몇 [번|개] [있어|들어 있어|나와|있나요]?",
            "[단어는|단어:] {w}. {l}{은} 몇 [개야|번 나와|개인가요]?",
            "{w}에서 글자 {l}{을} 세면 몇 개예요?",
            "{w}에 {l}{이} 모두 몇 개 있나요?",
            "{l}{은} {w} 안에서 몇 번 쓰였나요?",
            "단어 {w}에 들어 있는 {l}의 개수를 말해 줘.",
            "{w}라는 낱말에서 {l}{은} 몇 개예요?",
            "{w}에 {l}{이} 몇 번 들어 있는지 세어 줘.",
        ],
        [
            "{w}에 {l}{이} 총 몇 번 나와요?",
            "{w} 철자에 {l}{이} 몇 개 들어가나요?",
            "{w}에서 {l}만 세면 몇 개예요?",
            "영어 단어 {w}에 {l}{이} 몇 개 있는지 세어 줄래요?",
            "{w}{을2} 쓸 때 {l}{을} 몇 번 써야 해요?",
            "{w}의 글자 중에서 {l}{은} 몇 개인가요?",
            "{w}에 알파벳 {l}{이} 하나라도 있나요? 있으면 몇 개예요?",
        ]);

    private static readonly Phrasebook EnglishLength = new(
        [
            "How many letters are in {w}?",
            "How many [letters|characters] are [in|there in] [the word |]{w}?",
            "How many [letters|characters] does [the word |]{w} have?",
            "How long is [the word |]{w}?",
            "Count the [letters|characters] [in|of] [the word |]{w}.",
            "What is the [length|number of letters] of [the word |]{w}?",
            "length of {w}",
            "number of letters in {w}",
            "{w}: how many letters?",
            "[Can|Could] you count the letters in {w}?",
            "[Can|Could] you tell me how [long|many letters] {w} [is|has]?",
            "Tell me [the length of|how many letters are in] [the word |]{w}.",
            "In {w}, how many letters are there?",
            "[The word is|Take the word] {w}. How many letters does it have?",
            "Please count the letters [in|of] \"{w}\".",
            "How many letters do you need to [write|spell] {w}?",
            "{w} has how many letters?",
            "The word {w} is how long?",
            "I want to know how many letters there are in {w}.",
            "What number of letters does {w} have?",
            "How many letters does it take to spell {w}?",
            "Count how many characters {w} has.",
            "Could you say how many letters {w} has?",
            "How many letters make up the word {w}?",
            "Look at the word {w}. How many letters are in it?",
            "What is the number of characters in {w}?",
            "Please give me the length of the word {w}.",
            "{w} is a word of how many letters?",
            "{w} is [a word|a word made|a word consisting] of how many [letters|characters]?",
            "{w} [consists of|contains|is made of|counts|comes to] how many [letters|characters]?",
            "[The word|My word|A word] [is|reads]: {w}. [How long is it?|How many letters is that?|Count its letters.|What is its length?]",
            "[I wonder|I ask myself|Let me know|Say] [how long {w} is|how many letters {w} has|what the length of {w} is][.|]",
            "[When|If] you [spell|write] {w}, how many [letters|characters] do you [use|need|write|count]?",
            "[Of|Out of] how many letters is {w} made?",
            "The [length|number of letters] of {w} is [what|how much]?",
            "The word {w}, how [long is it|many letters is that]?",
            "Do you know how many letters {w} has?",
            "Please count how many letters there are in {w}.",
            "How many letters will I write if I write {w}?",
            "The word {w} has what length?",
            "Tell me the letter count of {w}.",
            "How many characters long is {w}?",
        ],
        [
            "I want to write {w} on a cake. How many letters is that?",
            "How many letters has {w} got?",
            "How many letters would I have to type for {w}?",
            "Counting every letter, how long is {w}?",
            "{w}: what's the letter count?",
            "Someone typed {w}. How many characters is that?",
            "I'd like to know the length of the word {w}.",
        ]);

    private static readonly Phrasebook KoreanLength = new(
        [
            "{w}{은2} 몇 글자[야|인가요|입니까|지]?",
            "{w}{은2} [모두|총|전부] 몇 글자[야|인가요|입니까]?",
            "{w}에 글자가 몇 개 [있어|있나요|있습니까]?",
            "{w}의 [글자 수는|길이는]?",
            "{w}의 [글자 수는|길이는] [뭐야|얼마야|얼마인가요|얼마입니까]?",
            "단어 {w}의 [길이는|글자 수는]?",
            "{w}의 [글자 수를|길이를] [알려 줘|세어 줘|알려 주세요|구하세요].",
            "{w} 글자 수",
            "{w} 길이",
            "{w} 몇 글자?",
            "단어 {w}{은2} 몇 글자인가요?",
            "{w}{은2} 알파벳 몇 개로 [되어 있어|되어 있나요|이루어져 있나요]?",
            "{w}{이2} 몇 글자인지 [세어 줘|세어 주세요|알려 줘|알려 주세요].",
            "{w}의 글자를 [세어 줘|세어 주세요].",
            "{w}에는 알파벳이 [모두|총|] 몇 개 [있어|있나요]?",
            "단어 {w}에는 글자가 모두 몇 개 있어?",
            "몇 글자야? {w}",
            "{w}의 글자는 총 몇 개인가요?",
            "{w} 단어의 길이를 세어 주세요.",
            "{w}, 몇 글자인지 알려 줘.",
            "글자 수: {w}",
            "{w}{이2} 몇 글자인지 궁금해요.",
            "{w}에는 글자가 몇 개 들어 있나요?",
            "단어 {w}의 글자 개수를 알려 주세요.",
            "{w}, 이 단어는 몇 글자야?",
            "{w}{은2} 글자가 모두 몇 개야?",
            "단어 {w}{은2} 길이가 얼마인가요?",
            "{w}, [이건|이게|이것은] 몇 글자[야|인가요|입니까]?",
            "{w}{은2} [길이가|글자 수가] [얼마야|어떻게 되나요|몇이야]?",
            "{w}{을2} 쓰려면 글자가 몇 개 필요[해|한가요]?",
            "[단어는|단어:] {w}. [몇 글자야?|길이는?|글자 수를 세어 줘.]",
            "{w}{이2} 몇 글자[일까|인지 봐 줘|인지 맞혀 봐]",
            "{w}의 글자가 몇 개인지 세어 주세요.",
            "{w}{은2} 글자 몇 개로 된 단어야?",
            "단어 {w}의 글자 수가 궁금해요.",
            "{w}의 길이를 말해 줘.",
            "혹시 {w}{이2} 몇 글자인지 알아?",
        ],
        [
            "{w}{은2} 글자 수가 몇 개예요?",
            "{w}{을2} 한 글자씩 세면 모두 몇 개인가요?",
            "영어 단어 {w}{은2} 몇 글자로 되어 있어요?",
            "{w} 철자는 모두 몇 개예요?",
            "{w}{을2} 타자로 치면 몇 글자를 쳐야 하나요?",
            "{w}에 들어 있는 글자 수를 알려 주세요.",
            "{w}, 글자 수가 얼마나 되죠?",
        ]);

    public string Name => "letters";

    public double Weight => 2;

    public Exercise Create(Random random, Split split, string language)
    {
        var (word, letter) = Wording.Draw(random, split, Make, Canonical);
        var korean = language == "ko";
        var (book, cores) = letter is null
            ? korean ? (KoreanLength, KoreanCores.Length) : (EnglishLength, EnglishCores.Length)
            : korean ? (Korean, KoreanCores.Letters) : (English, EnglishCores.Letters);
        var shown = letter?.ToString() ?? "";
        var prompt = Carriers.Say(
            random,
            split,
            language,
            book,
            cores,
            ("w", word),
            ("l", shown),
            ("이", letter is null ? "" : Wording.Particle(shown, "이", "가")),
            ("은", letter is null ? "" : Wording.Particle(shown, "은", "는")),
            ("을", letter is null ? "" : Wording.Particle(shown, "을", "를")),
            ("이2", Wording.Particle(word, "이", "가")),
            ("은2", Wording.Particle(word, "은", "는")),
            ("을2", Wording.Particle(word, "을", "를")));
        var count = word.Count(other => letter is null || other == letter);
        return new(Name, language, Wording.Vary(random, language, prompt), Think(word, letter), Text(count));
    }

    private static string Canonical((string Word, char? Letter) problem) =>
        problem.Letter is { } letter ? $"count {letter} {problem.Word}" : $"length {problem.Word}";

    private static (string Word, char? Letter) Make(Random random)
    {
        var word = Words.Any(random, 3, 10);
        return random.Next(10) < 3 ? (word, null) : random.Next(5) switch
        {
            0 => (word, random.Pick([.. "abcdefghijklmnopqrstuvwxyz".Except(word)])),
            1 or 2 => (word, random.Pick([.. word.GroupBy(static letter => letter).OrderBy(static group => group.Count()).TakeWhile(static (group, place) => place == 0 || group.Count() == 1).Select(static group => group.Key)])),
            _ => Repeated(random, word),
        };
    }

    /// <summary>Asks for a letter that is there more than once, which such questions are asked for; if there is none, one is put in.</summary>
    private static (string Word, char? Letter) Repeated(Random random, string word)
    {
        if (word.GroupBy(static letter => letter).Where(static group => group.Count() > 1).ToArray() is { Length: > 0 } groups)
        {
            return (word, random.Pick(groups).Key);
        }

        var letters = word.ToCharArray();
        var letter = random.Pick(letters);
        for (var times = random.Next(1, 3); times > 0; times--)
        {
            letters[random.Pick([.. Enumerable.Range(0, letters.Length).Where(place => letters[place] != letter)])] = letter;
        }

        return (new(letters), letter);
    }

    /// <summary>Each letter behind its label; then, as two letters are told to be equal only side by side, the asked one, the outcome and
    /// the count so far: <c>Asr-0 Btr-0 Crr=1</c>. All letters of a word are counted as <c>As1 Bt2 Cr3</c>.</summary>
    private static string Think(string word, char? letter)
    {
        var count = 0;
        var cells = new List<string>();
        foreach (var other in word)
        {
            count += letter is null || other == letter ? 1 : 0;
            var outcome = letter is null ? "" : $"{letter}{(other == letter ? '=' : '-')}";
            cells.Add($"{Spelling.Label(cells.Count)}{other}{outcome}{Text(count)}");
        }

        return $"{Canonical((word, letter))}\n{string.Join(' ', cells)}\n{(letter is null ? "length" : letter.ToString())} {Text(count)}";
    }
}

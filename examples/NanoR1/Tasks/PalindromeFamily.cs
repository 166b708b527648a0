namespace NanoR1;

/// <summary>Does a number or word read the same from both ends?</summary>
internal sealed class PalindromeFamily : ITaskFamily
{
    private static readonly Phrasebook English = new(
        [
            "Is {w} a palindrome?",
            "Is [the {kind} |]{w} a palindrome[?| or not?]",
            "[Does|Will] [the {kind} |]{w} read the same [backwards|backward|in reverse|both ways]?",
            "[Check|Tell me|Find out] [if|whether] {w} is a palindrome.",
            "[Can|Could] you [check|tell me] [if|whether] [the {kind} |]{w} is a palindrome?",
            "{w}: palindrome or not?",
            "{w} palindrome?",
            "palindrome {w}?",
            "[Would you say|Do you think] [that |]{w} is a palindrome?",
            "Is {w} the same [when reversed|when read backwards|from right to left]?",
            "Please [check|say] [if|whether] {w} is a palindrome.",
            "[Decide|Determine] whether [the {kind} |]{w} is a palindrome.",
            "Is {w} palindromic?",
            "Is {w} a palindromic {kind}?",
            "Yes or no: is {w} a palindrome?",
            "Is \"{w}\" a palindrome?",
            "Is it true that {w} is a palindrome?",
            "Look at [the {kind} |]{w}. Is it a palindrome?",
            "If you reverse {w}, do you get the same {kind}?",
            "Tell me: does {w} read the same from right to left?",
            "The {kind} {w}: is it palindromic or not?",
            "I want to check whether {w} is a palindrome. Is it?",
            "Is {w} a palindrome, yes or no?",
            "Do you get the same {kind} when {w} is reversed?",
            "Can {w} be read the same both ways?",
            "Say whether \"{w}\" is a palindrome or not.",
            "Could you say if {w} is a palindrome or not?",
            "Does {w} stay the same when it is reversed?",
            "Would {w} be called a palindrome?",
            "I think {w} is a palindrome. Is that true?",
            "Check the {kind} {w}: is it a palindrome?",
            "Tell me whether {w} reads the same backwards.",
            "When you read {w} backwards, is it the same?",
            "[I believe|I guess|I say|He thinks|She says|My friend says|Someone told me] [that |]{w} is a palindrome. [Is it?|Right?|Is that right?|Is that so?|Am I right?]",
            "[Could|Can|May|Should] [we|one|I|you] call {w} a palindrome?",
            "[Is|Was] {w} what [people|they|we] call a palindrome?",
            "[When|If|Once] [I|you|we|one] [read|write|spell|turn|reverse] {w} [from the end|backwards|around|from right to left], [is it|does it stay|does it look] [the same|unchanged]?",
            "[I have|Here is|Take|This is] [the {kind} |]{w}. [Is it a palindrome?|Palindrome or not?|Does it read the same backwards?|Is it the same from both ends?]",
            "[Does|Would] {w} [look the same|read the same|stay as it is] [when|if] [reversed|you reverse it|it is turned around|read from the end]?",
            "[What about|How about] {w}: [a palindrome|is it a palindrome]?",
            "[My question is|I ask|The question is|Tell us|Let me know] [whether|if] {w} is a palindrome[.|]",
            "From [left to right|the front] and from [right to left|the back], is {w} the same?",
            "[A palindrome or not|Palindrome, yes or no|Palindrome?][: | - ]{w}",
            "I would like to know if {w} is a palindrome.",
            "Is {w} one of those palindromes?",
            "Are you able to tell if {w} is a palindrome?",
            "Does {w} read the same forwards and backwards?",
            "If I read {w} from right to left, is it still {w}?",
            "Can {w} count as a palindrome?",
            "A quick check: is {w} a palindrome?",
        ],
        [
            "Is {w} identical when you read it backwards?",
            "Is this a palindrome? {w}",
            "Am I right that {w} is a palindrome?",
            "Forwards or backwards, does {w} come out the same?",
            "Does the {kind} {w} qualify as a palindrome?",
            "Read {w} from the back. Is it still the same {kind}?",
            "My teacher asked if {w} is a palindrome. What's the answer?",
        ]);

    private static readonly Phrasebook Korean = new(
        [
            "{w}{는} 회문인가요?",
            "{w}{는} 회문이야?",
            "{w} 회문?",
            "{w}{는} 회문입니까?",
            "{w}{가} 회문인지 [알려 줘|알려 주세요|말해 줘|확인해 줘|확인해 주세요].",
            "{w}{는} 회문인가 아닌가?",
            "{w}, 회문 맞아?",
            "{w}{는} [거꾸로 읽어도|뒤에서 읽어도|뒤집어도] [같아?|같나요?|같습니까?|똑같아?]",
            "{kind} {w}{는} 회문인가요?",
            "{kind} {w}{는} 거꾸로 읽어도 [같은가요?|같아?]",
            "회문인지 [확인해 줘|판단해 줘|알려 줘]: {w}",
            "회문 여부: {w}",
            "{w}{는} 회문이 맞나요?",
            "[예 아니요로 대답해 줘|예, 아니요로 답해 주세요]: {w}{는} 회문이야?",
            "{w}{를} 뒤집으면 똑같은 {kind}인가요?",
            "'{w}' 회문인가요?",
            "{w}{가} 회문이라고 할 수 있나요?",
            "{w}, 거꾸로 읽어도 똑같은가요?",
            "{w}{는} 회문 맞습니까?",
            "{kind} {w}{가} 회문인지 아닌지 말해 줘.",
            "회문이야? {w}",
            "{w}{를} 거꾸로 읽어도 같은지 확인해 주세요.",
            "{w} 회문인지 아닌지 알려 줘.",
            "{w}{가} 회문인지 궁금해요.",
            "{w}{를} 거꾸로 쓰면 같은가요?",
            "{w}{는} 회문이라고 볼 수 있어?",
            "{w}, 이것은 회문인가요?",
            "이 {kind}, 회문이야? {w}",
            "{w}{가} 회문이 맞는지 확인해 주세요.",
            "{w}, [이건|이게|이거|이것이] 회문[인가요|이야|입니까|이 맞아]?",
            "[이것은|이건|이거] 회문[인가요|이야|입니까]? {w}",
            "[여기|여기에] {w}{가} 있어. 회문[인가요|이야]?",
            "{w}{를} [회문이라고 불러도 돼|회문으로 볼 수 있나요|회문이라고 부를 수 있나요]?",
            "{w}{는} [앞에서 읽으나 뒤에서 읽으나|앞뒤로 읽어도|양쪽에서 읽어도] [같아|같나요|같습니까]?",
            "[나는|저는|친구는] {w}{가} 회문이라고 [생각해|생각해요|말했어]. [맞아?|맞나요?|정말이야?]",
            "{w}{가} 회문인지 [궁금해|궁금합니다|알고 싶어|알고 싶어요|봐 줘|가르쳐 줘][.|]",
            "{w}{를} [거꾸로 써도|반대로 읽어도|반대로 써도|뒤에서부터 읽어도] [그대로야|같은 {kind}야|똑같나요|같습니까]?",
            "{w}{가} 회문인지 판단해 주세요.",
            "{w}{는} 회문에 해당하나요?",
            "혹시 {w}{는} 회문인가요?",
            "{w}{를} 뒤에서 읽어도 똑같은가요?",
            "다음이 회문인지 알려 주세요: {w}",
            "{w}{는} 앞뒤가 같은 회문이야?",
        ],
        [
            "{w}{가} 회문이 맞는지 봐 줄래요?",
            "{w}{를} 거꾸로 하면 원래 {kind}하고 같나요?",
            "{w} 이거 회문이라고 해도 되나요?",
            "선생님이 {w}{가} 회문인지 물어보셨어요. 회문인가요?",
            "{kind} {w}, 회문일까요?",
            "{w}{는} 뒤집어서 읽어도 그대로인가요?",
            "{w}{는} 어느 쪽에서 읽어도 똑같아요?",
        ]);

    public string Name => "palindrome";

    public double Weight => 1.2;

    public Exercise Create(Random random, Split split, string language)
    {
        var word = Wording.Draw(random, split, Make, static word => $"palindrome {word}");
        var korean = language == "ko";
        var number = char.IsAsciiDigit(word[0]);
        var kind = korean ? number ? "숫자" : "단어" : number ? "number" : "word";
        var prompt = Carriers.Say(
            random,
            split,
            language,
            korean ? Korean : English,
            korean ? KoreanCores.Palindrome : EnglishCores.Palindrome,
            ("w", word),
            ("kind", kind),
            ("k가", Wording.Particle(kind, "이", "가")),
            ("는", Wording.Particle(word, "은", "는")),
            ("가", Wording.Particle(word, "이", "가")),
            ("를", Wording.Particle(word, "을", "를")));
        var yes = Spelling.IsPalindrome(word);
        return new(Name, language, Wording.Vary(random, language, prompt), Think(word), korean ? yes ? "예" : "아니요" : yes ? "yes" : "no");
    }

    /// <summary>Half palindromes; the others differ first in any of their pairs, each as likely, and half of those in no other.</summary>
    private static string Make(Random random)
    {
        var number = random.Next(2) == 0;
        var length = number ? Wording.Short(random, 2, 6) : Wording.Short(random, 3, 8);
        var letters = (number ? Words.Digits(random, length) : Words.Any(random, length, length)).ToCharArray();
        var yes = random.Next(2) == 0;
        var different = random.Next(length / 2);
        var onlyThere = random.Next(2) == 0;
        for (var at = 0; at < length / 2; at++)
        {
            var end = length - 1 - at;
            if (yes || at < different || (at > different && onlyThere))
            {
                letters[end] = letters[at];
            }

            while (!yes && at == different && letters[at] == letters[end])
            {
                letters[random.Next(2) == 0 ? at : end] = number ? (char)('1' + random.Next(9)) : (char)('a' + random.Next(26));
            }
        }

        return new(letters);
    }

    /// <summary>The pairs from outside, <c>AGnn= BFda-</c>, up to one whose letters differ.</summary>
    private static string Think(string word)
    {
        var pairs = new List<string>();
        for (var at = 0; at < word.Length / 2; at++)
        {
            var end = word.Length - 1 - at;
            var same = word[at] == word[end];
            pairs.Add($"{Spelling.Label(at)}{Spelling.Label(end)}{word[at]}{word[end]}{(same ? '=' : '-')}");
            if (!same)
            {
                break;
            }
        }

        return $"palindrome {word}\n{Spelling.Labelled(word)}\n{string.Join(' ', pairs)}\n{(Spelling.IsPalindrome(word) ? "yes" : "no")}";
    }
}

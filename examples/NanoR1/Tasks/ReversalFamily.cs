namespace NanoR1;

/// <summary>A number or word from its end to its beginning.</summary>
internal sealed class ReversalFamily : ITaskFamily
{
    private static readonly Phrasebook English = new(
        [
            "Reverse {w}.",
            "Reverse the {kind} {w}.",
            "[Write|Spell|Say] [the {kind} |]{w} [backwards|backward|in reverse|in reverse order].",
            "What is {w} [backwards|reversed|in reverse|spelled backwards|written backwards]?",
            "What do you get [if|when] you reverse [the {kind} |]{w}?",
            "[Can|Could] you [reverse|write] [the {kind} |]{w} [backwards|in reverse]?",
            "How [do you write|is] {w} [backwards|in reverse]?",
            "{w} backwards?",
            "{w} reversed",
            "reverse: {w}",
            "[Turn|Flip] [the {kind} |]{w} around.",
            "Give me {w} [backwards|in reverse|reversed].",
            "Please [reverse|flip] [the {kind} |]{w}.",
            "What does {w} look like [backwards|reversed]?",
            "What is the reverse of [the {kind} |]{w}?",
            "Read {w} from right to left.",
            "Put the [characters|symbols] of {w} in reverse order.",
            "I need [the {kind} |]{w} [backwards|reversed].",
            "How does [the {kind} |]{w} look [backwards|reversed|in reverse|turned around|flipped around|when it is reversed|when you turn it around|when you read it backwards|if you write it backwards]?",
            "What does [the {kind} |]{w} look like [turned around|when it is turned around|when you flip it|if you reverse it|from back to front|in reverse order]?",
            "[Turn|Flip|Write|Say|Spell|Read|Give me|Show me] [the {kind} |]{w} [from back to front|back to front|from the end to the beginning|from end to start|from the last {part} to the first].",
            "What is [the {kind} |]{w} [from right to left|from back to front|back to front|flipped around|turned around|the other way around]?",
            "What do I get when I [flip|turn] [the {kind} |]{w} around?",
            "What [becomes of|happens to|comes out of] [the {kind} |]{w} when [you flip it around|it is flipped|you turn it around|it is reversed]?",
            "[Flip|Turn] it around: {w}",
            "Backwards spelling of [the {kind} |]{w}[?|.|]",
            "What is the backwards spelling of [the {kind} |]{w}?",
            "{w} [from right to left|from back to front|back to front|flipped|turned around|in reverse]?",
            "Take [the {kind} |]{w} and [reverse it|flip it|turn it around|write it backwards|read it from back to front].",
            "[The {kind} is|Here is a {kind}:|I have the {kind}] {w}. [Reverse it|Flip it around|Turn it around|Write it backwards|What is it backwards|How does it look backwards][.|?]",
            "Reverse the order of the [characters|{part}s] in {w}.",
            "Mirror the {kind} {w}.",
            "How would you [write|spell|read] [the {kind} |]{w} [backwards|in reverse|from right to left|from the end]?",
            "If you [flip|turn] [the {kind} |]{w} around, what [is it|does it say|do you see|do you read]?",
            "When [the {kind} |]{w} is [read|written|spelled] from right to left, what is it?",
            "Write {w} from right to left.",
            "If I reverse {w}, what do I get?",
            "Tell me the reverse of {w}.",
            "The {kind} {w} backwards is what?",
            "Please give me the {kind} {w} in reverse order.",
            "How does {w} look when you flip it around?",
            "Could you spell the {kind} {w} backwards?",
            "I want {w} written in reverse.",
            "Please turn {w} around.",
            "What would {w} be if you read it from right to left?",
            "Here is {w}. Now write it in reverse order.",
            "Tell me what {w} is in reverse.",
            "I [want|need|would like|'d like] [to see |to have |to read |][the {kind} |]{w} [written|spelled|turned|read|put] [backwards|from right to left|from back to front|the other way around|in reverse order].",
            "[Tell|Show|Read|Write] me [what {w} is|what {w} looks like|how {w} looks|how {w} reads|what {w} would be] [backwards|from right to left|when reversed|from the end|the other way around].",
            "What [will|would|does] [the {kind} |]{w} [be|become|say|read|look like] [if|when|once] [you|I|we|one] [reverse it|turn it around|spell it from the end|write it backwards|read it backwards]?",
            "[The|My|Our|Your] {kind} is {w}. [What is it|What does it say|How does it read|Tell me what it is] [backwards|in reverse|from right to left|reversed]?",
            "[Someone|A friend|My teacher] [wrote|gave me|said] {w}. [Reverse it|Turn it around|Write it backwards|Say it backwards|What is it backwards?]",
            "[I am looking for|I try to find|Find|Work out] the reverse of [the {kind} |]{w}[.|]",
            "[Starting|Beginning] [from|with] the last [{part}|one], [write|spell|read] {w}[.|]",
            "[From|Starting at] the [end|last {part}] to the [start|first {part}|beginning], [write|spell|read] [the {kind} |]{w}.",
            "In reverse[ order|], [what is {w}|how do you write {w}|write {w}|spell {w}]?",
            "Backwards, [what is|how do you spell|how do I write] {w}?",
            "[Let us|Let's|We have to|I must|I have to|Just|Now] [reverse|flip|turn around|invert] [the {kind} |]{w}[.|]",
            "[May I see|Can I get|Can I have|Could I have|Would you show me|Would you give me] [the {kind} |]{w} [backwards|reversed|in reverse|from right to left]?",
            "{w} [should|must|has to] be [reversed|turned around|written backwards][.|: how does it look?]",
            "[With|Take] {w}, [write|put] the [{part}s|characters] in [reverse|opposite] order.",
            "The [opposite|reverse] order of [the {part}s of |the {part}s in ]{w} is [what|which]?",
            "{w} [read|written|spelled] [backwards|from the end|from right to left] is [what|which {kind}]?",
            "How would {w} be spelled in reverse?",
            "Please write the {kind} {w} from the end to the start.",
            "Can you flip {w} for me?",
            "Do you know what {w} is backwards?",
            "I would like {w} reversed, please.",
            "If {w} is written backwards, what do you get?",
            "Say {w} the wrong way round.",
        ],
        [
            "What would {w} be if it were written the other way round?",
            "Show me {w} with its {part}s in the opposite order.",
            "I need {w} mirrored, last {part} first.",
            "Can you read {w} to me starting from the end?",
            "Give back {w}, but reversed.",
            "Type {w} backwards for me.",
            "If you start at the last {part} of {w} and go back to the first, what do you get?",
        ]);

    private static readonly Phrasebook Korean = new(
        [
            "{w}{를} [거꾸로 써 줘|거꾸로 써 주세요|뒤집어 줘|뒤집어 주세요|거꾸로 적어 줘|뒤집어라].",
            "{w}{를} [뒤집으면|거꾸로 쓰면|거꾸로 하면|거꾸로 읽으면]?",
            "{w}{를} [뒤집으면|거꾸로 쓰면|거꾸로 하면|거꾸로 읽으면] [뭐야|무엇인가요|어떻게 되나요|뭐가 돼]?",
            "{kind} {w}{를} [거꾸로 써 줘|뒤집어 주세요|뒤집어 줘].",
            "{w} 거꾸로",
            "{w} [거꾸로 쓰기|뒤집기]",
            "[거꾸로 써 줘|뒤집어 줘|뒤집어 주세요]: {w}",
            "{w}{를} 뒤에서부터 [써 줘|써 주세요|읽어 줘|읽어 주세요].",
            "{w}{를} [역순으로|반대로] [써 줘|써 주세요|적어 줘].",
            "{w}의 [역순은|거꾸로는]?",
            "{w}{를} 반대로 쓰면 [뭐야|무엇입니까|어떻게 돼]?",
            "{w}{를} 뒤집은 [것은|결과는] [뭐야|무엇인가요]?",
            "{w} 역순",
            "{w}{를} 거꾸로 쓴 것을 알려 [줘|주세요].",
            "{w}{를} 뒤집어 볼래?",
            "{w}{를} 오른쪽에서 왼쪽으로 [읽으면|쓰면] [뭐야|무엇인가요|어떻게 돼]?",
            "{w}{를} [끝에서부터|끝에서 처음까지|뒤에서 앞으로] [읽어 줘|써 줘|써 주세요|쓰면 뭐야|읽으면 무엇인가요]",
            "{w}{를} 뒤집으면 어떻게 보여?",
            "{kind}의 순서를 반대로 [해 줘|해 주세요]: {w}",
            "{w}의 글자 순서를 [뒤집어 줘|바꿔서 거꾸로 써 줘|거꾸로 해 주세요].",
            "{kind}{k는} {w}[야|입니다]. 거꾸로 [쓰면|하면|읽으면] [뭐야|무엇인가요]?",
            "거꾸로 [쓴|읽은|한] {w}{는} [뭐야|무엇인가요]?",
            "{w}{를} 뒤에서부터 적으면 뭐야?",
            "{w} 뒤집어 줘",
            "{kind} {w}의 역순은 무엇인가요?",
            "{w}{를} 역순으로 읽으면 어떻게 되나요?",
            "{w}{를} 거꾸로 쓴 결과를 알려 줘.",
            "거꾸로: {w}",
            "{w}{를} 거꾸로 쓰면 어떻게 되는지 알려 주세요.",
            "{w}{를} 뒤집어서 써 줘.",
            "{kind} {w}{를} 뒤에서부터 읽으면 뭐야?",
            "{w}의 순서를 거꾸로 해 주세요.",
            "{w}{를} 반대로 읽어 주세요.",
            "{w}, 거꾸로 쓰면?",
            "[나는|저는] {w}{를} [거꾸로|반대로|뒤에서부터] [쓰고 싶어|읽고 싶어요|적고 싶어].",
            "{w}{를} [거꾸로|반대로] [읽은|쓴|적은] [것이|결과가] [궁금해|뭐야|뭔지 알려 줘]",
            "[이|다음] {kind}{k를} [거꾸로|뒤에서부터] [써 줘|읽어 줘|적어 주세요]: {w}",
            "{w}, [이것을|이걸] [거꾸로|뒤에서부터|반대로] [써 줘|읽어 줘|쓰면 뭐야?|하면?]",
            "{w}{를} [끝|마지막] 글자부터 [써 줘|읽어 줘|적어 주세요].",
            "{w}{를} 거꾸로 하면 무엇인지 알려 줘.",
            "{w}{를} 뒤에서 앞으로 읽으면?",
            "혹시 {w}{를} 거꾸로 써 줄 수 있어?",
            "{kind} {w}{를} 역순으로 써 주세요.",
            "다음을 거꾸로 써 주세요: {w}",
            "{w}{를} 뒤집은 결과를 말해 주세요.",
        ],
        [
            "{w}{를} 맨 뒤 글자부터 차례로 써 주세요.",
            "{w} 거꾸로 하면 뭐가 되나요?",
            "{w}{를} 뒤집어서 보여 줄래요?",
            "{w}{를} 끝에서부터 거꾸로 읽으면 어떻게 되죠?",
            "{kind} 하나를 거꾸로 써 주세요. {w}입니다.",
            "{w}{는} 거꾸로 어떻게 써요?",
            "{w}{를} 역순으로 바꿔 줄 수 있나요?",
        ]);

    public string Name => "reversal";

    public double Weight => 1;

    public Exercise Create(Random random, Split split, string language)
    {
        var word = Wording.Draw(random, split, Make, static word => $"reverse {word}");
        var korean = language == "ko";
        var number = char.IsAsciiDigit(word[0]);
        var kind = korean ? number ? "숫자" : "단어" : number ? "number" : "word";
        var prompt = Carriers.Say(random, split, language, korean ? Korean : English, korean ? KoreanCores.Reversal : EnglishCores.Reversal, ("w", word), ("kind", kind), ("part", number ? "digit" : "letter"), ("를", Wording.Particle(word, "을", "를")), ("는", Wording.Particle(word, "은", "는")), ("가", Wording.Particle(word, "이", "가")), ("k는", Wording.Particle(kind, "은", "는")), ("k를", Wording.Particle(kind, "을", "를")));
        var reversed = Spelling.Reverse(word);
        var labels = string.Join(' ', Spelling.Labelled(word).Split(' ').Reverse());
        return new(Name, language, Wording.Vary(random, language, prompt), $"reverse {word}\n{Spelling.Labelled(word)}\n{labels}\n{reversed}", reversed);
    }

    private static string Make(Random random) =>
        random.Next(2) == 0 ? Words.Digits(random, Wording.Short(random, 2, 6)) : Words.Any(random, 3, 8);
}

using System.Globalization;
using static NanoR1.Scratchpad;

namespace NanoR1;

/// <summary>The smallest palindrome above a number: its left half mirrored, or the next half mirrored.</summary>
internal sealed class NextPalindromeFamily : ITaskFamily
{
    private static readonly Phrasebook English = new(
        [
            "What is the next palindrome after {n}?",
            "What[ is|'s] the [smallest|first|next] palindrome [greater|larger|bigger] than {n}?",
            "[Find|Give me|Tell me|Name] the next [palindrome|palindromic number] after {n}.",
            "[Find|Give me|Tell me|Name] the [smallest|first] [palindrome|palindromic number] [above|after|larger than] {n}.",
            "Which [palindrome|palindromic number] comes [next after|right after|after] {n}?",
            "next palindrome after {n}",
            "next palindrome {n}",
            "[Can|Could] you [find|give me] the next palindrome after {n}?",
            "After {n}, what is the next palindrome?",
            "Starting [from|after] {n}, what is the next [palindrome|palindromic number]?",
            "What palindrome [follows|comes after] {n}?",
            "Which is the smallest palindrome above {n}?",
            "I have the number {n}. What is the next palindrome?",
            "Please find the palindrome that [follows|comes after] {n}.",
            "{n}: what is the next palindrome?",
            "Tell me which palindrome follows {n}.",
            "What is the first palindromic number after {n}?",
            "Counting up after {n}, which palindrome comes first?",
            "Above {n}, what is the smallest palindrome?",
            "Find me the palindrome right after {n}.",
            "{n}: name the next palindromic number.",
            "I need the next palindrome after the number {n}.",
            "Which palindromic number is the first one above {n}?",
            "Could you name the palindrome that comes next after {n}?",
            "What is the nearest palindrome larger than {n}?",
            "Take {n}. Which palindrome comes next?",
            "Please give me the smallest palindromic number greater than {n}.",
        ],
        [
            "I'm at {n} and count upwards. Which palindrome do I reach first?",
            "What's the closest palindrome above {n}?",
            "Which number after {n} is the first to be a palindrome?",
            "Give me the lowest palindrome that is higher than {n}.",
            "What is the next number after {n} that reads the same backwards?",
            "Can you tell me the palindrome following {n}?",
            "What comes after {n} if I only count palindromes?",
        ]);

    private static readonly Phrasebook Korean = new(
        [
            "{n} 다음 회문은?",
            "{n} 다음 [회문은|회문수는] [뭐야|무엇인가요|무엇입니까]?",
            "{n} 다음에 오는 [회문은|회문수는] [뭐야|무엇인가요|무엇입니까]?",
            "{n}보다 큰 [가장 작은|첫 번째|제일 작은] [회문은|회문수는] [뭐야|무엇인가요|무엇입니까]?",
            "{n}보다 큰 [가장 작은|첫 번째] [회문을|회문수를] [찾아 줘|구해 줘|알려 줘|찾아 주세요|구하세요].",
            "{n} 다음 [회문을|회문수를] [찾아 줘|구해 줘|알려 줘|알려 주세요|찾아 주세요].",
            "{n} 다음 회문",
            "다음 회문: {n}",
            "{n} 바로 다음 [회문은|회문수는]?",
            "숫자 {n} 다음의 [회문은|회문수는] 무엇인가요?",
            "{n} 이후 [처음|첫 번째로] 나오는 [회문은|회문수는]?",
            "{n} 뒤에 오는 [회문은|회문수는] [뭐야|무엇인가요]?",
            "{n}보다 큰 회문 중 가장 작은 [것은|수는]?",
            "{n} 다음으로 나오는 회문수 [알려 줘|말해 줘].",
            "{n} 다음 회문이 [뭐야|뭔가요]?",
            "{n} 바로 뒤에 오는 회문을 알려 줘.",
            "{n}보다 큰 회문 중 첫 번째는?",
            "숫자 {n} 바로 다음 회문수를 찾아 주세요.",
            "{n} 이후 가장 작은 회문수는 뭐야?",
            "{n} 다음에 나오는 회문을 말해 줘.",
            "{n} 다음 회문수",
            "{n} 다음 회문이 궁금해요.",
            "{n} 다음에 처음 나오는 회문수를 알려 주세요.",
            "{n}보다 큰 가장 작은 회문이 뭐야?",
            "숫자 {n} 뒤에 오는 회문수는 무엇입니까?",
            "{n}의 다음 회문을 구해 주세요.",
            "{n}, 다음 회문수는?",
        ],
        [
            "{n}보다 큰 수 중에서 제일 먼저 나오는 회문은 뭐예요?",
            "{n}보다 크면서 가장 가까운 회문수는?",
            "{n}에서 하나씩 세어 올라가면 처음 만나는 회문이 뭐예요?",
            "{n} 다음에 오는 회문 하나만 알려 줄래요?",
            "{n} 다음번 회문수가 몇이에요?",
            "{n} 다음으로 거꾸로 읽어도 같은 수는 뭐예요?",
            "{n} 바로 다음에 있는 회문을 구해 줄래?",
        ]);

    public string Name => "next-palindrome";

    public double Weight => 1;

    public Exercise Create(Random random, Split split, string language)
    {
        var number = Wording.Draw(random, split, Make, static number => $"next palindrome {Text(number)}");
        var prompt = Carriers.Say(random, split, language, language == "ko" ? Korean : English, language == "ko" ? KoreanCores.NextPalindrome : EnglishCores.NextPalindrome, ("n", Text(number)));
        var (thought, answer) = Think(number);
        return new(Name, language, Wording.Vary(random, language, prompt), thought, answer);
    }

    private static int Make(Random random) => random.Next(20) == 0
        ? random.Pick([9, 99, 999, 9999])
        : random.Next(8) switch { 0 => random.Next(1, 10), 1 or 2 => random.Next(10, 100), 3 or 4 => random.Next(100, 1000), _ => random.Next(1000, 10000) };

    private static (string Thought, string Answer) Think(int number)
    {
        var text = Text(number);
        var start = $"next palindrome {text}\n";
        if (text.All(static digit => digit == '9'))
        {
            var longer = Text(number + 2);
            return ($"{start}all 9\n{longer}", longer);
        }

        var half = text[..((text.Length + 1) / 2)];
        var mirrored = Mirror(half, text.Length);
        var mirroredNumber = int.Parse(mirrored, CultureInfo.InvariantCulture);
        // Whether the middle is doubled depends on the length, which therefore comes first.
        start += $"len {text.Length} half {half} mirror {mirrored}\n{Compare(mirroredNumber, number)}";
        if (mirroredNumber > number)
        {
            return (start + mirrored, mirrored);
        }

        var next = int.Parse(half, CultureInfo.InvariantCulture) + 1;
        var result = Mirror(Text(next), text.Length);
        return ($"{start}{Add(next - 1, 1)}len {text.Length} half {next} mirror {result}\n{result}", result);
    }

    private static string Mirror(string half, int length) => half + Spelling.Reverse(half[..(length / 2)]);
}

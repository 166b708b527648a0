using System.Globalization;
using static NanoR1.Scratchpad;

namespace NanoR1;

/// <summary>Two palindromic numbers whose sum is one. There are few kinds of this question, each with one pair to learn, so that only
/// phrasings are held out; any right pair counts.</summary>
internal sealed class PalindromeSumFamily : ITaskFamily
{
    private static readonly Phrasebook English = new(
        [
            "Find two {n}-digit palindromic numbers whose sum is a {m}-digit [palindrome|palindromic number].",
            "Find two {n}-digit [palindromes|palindromic numbers] [whose sum is|that sum to|that add up to] a {m}-digit [palindrome|palindromic number].",
            "[Name|Give|Give me|Tell me|List] [two|a pair of] {n}-digit [palindromes|palindromic numbers] [whose sum is|that sum to|that add up to] a {m}-digit [palindrome|palindromic number].",
            "[Can|Could] you [find|name|give me] [two|a pair of] {n}-digit [palindromes|palindromic numbers] [whose sum is|that add up to] a {m}-digit [palindrome|palindromic number]?",
            "Which two {n}-digit [palindromes|palindromic numbers] [add up to|sum to|have as their sum] a {m}-digit [palindrome|palindromic number]?",
            "What are two {n}-digit [palindromes|palindromic numbers] whose sum is [also |]a {m}-digit [palindrome|palindromic number]?",
            "two {n}-digit palindromes, sum a {m}-digit palindrome",
            "The sum of two {n}-digit palindromes is a {m}-digit palindrome. [Find|Name|What are] the two numbers.",
            "I need two {n}-digit [palindromes|palindromic numbers] that add up to a {m}-digit [palindrome|palindromic number].",
            "Please find a pair of {n}-digit palindromic numbers whose sum is a palindrome with {m} digits.",
            "Find two palindromic numbers with {n} digits each [whose sum is|that add up to] a palindrome with {m} digits.",
            "Find two [different |]{n}-digit [palindromes|palindromic numbers] such that their sum is a {m}-digit [palindrome|palindromic number].",
            "Add two {n}-digit palindromes to get a {m}-digit palindrome. Which ones [work|do you take]?",
            "[Show|Give] me an example of two {n}-digit palindromes whose sum is a {m}-digit palindrome.",
            "Is there a pair of {n}-digit palindromes whose sum is a {m}-digit palindrome? [Name one.|Give one.|Find one.]",
            "Find {n}-digit palindromes a and b so that a + b is a {m}-digit palindrome.",
            "A {m}-digit [palindrome|palindromic number] is the sum of two {n}-digit [palindromes|palindromic numbers]. [Which ones?|Which two?|Find them.|What are they?]",
            "I want a {m}-digit palindrome as the sum of two {n}-digit palindromes. [Which two|Which ones] [are they|do I take|work]?",
            "[Make|Get|Build|Form] a {m}-digit [palindrome|palindromic number] [by adding|from the sum of|out of] two {n}-digit [palindromes|palindromic numbers].",
            "[To get|For] a {m}-digit palindrome, which two {n}-digit [palindromes|palindromic numbers] [can be added|do I add|should I add]?",
            "Which {m}-digit palindrome is a sum of two {n}-digit palindromes? Name the two [addends|parts|summands].",
            "Write a {m}-digit palindrome as the sum of two {n}-digit palindromes. [Name|Give] the two.",
            "With a {m}-digit [palindrome|palindromic number] as their sum, [find|name|give me] two {n}-digit [palindromes|palindromic numbers].",
            "The sum is a {m}-digit palindrome. [Find|Name|What are] two {n}-digit palindromes that [give|make] it[.|?]",
            "The sum shall have {m} digits and be a palindrome. [Find|Name] two {n}-digit palindromes [for it|that make it].",
            "Two {n}-digit [palindromes|palindromic numbers] add up to a {m}-digit [palindrome|palindromic number]. Which?",
            "Which two palindromes with {n} digits [add up to|give|make] a palindrome with {m} digits?",
            "Let a and b be {n}-digit palindromes and a + b a {m}-digit palindrome. Find a and b.",
            "Find a and b such that a + b is a {m}-digit palindrome and both are {n}-digit palindromes.",
            "Sum: {m} digits, palindrome. Parts: {n} digits each, palindromes. [Find them.|Which parts?]",
            "Two palindromes of {n} digits [have|with] a sum of {m} digits that is [also |]a palindrome[: which ones?|. Name them.]",
            "Which pair of {n}-digit palindromic numbers has a sum that is a {m}-digit palindrome?",
            "Give an example of two palindromes with {n} digits that sum to a palindrome with {m} digits.",
            "A {m}-digit palindrome is the sum of two {n}-digit palindromes. Name the two.",
            "I want a pair of {n}-digit palindromes that add up to a {m}-digit palindromic number.",
            "Please give me two {n}-digit palindromic numbers so that their sum is also a palindrome of {m} digits.",
            "Name {n}-digit palindromic numbers a and b such that a + b is a palindrome with {m} digits.",
            "Could there be two {n}-digit palindromes whose sum is a {m}-digit palindromic number? Find a pair.",
            "I am looking for two {n}-digit palindromic numbers whose sum is a {m}-digit palindrome.",
            "Two {n}-digit palindromes shall add up to a {m}-digit palindrome. Which two?",
            "Would you find two {n}-digit palindromes with a {m}-digit palindromic sum?",
            "Please name two palindromic numbers of {n} digits whose sum is a palindromic number of {m} digits.",
            "Give me any two {n}-digit palindromes that sum to a {m}-digit palindrome.",
            "What two {n}-digit palindromic numbers make a {m}-digit palindrome when you add them?",
            "Pick two {n}-digit palindromic numbers so that they add up to a {m}-digit palindromic number.",
        ],
        [
            "How can I get a {m}-digit palindrome by adding two {n}-digit palindromes? Give me the two.",
            "I want to add two {n}-digit palindromes and end up with a {m}-digit palindrome. Which two should I use?",
            "What's an example of two {n}-digit palindromic numbers adding up to a {m}-digit palindromic number?",
            "Tell me two palindromes, each with {n} digits, that make a {m}-digit palindrome when added.",
            "Choose two {n}-digit palindromes. Their sum has to be a {m}-digit palindrome.",
            "Looking for a pair of {n}-digit palindromes with a palindrome of {m} digits as their total.",
            "Which two {n}-digit palindromes could I add together to reach a palindrome with {m} digits?",
        ]);

    private static readonly Phrasebook Korean = new(
        [
            "합이 {m}자리 회문수가 되는 {n}자리 회문수 두 개를 [찾아 줘|찾아 주세요|찾아라|찾으세요|구하세요|말해 줘].",
            "합이 {m}자리 회문인 {n}자리 회문 [두 개를|한 쌍을] [찾아 줘|찾아 주세요|알려 줘|알려 주세요|구해 줘].",
            "더해서 {m}자리 회문수가 되는 {n}자리 회문수 [두 개는|한 쌍은] [뭐야|무엇인가요|무엇입니까]?",
            "두 {n}자리 회문수의 합이 {m}자리 회문수가 되는 [쌍을|예를] [찾아 줘|하나 말해 줘|알려 주세요].",
            "{n}자리 회문수 두 개를 더해 {m}자리 회문수를 [만들어 줘|만드세요|만들어 보세요].",
            "{n}자리 회문 두 개, 합은 {m}자리 회문",
            "어떤 두 {n}자리 회문수의 합이 {m}자리 [회문수가 되나요|회문수인가요|회문수야]?",
            "{n}자리 회문수 두 개의 합이 {m}자리 회문수입니다. 두 수를 [구하세요|찾으세요|찾아 주세요].",
            "합이 {m}자리 회문수인 [서로 다른 |]{n}자리 회문수 두 개는?",
            "{n}자리 회문수 [한 쌍을|두 개를] [찾아 줘|알려 줘]. 합은 {m}자리 회문수여야 해.",
            "{n}자리 회문 두 개를 더했더니 {m}자리 회문이 되었어. [두 수는|그 두 수는] [뭐야|무엇일까]?",
            "a와 b는 {n}자리 회문수이고 a + b는 {m}자리 회문수야. [a와 b를 찾아 줘|a와 b는?]",
            "더하면 {m}자리 회문이 되는 {n}자리 회문 [두 개|한 쌍]",
            "{n}자리 회문수 두 개를 골라서 합이 {m}자리 회문수가 되게 [해 줘|해 주세요].",
            "합이 {m}자리 회문수가 되는 {n}자리 회문수 쌍의 예를 [들어 줘|들어 주세요|하나 들어라].",
            "{m}자리 회문수는 [두 개의 {n}자리 회문수|{n}자리 회문수 두 개]의 합이야. 두 수는 [뭐야|무엇일까]?",
            "{m}자리 회문수가 나오도록 {n}자리 회문수 두 개를 [더해 줘|골라 줘|골라 주세요].",
            "{m}자리 회문수를 {n}자리 회문수 두 개의 합으로 [나타내 줘|나타내세요|써 줘|쓰세요].",
            "{m}자리 회문을 만들려면 [어떤 {n}자리 회문 두 개를|어떤 두 {n}자리 회문을] 더해야 [해|하나요|합니까]?",
            "더해서 {m}자리 회문인 {n}자리 회문 [두 개를|한 쌍을] [찾아 줘|말해 줘|알려 주세요].",
            "더하면 {m}자리 회문수인 두 {n}자리 회문수는 [뭐야|무엇인가요|무엇입니까]?",
            "합은 {m}자리 회문수, 두 수는 {n}자리 회문수. [두 수는?|두 수를 찾아 줘.|어떤 수야?]",
            "합이 {m}자리 회문인 어떤 두 {n}자리 회문이 [있어|있나요]?",
            "합이 {m}자리이고 회문인 {n}자리 회문수 [두 개를|한 쌍을] [찾아 줘|찾아 주세요|구하세요].",
            "[두|두 개의] {n}자리 회문을 더해서 {m}자리 회문을 [만들어 줘.|만드세요.|얻으려면 어떤 수를 더해?]",
            "결과가 {m}자리 회문수가 되게 {n}자리 회문수 두 개를 더해 [줘|주세요].",
            "{n}자리 회문수와 {n}자리 회문수를 더해 {m}자리 회문수가 되는 [쌍은|예는]?",
            "두 개의 {n}자리 회문수를 더해서 {m}자리 회문수가 되는 쌍을 찾아 줘.",
            "{m}자리 회문수가 되도록 {n}자리 회문수 두 개를 더하세요. 두 수는?",
            "{n}자리 회문수 한 쌍을 말해 주세요. 합이 {m}자리 회문수여야 합니다.",
            "합이 {m}자리 회문이 되는 두 {n}자리 회문은 무엇인가요?",
            "{n}자리 회문 두 개의 합이 {m}자리 회문이 되는 예를 알려 주세요.",
            "더했을 때 {m}자리 회문수인 {n}자리 회문수 두 개를 구해 줘.",
            "{n}자리 회문수 두 개를 더해서 {m}자리 회문수를 만들고 싶어요. 두 수는?",
            "합하면 {m}자리 회문수인 {n}자리 회문수 두 개를 알려 주세요.",
            "{n}자리 회문 두 개를 찾아 주세요. 더하면 {m}자리 회문이 되어야 해요.",
            "두 수는 {n}자리 회문수, 합은 {m}자리 회문수인 예를 하나 들어 줘.",
            "어떤 {n}자리 회문수 두 개를 더하면 {m}자리 회문수가 됩니까?",
            "{m}자리 회문수가 되는 두 {n}자리 회문수의 합을 찾아 주세요.",
        ],
        [
            "{n}자리 회문수 두 개를 더했을 때 {m}자리 회문수가 나오는 예가 뭐가 있어요?",
            "{n}자리 회문수끼리 더해서 {m}자리 회문수가 되는 두 수를 알려 줄래요?",
            "둘을 더하면 {m}자리 회문이 되는 {n}자리 회문 두 개만 골라 주세요.",
            "회문수 두 개가 필요해요. 둘 다 {n}자리이고 합은 {m}자리 회문수여야 해요.",
            "합계가 {m}자리 회문수가 나오게 하려면 어떤 {n}자리 회문수 두 개를 더하면 될까요?",
            "{n}자리 회문 하나에 다른 {n}자리 회문을 더해서 {m}자리 회문을 만들어 볼래요?",
            "두 회문수를 찾고 있어요. 각각 {n}자리이고, 더하면 {m}자리 회문수입니다.",
        ]);

    private static readonly string[] EnglishNumbers = ["", "one", "two", "three", "four", "five"];
    private static readonly string[] KoreanNumbers = ["", "한 ", "두 ", "세 ", "네 ", "다섯 "];

    private static readonly (int Digits, int SumDigits, int First, int Second)[] Kinds =
    [
        (3, 4, 555, 666), (3, 4, 555, 666), (2, 3, 22, 99), (4, 5, 5555, 6666), (2, 2, 22, 33), (3, 3, 121, 232), (4, 4, 1221, 2332),
    ];

    public string Name => "palindrome-sum";

    public double Weight => 0.9;

    public Exercise Create(Random random, Split split, string language)
    {
        var (digits, sumDigits, first, second) = random.Pick(Kinds);
        var korean = language == "ko";
        var words = random.Next(4) == 0;
        string Count(int number) => !words ? Text(number) : korean ? KoreanNumbers[number] : EnglishNumbers[number];
        var prompt = Carriers.Say(random, split, language, korean ? Korean : English, korean ? KoreanCores.PalindromeSum : EnglishCores.PalindromeSum, ("n", Count(digits)), ("m", Count(sumDigits)));
        var sum = Text(first + second);
        var thought = $"palindromes {digits}+{digits}={sumDigits} digits\n{Add(first, second)}{Spelling.Labelled(sum)}\n{sum} reversed {Spelling.Reverse(sum)} same\n{first} and {second}";
        return new(Name, language, Wording.Vary(random, language, prompt), thought, korean ? $"{first}, {second}" : $"{first} and {second}");
    }

    /// <summary>Any pair of the asked digits will do whose sum has the asked digits.</summary>
    public bool IsRight(Exercise exercise, string answer)
    {
        var parts = answer.Trim().Split(exercise.Language == "ko" ? ", " : " and ");
        if (parts.Length != 2 || !parts.All(static part => part.Length is > 0 and < 6 && part[0] != '0' && part.All(char.IsAsciiDigit)))
        {
            return false;
        }

        // The canonical line is "palindromes 3+3=4 digits".
        var asked = exercise.Thought["palindromes ".Length..];
        var sum = Text(int.Parse(parts[0], CultureInfo.InvariantCulture) + int.Parse(parts[1], CultureInfo.InvariantCulture));
        return parts.All(part => part.Length == asked[0] - '0' && Spelling.IsPalindrome(part)) && sum.Length == asked[4] - '0' && Spelling.IsPalindrome(sum);
    }
}

namespace NanoR1;

/// <summary>Draws operands and words them.</summary>
internal static class Numbers
{
    private static readonly int[] Powers = [1, 10, 100, 1_000, 10_000];

    /// <summary>A number of one to <paramref name="digits"/> digits, each length as likely; zero and round numbers a little more often.</summary>
    public static int Draw(Random random, int digits)
    {
        var length = 1 + random.Next(digits);
        var round = random.Next(16);
        if (round == 0)
        {
            return 0;
        }

        var number = OfLength(random, length);
        return round == 1 && length > 1 ? number / Powers[length - 1] * Powers[length - 1] : number;
    }

    /// <summary>A number of exactly so many digits; zero has one.</summary>
    public static int OfLength(Random random, int digits) => random.Next(digits == 1 ? 0 : Powers[digits - 1], Powers[digits]);

    /// <summary>What phrasings may say of two numbers: <c>{a}</c>, and for Korean <c>{a을}</c>, <c>{a은}</c>, <c>{a이}</c>, <c>{a와}</c> and
    /// <c>{a로}</c>, with the particle as the number's last digit is read.</summary>
    public static (string Name, string Value)[] Words(int a, int b) => [.. Words("a", a), .. Words("b", b)];

    private static (string Name, string Value)[] Words(string name, int number)
    {
        var text = Scratchpad.Text(number);
        var vowel = text[^1] is '2' or '4' or '5' or '9';
        return
        [
            (name, text),
            (name + "을", text + (vowel ? "를" : "을")),
            (name + "은", text + (vowel ? "는" : "은")),
            (name + "이", text + (vowel ? "가" : "이")),
            (name + "와", text + (vowel ? "와" : "과")),
            (name + "로", text + (text[^1] is '0' or '3' or '6' ? "으로" : "로")),
        ];
    }
}

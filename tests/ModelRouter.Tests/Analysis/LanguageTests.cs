using CsCheck;
using Microsoft.Extensions.AI;

namespace ModelRouter.Tests;

public class LanguageTests
{
    private static readonly IReadOnlyList<(string Language, string Text)> Sentences = [.. Read("languages-1.txt"), .. Read("languages-2.txt")];

    /// <summary>Fifteen sentences and more for each language that shares its script, five for those that don't.</summary>
    [Fact]
    public void Tells_the_language_of_sentences()
    {
        var long6 = Sentences.Where(s => Words(s.Text) >= 6 || s.Language is "zh" or "ja" or "th").ToList();
        var wrong = long6.Where(s => Language(s.Text) != s.Language).ToList();
        foreach (var group in long6.GroupBy(s => s.Language))
        {
            var misses = wrong.Where(s => s.Language == group.Key).Select(s => $"{Language(s.Text)}: {s.Text}").ToList();
            TestContext.Current.TestOutputHelper?.WriteLine($"{group.Key} {group.Count() - misses.Count}/{group.Count()} {string.Join(" | ", misses)}");
        }

        Assert.True(long6.Select(s => s.Language).Distinct().Count() >= 45);
        Assert.True(wrong.Count <= 0.02 * long6.Count, $"{wrong.Count} of {long6.Count} wrong.");
        Assert.All(wrong.GroupBy(s => s.Language), g => Assert.True(g.Count() <= 3, g.Key));
    }

    /// <summary>Of short texts the language may stay open, but is seldom a wrong one.</summary>
    [Fact]
    public void Prefers_no_language_to_a_wrong_one_where_the_text_is_short()
    {
        var starts = Sentences.Where(s => Words(s.Text) >= 3).Select(s => (s.Language, Text: string.Join(' ', s.Text.Split(' ').Take(3)))).ToList();
        var told = starts.Select(s => (s.Language, Told: Language(s.Text))).ToList();
        var (right, open) = (told.Count(t => t.Told == t.Language), told.Count(t => t.Told == "und"));
        TestContext.Current.TestOutputHelper?.WriteLine($"{right} right, {open} open, {told.Count - right - open} wrong of {told.Count}");

        Assert.True(right >= 0.7 * told.Count, $"{right} of {told.Count} right.");
        Assert.True(told.Count - right - open <= 0.12 * told.Count, $"{told.Count - right - open} of {told.Count} wrong.");
    }

    [Theory]
    [InlineData("", "und")]
    [InlineData("12345 + 678", "und")]
    [InlineData("qwerty asdf", "und")]
    [InlineData("π = 3.14159", "und")]
    [InlineData("Kubernetes", "und")]
    [InlineData("```python\nfor x in the_list: print(is_this)\n```", "und")]
    [InlineData("Hola", "es")]
    [InlineData("Danke!", "de")]
    [InlineData("Summarize this article:\n\n한국은행은 오늘 기준금리를 동결했다. 시장은 예상했던 결과라고 보았다.", "en")]
    [InlineData("이거 무슨 뜻이야?\n\nThe quick brown fox jumps over the lazy dog because it is in a hurry.\nIt was seen by all of us.", "ko")]
    [InlineData("The quick brown fox jumps over the lazy dog.\nIt was seen by all of us.\n이거 무슨 뜻이야?", "ko")]
    [InlineData("이 함수 고쳐줘\n```\ndef is_in(the, of):\n    return the in of and not is_it\n```", "ko")]
    [InlineData("What does 『吾輩は猫である。名前はまだ無い。』 mean?", "en")]
    [InlineData("Explain this error in detail: IndexError: list index out of range", "en")]
    [InlineData("// This function computes the sum of all the numbers in the list\nint s(){}\n이 코드 설명해줘", "ko")]
    [InlineData("이 코드 설명해줘\nint s(){} // computes the sum of all the numbers in the list\nint t(){}", "ko")]
    [InlineData("/* 리스트의 모든 숫자의 합을\n * 계산하는 함수입니다 */\nint s(){}\nWhat is it good for?", "en")]
    [InlineData("def f(x):\n    # 이 함수는 합을 계산한다\n    return x+1\n\nWhat does this do?", "en")]
    [InlineData("# 이 함수는\n# 합을 계산한다\ndef f(x):\n    return x+1\n\nWhat does this do?", "en")]
    [InlineData("# 아래 글에서 잘못된 부분을 알려 주세요\nThe company (NASDAQ: ABC) said on Monday that revenue rose sharply; it was expected.\nIt also said that it would hire more people.\nThe shares were up.", "ko")]
    [InlineData("# Was ist hier falsch und warum geht das nicht?\nThe company (NASDAQ: ABC) said on Monday that revenue rose sharply.\nThe shares were up.", "de")]
    [InlineData("-- 사용자별 주문 합계를 구한다\nSELECT user_id FROM orders GROUP BY user_id\n\nWhy is this slow on a big table?", "en")]
    [InlineData("# 다음 글을 요약해줘\n\nThe quick brown fox jumps over the lazy dog.\nIt was seen by all of us.\nIt is in a hurry", "ko")]
    [InlineData("# What is in the news\n\n한국은행은 오늘 기준금리를 동결했다.\n시장은 예상했던 결과라고 보았다.\n금리는 그대로다", "en")]
    [InlineData("// 리스트의 합을 구하는 함수를 완성해줘\nint sum(int[] a) {\n}", "ko")]
    [InlineData("What is https://example.org/a//b or /etc/*? // 합계", "en")]
    public void Judges_by_what_is_asked_and_not_by_what_is_given(string prompt, string language) => Assert.Equal(language, Language(prompt));

    /// <summary>What is remembered of places passed by changes nothing.</summary>
    [Fact]
    public void Finds_the_same_quotations_whether_asked_once_or_all_along() =>
        Gen.Char["'‘’\"“”«» ab\n"].Array[0, 60].Select(Gen.Int[1, 400], static (piece, times) => string.Concat(Enumerable.Repeat(new string(piece), times))).Sample(
            static text =>
            {
                Quotations asked = default;
                for (var i = 0; i < text.Length; i++)
                {
                    var previous = i > 0 ? text[i - 1] : ' ';
                    Assert.Equal(default(Quotations).EndAt(text, i, previous), asked.EndAt(text, i, previous));
                }
            },
            iter: 200);

    [Fact]
    public void No_two_words_of_the_table_share_a_hash()
    {
        var words = LanguageTable.Profiles.SelectMany(p => p.Words.Split(' ')).ToHashSet();
        Assert.Equal(words.Count, words.Select(w => LanguageTable.HashOf(w)).Distinct().Count());
        Assert.All(LanguageTable.Profiles, p => Assert.All(p.Words.Split(' '), w => Assert.NotEqual(0UL, LanguageTable.MaskOf(LanguageTable.HashOf(w)))));
        Assert.Equal(0UL, LanguageTable.MaskOf(LanguageTable.HashOf("zzyzx")));
    }

    private static string Language(string prompt) => new HeuristicPromptAnalyzer().Analyze([new(ChatRole.User, prompt)], null).Language;

    private static int Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length;

    private static IEnumerable<(string Language, string Text)> Read(string name)
    {
        using var stream = typeof(LanguageTests).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException(name);
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            if (line.Split('\t') is [var language, var text])
            {
                yield return (language, text);
            }
        }
    }
}

using CsCheck;

namespace ModelRouter.Tests;

public sealed class TextScannerTests
{
    /// <summary>Blocks that the text is read in begin elsewhere, and nothing else changes.</summary>
    [Theory]
    [InlineData("Is 'the patient's blood pressure' above 140/90, and what does \"une phrase entière\" cost? 3 + 4 = 7")]
    [InlineData("한국어 문장과 SQL로 된 query, 그리고 '인용한 English words' 12개")]
    [InlineData("x")]
    public void What_stands_before_a_text_changes_no_count(string text)
    {
        Tally alone = default;
        TextScanner.Scan(CueTables.All, text, ref alone);
        Gen.Int[1, 40].Sample(spaces =>
        {
            Tally later = default;
            TextScanner.Scan(CueTables.All, new string(' ', spaces) + text, ref later);
            Assert.Equal((alone.Numbers, alone.Operators, alone.QuestionMarks, alone.Difficulty), (later.Numbers, later.Operators, later.QuestionMarks, later.Difficulty));
            Assert.Equal(((ReadOnlySpan<int>)alone.Letters).ToArray(), ((ReadOnlySpan<int>)later.Letters).ToArray());
            Assert.Equal(((ReadOnlySpan<int>)alone.Domains).ToArray(), ((ReadOnlySpan<int>)later.Domains).ToArray());
        });
    }

    [Fact]
    public void Quoted_letters_do_not_count() => Gen.Select(Gen.Int[0, 40], Gen.Int[0, 40], Gen.Int[1, 40]).Sample((before, quoted, behind) =>
    {
        Tally tally = default;
        TextScanner.Scan(CueTables.All, $"{new string('q', before)} \"{new string('q', quoted)}\" {new string('q', behind)}", ref tally);
        Assert.Equal(before + behind, tally.LetterCount);
    });
}

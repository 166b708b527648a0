using System.Text.Unicode;
using ModelRouter.TestModels;

namespace ModelRouter.LlamaCpp.Tests;

public sealed class GrammarStateTests
{
    // Characters of several bytes, so that parts of them are answers' tokens beside what begins with such a part.
    private static readonly TinyModelOptions Options = new() { Pieces = ["é", "éa", "è", "한", "한국", "。", "あ"] };

    /// <summary>All tokens asked about at once, by the tree of their texts, and each by itself, along random answers.</summary>
    [Theory]
    [InlineData("root ::= \"{\" [ \\n\\t]* ([a-z가-힣]* \",\" [ ]?)* \"}\"")]
    [InlineData("root ::= (\"alpha\" | \"alp\" | \"beta\" | \"é\" | \"日本\" | [0-9]{1,5} | \" \" \" \"?)*")]
    [InlineData("root ::= [^\"a-m]* \"\\\"\" .*")]
    [InlineData("root ::= [^é。\\x80-\\x9F]* \"\\\"\"")]
    public async Task What_may_follow_is_what_is_allowed_token_by_token(string grammar)
    {
        using var model = TinyModel.R1(Options);
        using var loaded = await Tiny.LoadAsync(Tiny.Options(model));
        var vocabulary = loaded.Model.Vocabulary;
        using var compiled = new AnswerGrammar(vocabulary, grammar);
        var random = new Random(7);
        var mask = new ulong[(vocabulary.Size + 63) / 64];
        var steps = 0;
        for (var answer = 0; answer < 8; answer++)
        {
            using var state = compiled.Begin();
            for (var step = 0; step < 12 && state.WriteAllowed(mask); step++, steps++)
            {
                int[] allowed = [.. Enumerable.Range(0, vocabulary.Size).Where(state.Allows)];
                Assert.Equal(allowed, Enumerable.Range(0, vocabulary.Size).Where(token => (mask[token / 64] >> (token % 64) & 1) != 0));

                var next = allowed[random.Next(allowed.Length)];
                if (vocabulary.IsEndOfGeneration(next))
                {
                    break;
                }

                state.Accept(next);
            }
        }

        Assert.True(steps > 20, $"{steps} steps");
    }

    [Fact]
    public async Task Each_token_is_below_the_longest_of_whole_characters_that_it_begins_with()
    {
        using var model = TinyModel.R1(Options);
        using var loaded = await Tiny.LoadAsync(Tiny.Options(model));
        var vocabulary = loaded.Model.Vocabulary;
        var tokens = vocabulary.AnswerTokens;
        var found = 0;
        Visit(tokens.Roots, "");
        Assert.True(found > 100);
        Assert.Equal(found, tokens.Count);

        void Visit(ReadOnlySpan<int> below, string above)
        {
            foreach (var token in below)
            {
                var text = Convert.ToHexString(vocabulary.Piece(token));
                Assert.StartsWith(above, text, StringComparison.Ordinal);
                Assert.DoesNotContain(below.ToArray(), other => other != token && Utf8.IsValid(vocabulary.Piece(token)) && vocabulary.Piece(other).StartsWith(vocabulary.Piece(token)));
                Assert.True(tokens.Below(token).IsEmpty || Utf8.IsValid(vocabulary.Piece(token)));
                found++;
                Visit(tokens.Below(token), text);
            }
        }
    }
}

using CsCheck;
using ModelRouter.TestModels;

namespace ModelRouter.LlamaCpp.Tests;

public sealed class GbnfTests
{
    [Theory]
    [InlineData("", "'root'")]
    [InlineData("root", "'::='")]
    [InlineData("start ::= \"a\"", "'root'")]
    [InlineData("root ::= other", "'other'")]
    [InlineData("root ::= \"a", "line 1, column 12")]
    [InlineData("root ::= [a-z", "']'")]
    [InlineData("root ::= []", "empty")]
    [InlineData("root ::= (\"a\"", "')'")]
    [InlineData("root ::= \"a\")", "end of the line")]
    [InlineData("root ::= \"\\q\"", "escape")]
    [InlineData("root ::= \"\\x4\"", "escape")]
    [InlineData("root ::= *", "repeat")]
    [InlineData("root ::= \"a\" \"\"+", "repeat")]
    [InlineData("root ::= \"a\"?*", "repeat")]
    [InlineData("root ::= \"a\"{2,1}", "below")]
    [InlineData("root ::= \"a\"{0,2001}", "2000")]
    [InlineData("root ::= \"a\"{0,2000}", "2000")]
    [InlineData("root ::= (\"a\" b{0,3}){400}\nb ::= \"b\"", "2000")]
    [InlineData("root ::= \"a\"{x}", "number")]
    [InlineData("root ::= <[12]>", "tokens")]
    [InlineData("root ::= \"a\"\nx ::= x \"b\"", "'x' can begin with itself")]
    [InlineData("root ::= \"a\"\nx ::= y x \"b\"\ny ::= \"c\"?", "'x' can begin with itself")]
    [InlineData("root ::= (\"a\"?)*", "may be empty")]
    [InlineData("root ::= ws+\nws ::= \" \"*", "may be empty")]
    [InlineData("root ::= (\"a\"?){0,9}", "may be empty")]
    [InlineData("root ::= ((\"a\"?){0,3} | \"b\"){3}", "may be empty")]
    [InlineData("root ::= x{0,5}\nx ::= y \"b\"?\ny ::= \"a\"?", "may be empty")]
    [InlineData("root ::= \"a\0\"", "NUL")]
    [InlineData("root ::= \"a\"\n\n  ?? ::= \"b\"", "line 3, column 3")]
    public void What_is_malformed_is_named_with_its_place(string grammar, string told)
    {
        var refusal = Assert.Throws<ArgumentException>(() => Gbnf.Check(grammar));

        Assert.Contains(told, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_could_end_the_process_is_refused()
    {
        Assert.Throws<ArgumentException>(() => Gbnf.Check("root ::= " + new string('(', 100_000)));
        Assert.Throws<ArgumentException>(() => Gbnf.Check("root ::= r0\n" + string.Concat(Enumerable.Range(0, 5000).Select(i => $"r{i} ::= r{i + 1}\n")) + "r5000 ::= \"a\""));
        Assert.Throws<ArgumentException>(() => Gbnf.Check("root ::= r0?\n" + string.Concat(Enumerable.Range(0, 1900).Select(i => $"r{i} ::= r{i + 1}?\n")) + "r1900 ::= \"a\""));
        Assert.Throws<ArgumentException>(() => Gbnf.Check("root ::= \"" + new string('a', 1 << 20) + "\""));
    }

    [Theory]
    [InlineData("root ::= \"yes\" | \"no\" # a choice", "no", "maybe")]
    [InlineData("# rules\nroot ::= (\n  word |\n  \"-\"\n) end\nword ::= [a-c]+\nend ::= \".\"", "abc.", "abc")]
    [InlineData("root ::= [^\\x00-\\x1F\"\\]]{2,3}", "äz", "a")]
    [InlineData("root ::= \"a\"? \"b\"{2} .", "bbc", "abc")]
    [InlineData("root ::= \"\\u00e4\\n\\\\\"", "ä\n\\", "a\n\\")]
    [InlineData("root ::= list\nlist ::= \"x\" (\",\" list)?", "x,x,x", "x,")]
    [InlineData("root ::= \"\" | \"a\"\r\n", "", "b")]
    [InlineData("root ::= (\"a\"?){3,8} \"b\"", "aab", "aa")]
    public async Task What_is_well_formed_means_what_llama_cpp_says(string grammar, string fits, string fitsNot)
    {
        using var model = TinyModel.R1();
        using var loaded = await Tiny.LoadAsync(Tiny.Options(model));

        Assert.True(loaded.Model.Vocabulary.Passes(grammar, fits));
        Assert.False(loaded.Model.Vocabulary.Passes(grammar, fitsNot));
    }

    [Fact]
    public async Task No_text_ends_the_process()
    {
        using var model = TinyModel.R1();
        using var loaded = await Tiny.LoadAsync(Tiny.Options(model));
        var vocabulary = loaded.Model.Vocabulary;
        string[] known =
        [
            "\"a\"", "\"bc\" ", "[a-c]", "[^a]", ".", "(", ")", " | ", "*", "+", "?", "{2}", "{0,3}", "{1,}", "\nx ::= ", "\ny ::= ", "x", "y", "root", "\"\"", " # c\n", "\\", "\"\\n\"", "\n",
        ];
        var part = Gen.Int[0, known.Length - 1].Select(i => known[i]);
        var accepted = 0;
        part.Array[0, 12].Sample(
            parts =>
            {
                try
                {
                    using var grammar = new AnswerGrammar(vocabulary, "root ::= " + string.Concat(parts));
                    using var state = grammar.Begin();
                    var mask = new ulong[(vocabulary.Size + 63) / 64];
                    for (var i = 0; i < 5 && state.WriteAllowed(mask); i++)
                    {
                        var token = Enumerable.Range(0, vocabulary.Size).First(t => (mask[t / 64] >> (t % 64) & 1) != 0);
                        Assert.True(state.Allows(token));
                        state.Accept(token);
                        if (vocabulary.IsEndOfGeneration(token))
                        {
                            break;
                        }
                    }

                    Interlocked.Increment(ref accepted);
                }
                catch (ArgumentException)
                {
                    // Refused with a reason.
                }
            },
            iter: 5_000,
            threads: 1);
        Assert.True(accepted > 100, $"{accepted} were accepted");
    }

    [Fact]
    public void What_llama_cpp_would_print_and_refuse_is_refused_before()
    {
        var refusal = Assert.Throws<ArgumentException>(() => Gbnf.Check("root ::= ((\"a\" \"b\"{0,100}) \"c\"){100}"));

        Assert.Contains("2000", refusal.Message, StringComparison.Ordinal);
    }

    /// <summary>llama.cpp prints a grammar that it refuses, so none may come to it: repetitions are counted as it counts them.</summary>
    [Fact]
    public async Task Repetitions_are_refused_where_llama_cpp_refuses_them()
    {
        using var model = TinyModel.R1();
        using var loaded = await Tiny.LoadAsync(Tiny.Options(model));
        var vocabulary = loaded.Model.Vocabulary;
        var counts = new[] { 0, 1, 2, 3, 9, 10, 11, 31, 32, 43, 44, 45, 99, 666, 667, 999, 1000, 1999 };
        var count = Gen.Int[0, counts.Length - 1].Select(i => counts[i]);
        var times = Gen.Select(count, count, Gen.Int[0, 3]).Select((a, b, kind) => kind switch
        {
            0 => $"{{{Math.Min(a, b)},{Math.Max(a, b)}}}", 1 => $"{{{Math.Max(a, 1)}}}", 2 => $"{{{Math.Max(a, 1)},}}", _ => "",
        });
        var inner = Gen.Select(Gen.Int[0, 3], times).Select((kind, many) => (kind switch { 0 => "\"a\"", 1 => "[a-c]", 2 => "x", _ => "(\"a\" | y \"c\")" }) + many);
        var (accepted, refused) = (0, 0);
        Gen.Select(inner, inner, times, times).Sample(
            (a, b, some, all) =>
            {
                var grammar = $"root ::= (\"s\" ({a} \"t\"){some} {b}){all}\nx ::= \"b\"\ny ::= \"d\"\n";
                var fits = Fits(grammar);
                using var handle = new GrammarHandle(fits ? LlamaNative.SamplerGrammar(vocabulary.Handle, grammar, Gbnf.Root) : 0);
                _ = fits ? accepted++ : refused++;
                return fits != handle.IsInvalid;
            },
            iter: 2_000,
            threads: 1);

        Assert.InRange(accepted, 100, 1_900);
        Assert.InRange(refused, 100, 1_900);
    }

    private static bool Fits(string grammar)
    {
        try
        {
            Gbnf.Check(grammar);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}

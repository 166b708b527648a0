using CsCheck;
using ModelRouter.TestModels;

namespace ModelRouter.LlamaCpp.Tests;

public sealed class OutputTextTests
{
    [Fact]
    public async Task Text_does_not_depend_on_how_it_is_cut_into_tokens()
    {
        using var model = TinyModel.R1(new() { Pieces = ["<th", "ink>", "</thi", "nk>", "STO", "ab"] });
        using var loaded = await Tiny.LoadAsync(Tiny.Options(model));
        var vocabulary = loaded.Model.Vocabulary;
        string[] pieces = ["<th", "ink>", "</thi", "nk>", "STO", "P", "ab", "a", " ", "\n", "<think>", "</think>", "<0xED>", "<0x95>", "<0x9C>", "<0xFF>"];
        var tokens = Gen.Int[0, pieces.Length - 1].Select(i => model.Vocabulary.Id(pieces[i])).Array[0, 25];

        Gen.Select(tokens, Gen.Bool).Sample(
            (ids, startsInThought) =>
            {
                byte[] bytes = [.. ids.SelectMany(id => vocabulary.Piece(id).ToArray())];
                var byByte = bytes.Select(value => model.Vocabulary.Id($"<0x{value:X2}>"));
                var expected = Run(vocabulary, byByte, startsInThought);
                return Run(vocabulary, ids, startsInThought) == expected && !expected.Answer.Contains("STOP", StringComparison.Ordinal);
            },
            iter: 2_000,
            threads: 1);
    }

    private static (string Thought, string Answer, bool Stopped) Run(Vocabulary vocabulary, IEnumerable<int> tokens, bool startsInThought)
    {
        var text = new OutputText(vocabulary, new ThinkSplitter(startsInThought), ["STOP"]);
        var (thought, answer) = ("", "");
        foreach (var token in tokens)
        {
            Take(text.Add(token));
            if (text.Stopped)
            {
                break;
            }
        }

        Take(text.Flush());
        return (thought, answer, text.Stopped);

        void Take(ThinkSplit split)
        {
            thought += split.Reasoning;
            answer += split.Answer;
        }
    }
}

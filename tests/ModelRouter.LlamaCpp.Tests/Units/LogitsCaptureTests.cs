using CsCheck;
using ModelRouter.TestModels;

namespace ModelRouter.LlamaCpp.Tests;

public sealed class LogitsCaptureTests
{
    private const int Sequences = 4;

    public static TheoryData<TinyFamily, int> Models => new() { { TinyFamily.Llama, 1 }, { TinyFamily.Llama, Sequences }, { TinyFamily.R1, 1 }, { TinyFamily.R1, Sequences } };

    [Theory, MemberData(nameof(Models))]
    public async Task Logits_read_in_place_are_those_that_llama_copies(TinyFamily family, int sequences)
    {
        using var file = family == TinyFamily.R1 ? TinyModel.R1() : TinyModel.Llama();
        using var model = await LlamaModel.LoadAsync(file.Path, 0, null, TestContext.Current.CancellationToken);
        var settings = EngineSettings.For(Tiny.Options(file) with { MaxConcurrency = sequences, ContextSize = 200 }, model);
        var step = Gen.Select(Gen.Int[0, 5].Array[sequences], Gen.Int[0, 200].Array[sequences * 5]);

        step.Array[1, 30].Sample(
            steps =>
            {
                using var inPlace = new DecodeContext(model, settings);
                using var copied = new DecodeContext(model, settings, copiesLogits: true);
                Assert.True(inPlace.ReadsLogitsInPlace);
                Assert.False(copied.ReadsLogitsInPlace);
                var positions = new int[sequences];
                foreach (var (counts, tokens) in steps)
                {
                    // Other numbers of tokens and outputs mean other graphs; equal ones in a row are run again as they are.
                    var outputs = Fill(inPlace, counts, tokens, [.. positions]);
                    Assert.Equal(outputs, Fill(copied, counts, tokens, positions));
                    if (inPlace.Count > 0)
                    {
                        inPlace.Decode();
                        copied.Decode();
                    }

                    if (outputs > 0)
                    {
                        Assert.Null(inPlace.LogitsOnDevice);
                        Assert.Equal(copied.Logits(outputs), inPlace.Logits(outputs));
                    }
                }
            },
            iter: 20);
    }

    /// <summary>llama.cpp's library for processors with AMX gets such a product wrong, once in a way, if it lays its matrix out anew.</summary>
    [Fact]
    public async Task A_quantized_matrix_of_one_block_a_row_gives_the_same_logits_for_a_prompt_at_once_and_token_by_token()
    {
        using var file = TinyModel.R1(new() { Width = 32, Quantized = true });
        using var model = await LlamaModel.LoadAsync(file.Path, 0, null, TestContext.Current.CancellationToken);
        var settings = EngineSettings.For(Tiny.Options(file) with { MaxConcurrency = 1, ContextSize = 128 }, model);
        for (var length = 32; length <= 100; length += 17)
        {
            using var atOnce = new DecodeContext(model, settings, copiesLogits: true);
            using var oneByOne = new DecodeContext(model, settings, copiesLogits: true);
            atOnce.BeginBatch();
            for (var i = 0; i < length; i++)
            {
                var (token, isLast) = (i * 7 % model.Vocabulary.Size, i == length - 1);
                atOnce.Add(token, i, 0, isLast);
                oneByOne.BeginBatch();
                oneByOne.Add(token, i, 0, isLast);
                oneByOne.Decode();
            }

            atOnce.Decode();
            Assert.All(oneByOne.Logits(1).ToArray().Zip(atOnce.Logits(1).ToArray()), static pair => Assert.Equal(pair.First, pair.Second, 0.01f));
        }
    }

    /// <summary>Every sequence reads so many tokens and wants the logits of the last, the second sequence's apart.</summary>
    private static int Fill(DecodeContext context, int[] counts, int[] tokens, int[] positions)
    {
        context.BeginBatch();
        var outputs = 0;
        for (var sequence = 0; sequence < counts.Length; sequence++)
        {
            for (var i = 0; i < counts[sequence]; i++)
            {
                var wantsLogits = i == counts[sequence] - 1 && sequence != 1;
                context.Add(tokens[(sequence * 5) + i], positions[sequence]++, sequence, wantsLogits);
                outputs += wantsLogits ? 1 : 0;
            }
        }

        return outputs;
    }
}

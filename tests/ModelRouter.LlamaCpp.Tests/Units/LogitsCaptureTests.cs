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

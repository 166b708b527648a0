using ModelRouter.Sampling;
using ModelRouter.TestModels;

namespace ModelRouter.LlamaCpp.Tests;

public sealed class GenerationTests
{
    [Theory, InlineData(1), InlineData(2), InlineData(3), InlineData(4), InlineData(null)]
    public async Task An_end_within_the_thought_closes_it_once_also_where_its_budget_ends_meanwhile(int? budget)
    {
        // The tag is three tokens here, of which the budget may end with any.
        using var model = TinyModel.R1(new() { Pieces = ["</", "think", "yes"] });
        using var loaded = await Tiny.LoadAsync(Tiny.Options(model));
        var vocabulary = loaded.Model.Vocabulary;
        int[] close = [model.Vocabulary.Id("</"), model.Vocabulary.Id("think"), model.Vocabulary.Id(">")];
        using var grammar = new AnswerGrammar(vocabulary, "root ::= \"yes\"");
        using var constraint = new AnswerConstraint(vocabulary, grammar.Begin(), mayThink: false);
        var row = new SamplingRow(SamplingParameters.Greedy, vocabulary.Size);
        var limits = new GenerationLimits(100, budget, new Dictionary<string, int[]>(StringComparer.Ordinal) { ["</think>"] = close });
        var generation = new Generation(row, new OutputText(vocabulary, new ThinkSplitter(startsInThought: true), null), limits, constraint);

        generation.NextRow();
        Assert.Equal(close[0], generation.Refuses(model.Vocabulary.Ends[0])!.ForcedToken);
        Assert.Equal(close[0], Take(close[0]));
        Assert.Equal(close[1], generation.NextRow().ForcedToken);
        Assert.Equal(close[1], Take(close[1]));
        Assert.Equal(close[2], generation.NextRow().ForcedToken);
        Assert.Equal(close[2], Take(close[2]));

        Assert.Null(generation.NextRow().ForcedToken);
        Assert.Null(generation.Refuses(model.Vocabulary.Id("yes")));

        int? Take(int token) => generation.Take(new SampledToken(token, 0, 0, 0, 1), vocabulary, out _);
    }
}

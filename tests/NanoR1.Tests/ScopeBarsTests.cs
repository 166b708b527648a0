using System.Runtime.CompilerServices;
using ModelRouter.NanoR1;

namespace NanoR1.Tests;

/// <summary>Holds the trained scope to what is asked of it. Train it again (<c>NanoR1 scope</c>) when families change.</summary>
public class ScopeBarsTests
{
    [Fact]
    public void Questions_in_fresh_phrasings_are_kept_by_the_right_model()
    {
        var results = ScopeEvaluation.Measure(ScopeClassifier.Trained, Split.FreshPhrasings, seed: 11, count: 6_000)
            .Where(result => result.Key is not ("beyond" or "outside")).ToList();

        // Wordings unlike all that were taught: a question that is not recognised goes to another model, not to nonsense.
        AssertShare(0.965, results);
    }

    [Fact]
    public void Prompts_beyond_both_models_in_fresh_phrasings_are_routed_away()
    {
        var results = ScopeEvaluation.Measure(ScopeClassifier.Trained, Split.FreshPhrasings, seed: 12, count: 6_000)
            .Where(result => result.Key is "beyond" or "outside").ToList();

        AssertShare(0.97, results);
    }

    [Fact]
    public void Public_prompts_are_routed_away()
    {
        var folder = Path.Combine(Root(), "..", "shared", "data", "tasktype");
        Assert.SkipUnless(Directory.Exists(folder), "The public prompts are not there: ../shared/data/tasktype.");

        var results = ScopeEvaluation.MeasurePublic(ScopeClassifier.Trained, folder)
            .Where(result => !result.Key.EndsWith("partly within)", StringComparison.Ordinal)).ToList();

        Assert.All(results, result => AssertShare(0.98, [result]));
    }

    [Fact]
    public void Training_twice_gives_the_same_weights() => Assert.Equal(
        new ScopeTrainer(seed: 5, size: 500).Train(margin: 0, _ => { }).Write(),
        new ScopeTrainer(seed: 5, size: 500).Train(margin: 0, _ => { }).Write());

    private static void AssertShare(double bar, IReadOnlyCollection<KeyValuePair<string, ScopeResult>> results)
    {
        var share = (double)results.Sum(result => result.Value.Right) / results.Sum(result => result.Value.Count);
        Assert.True(
            share >= bar,
            $"{share:P2}: {string.Join("; ", results.Select(result => $"{result.Key} {result.Value.Share:P1}, such as '{result.Value.Wrong.FirstOrDefault()}'"))}");
    }

    private static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", ".."));
}

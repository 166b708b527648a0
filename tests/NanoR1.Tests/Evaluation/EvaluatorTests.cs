using Microsoft.Extensions.AI;

namespace NanoR1.Tests;

public sealed class EvaluatorTests
{
    private static readonly ITaskFamily Family = new MachineDiagnosis();

    [Fact]
    public async Task Right_wrong_and_unfinished_answers_are_told_apart()
    {
        var groups = await RunAsync(new ScriptedSolver(), 90);
        Assert.Equal(4, groups.Count);
        foreach (var group in groups)
        {
            // Of three questions the solver answers one rightly, one wrongly and one without an end of the thought.
            Assert.Equal((30, 60), (group.Right, group.Formatted));
            Assert.All(group.Exercises, exercise => Assert.Equal(exercise.Answer == exercise.Exercise.Answer, exercise.IsRight));
        }

        var rows = EvaluationRow.Of(groups);
        Assert.Equal(6, rows.Count);
        Assert.Equal(("all", 180, 60, 120), (rows[^1].Family, rows[^1].Count, rows[^1].Right, rows[^1].Formatted));
        Assert.Contains("| machine | en | fresh-problems | 30/90 | 33.3% | 24.5% to 43.6% | 66.7% |", EvaluationReport.ToMarkdown(rows), StringComparison.Ordinal);
        Assert.Contains("\"accuracy\": 0.333", EvaluationReport.ToJson(rows), StringComparison.Ordinal);
        Assert.Equal(4 * 60, EvaluationReport.Failures(groups).Split("## machine").Length - 1);
    }

    [Fact]
    public async Task The_questions_depend_on_the_seed_alone()
    {
        var alone = await RunAsync(new ScriptedSolver(), 20, concurrency: 1, languages: ["ko"]);
        var beside = await RunAsync(new ScriptedSolver(), 20, concurrency: 8, languages: ["en", "ko"]);
        Assert.Equal(
            alone.SelectMany(group => group.Exercises).Select(exercise => exercise.Exercise),
            beside.Where(group => group.Language == "ko").SelectMany(group => group.Exercises).Select(exercise => exercise.Exercise));
    }

    [Fact]
    public void No_question_is_asked_twice_and_no_two_groups_share_their_numbers()
    {
        var family = TaskFamilies.Named(["addition"])[0];
        var groups = (from language in (string[])["en", "ko"]
                      from split in (Split[])[Split.FreshProblems, Split.FreshPhrasings]
                      select Evaluator.Draw(family, language, split, 100, seed: 1)).ToList();
        Assert.All(groups, group => Assert.Equal(100, group.DistinctBy(exercise => exercise.Prompt, StringComparer.Ordinal).Count()));
        var first = groups[0].Select(exercise => exercise.Thought).ToList();
        Assert.All(groups[1..], group => Assert.True(group.Count(exercise => first.Contains(exercise.Thought, StringComparer.Ordinal)) < 10));
    }

    [Fact]
    public void A_family_with_too_few_questions_repeats_some()
    {
        var family = TaskFamilies.Named(["palindrome-sum"])[0];
        Assert.Equal(2_000, Evaluator.Draw(family, "en", Split.FreshPhrasings, 2_000, seed: 1).Length);
    }

    [Fact]
    public async Task A_model_file_is_asked_through_the_engine()
    {
        using var model = new RandomModel();
        var failures = model.NewPath("failures.txt");
        string[] arguments = ["--model", model.Path, "--count", "2", "--language", "en", "--split", "fresh-problems", "--failures", failures, "--json"];
        Assert.Equal(0, await EvaluateCommand.Create().Parse(arguments).InvokeAsync(cancellationToken: TestContext.Current.CancellationToken));
        var text = await File.ReadAllTextAsync(failures, TestContext.Current.CancellationToken);
        Assert.Equal(2 * TaskFamilies.All.Count, text.Split("question: ").Length - 1);
    }

    [Theory]
    [InlineData(0, 10, 0, 0.2775)]
    [InlineData(10, 10, 0.7225, 1)]
    [InlineData(81, 263, 0.2553, 0.3662)]
    [InlineData(1, 29, 0.0061, 0.1718)]
    public void Wilson_intervals_are_those_of_the_literature(int successes, int count, double low, double high)
    {
        // The last two are examples of R. G. Newcombe (1998), table I, method 3.
        var interval = WilsonInterval.Of(successes, count);
        Assert.Equal(low, interval.Low, 4);
        Assert.Equal(high, interval.High, 4);
    }

    private static async Task<List<EvaluationGroup>> RunAsync(IChatClient client, int count, int concurrency = 4, string[]? languages = null) =>
        await new Evaluator(client, concurrency)
            .RunAsync(new([Family], languages ?? ["en", "ko"], [Split.FreshProblems, Split.FreshPhrasings], count, Seed: 3), TestContext.Current.CancellationToken)
            .ToListAsync(TestContext.Current.CancellationToken);
}

namespace ModelRouter.Evaluation.Tests;

/// <summary>The simulation of deliberation: votes, costs and halves, by hand.</summary>
public class DeliberationReportTests
{
    // One token is a millionth of a dollar for everybody; every answer has 100 tokens, which cost 400 characters to read.
    private static readonly EvaluatedModel[] Models = [new("a", 1, 1, 100), new("b", 1, 1, 100), new("c", 1, 1, 100), new("d", 1, 1, 100)];

    [Theory]
    [InlineData("1100", true, true, 3, false), InlineData("1100", false, true, 3, false)]
    [InlineData("0010", true, false, 3, false), InlineData("0010", false, false, 4, true)]
    [InlineData("0001", true, false, 3, false), InlineData("0001", false, true, 4, true)]
    [InlineData("1010", true, true, 3, false), InlineData("1000", true, false, 3, false), InlineData("1001", false, true, 4, true)]
    public void Votes_decide_and_the_arbiter_only_where_none_have_more_than_half(string right, bool wrongAgree, bool isRight, int asked, bool isArbitrated)
    {
        var outcome = Table(right).Deliberate(new([0, 1], 2, 3, SkipsCritic: false), 0, wrongAgree);
        Assert.Equal((isRight, isArbitrated), (outcome.IsRight, outcome.IsArbitrated));

        // The critic reads two answers, the arbiter three.
        Assert.Equal((asked * 100) + 200 + (isArbitrated ? 300 : 0), outcome.Cost * 1_000_000, 6);
    }

    [Theory]
    [InlineData("1100", true, true, 200), InlineData("0011", true, false, 200), InlineData("0011", false, true, 900), InlineData("1010", true, true, 500)]
    public void Drafts_that_agree_need_no_critic_where_it_is_skipped(string right, bool wrongAgree, bool isRight, int tokens)
    {
        var outcome = Table(right).Deliberate(new([0, 1], 2, 3, SkipsCritic: true), 0, wrongAgree);
        Assert.Equal((isRight, (double)tokens), (outcome.IsRight, Math.Round(outcome.Cost * 1_000_000, 6)));
    }

    [Fact]
    public void Teams_are_of_different_models_and_each_is_there_once()
    {
        var teams = NumberedTeam.Of(4).ToList();
        Assert.All(teams, static team => Assert.Distinct([.. team.Drafters, team.Critic, team.Arbiter]));
        Assert.Distinct(teams.Select(static team => $"{string.Join(',', team.Drafters)} {team.Critic} {team.Arbiter} {team.SkipsCritic}"));

        // One drafter: 4 × 3 critics × 2 arbiters; two: 6 pairs × 2 arbiters without critic, and 2 × 1 with one, who may be skipped; three: 4 × 1 arbiter.
        Assert.Equal(24 + 12 + 24 + 4, teams.Count);
        Assert.Throws<RoutingDataException>(() => NumberedTeam.Of(2).ToList());
    }

    [Fact]
    public void Teams_are_measured_on_tasks_that_they_were_not_chosen_on()
    {
        // The dear model is right nine times in ten; the three cheap ones each fail on another third, so two of three are always right.
        EvaluatedModel[] models = [new("x", 1, 1, 100), new("y", 1, 1, 100), new("z", 1, 1, 100), new("dear", 100, 100, 100)];
        var data = new RoutingDataset(
            models,
            [.. Enumerable.Range(0, 400).Select(i => new RoutingRow($"{i}", "b", $"prompt {i}", [i % 3 == 0 ? 0 : 1, i % 3 == 1 ? 0 : 1, i % 3 == 2 ? 0 : 1, i % 10 == 0 ? 0 : 1]) { Subset = $"t{i % 8}" })],
            []);
        var report = DeliberationReport.Of(data, seed: 1, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal((200, 200, 4, "dear"), (report.TrainingRows, report.Rows, report.HeldOutGroups, report.Best));
        var chosen = report.Chosen.Single(static figures => figures is { Aim: "cheaper", IsForWrongAgree: true });
        Assert.Equal(["x", "y", "z"], chosen.Team.Drafters.Append(chosen.Team.Critic ?? "").Where(static name => name.Length > 0).Order());
        Assert.Equal((1.0, true, true), (chosen.WrongAgree.Accuracy.Estimate, chosen.WrongAgree.IsBetter, chosen.WrongDiffer.IsBetter));
        Assert.True(chosen.WrongAgree.CostShare.High < 0.1);
        Assert.Equal(0, chosen.WrongAgree.Arbitrated.Estimate);
    }

    [Fact]
    public void No_prompt_is_both_chosen_and_measured_on()
    {
        // Five of each task's ten prompts stand in every task.
        var data = Four(static i => i % 10 < 5 ? $"of all {i % 10}" : $"own {i}");
        var report = DeliberationReport.Of(data, seed: 1, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal((20, 40), (report.TrainingRows, report.Rows));

        var none = Assert.Throws<RoutingDataException>(() => DeliberationReport.Of(Four(static i => $"of all {i % 10}"), seed: 1, cancellationToken: TestContext.Current.CancellationToken));
        Assert.Contains("prompt of its own", none.Message, StringComparison.Ordinal);

        static RoutingDataset Four(Func<int, string> prompt) => new(
            Models, [.. Enumerable.Range(0, 80).Select(i => new RoutingRow($"{i}", "b", prompt(i), [i % 2, i % 3 > 0 ? 1 : 0, 1, 0]) { Subset = $"t{i / 10}" })], []);
    }

    [Fact]
    public void Of_one_task_held_out_it_is_not_known_whether_a_team_is_better()
    {
        var data = new RoutingDataset(
            [.. Models[..3], new("dear", 100, 100, 100)],
            [.. Enumerable.Range(0, 60).Select(static i => new RoutingRow($"{i}", "b", $"prompt {i}", [i % 3 == 0 ? 0 : 1, i % 3 == 1 ? 0 : 1, i % 3 == 2 ? 0 : 1, i % 10 == 0 ? 0 : 1]) { Subset = $"t{i / 30}" })],
            []);
        var report = DeliberationReport.Of(data, seed: 1, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal((1, 30), (report.HeldOutGroups, report.Rows));
        Assert.True(double.IsNaN(report.BestAccuracy.Low));
        Assert.All(report.Chosen, static chosen => Assert.True(double.IsNaN(chosen.WrongAgree.Gain.Low) && !chosen.WrongAgree.IsBetter && !chosen.WrongDiffer.IsBetter));
        Assert.Contains(report.Chosen, static chosen => chosen.WrongAgree.Gain.Estimate > 0);
    }

    [Fact]
    public void What_reading_others_answers_costs_must_be_known()
    {
        var data = new RoutingDataset(
            [.. Models[..3], new("d")], [new("r", "b", "p", [1, 1, 0, 0]) { Costs = [1, 1, 1, 1] }], []);
        var unknown = Assert.Throws<RoutingDataException>(() => new DeliberationTable(data, RowGrouping.Subset, static _ => true));
        Assert.StartsWith("What 'd' costs for reading others' answers is not known: give it 'input_per_million_usd'", unknown.Message, StringComparison.Ordinal);
    }

    private static DeliberationTable Table(string right) => new(
        new(Models, [new("r", "b", "", [.. right.Select(static c => (double?)(c - '0'))]) { OutputCharacters = [400, 400, 400, 400] }], []), RowGrouping.Subset, static _ => true);
}

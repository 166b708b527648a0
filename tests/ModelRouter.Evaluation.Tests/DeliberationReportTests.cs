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
            [.. Enumerable.Range(0, 400).Select(i => new RoutingRow($"{i}", "b", "prompt", [i % 3 == 0 ? 0 : 1, i % 3 == 1 ? 0 : 1, i % 3 == 2 ? 0 : 1, i % 10 == 0 ? 0 : 1]) { Subset = $"t{i % 8}" })],
            []);
        var report = DeliberationReport.Of(data, seed: 1, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal((200, 200, "dear"), (report.TrainingRows, report.Rows, report.Best));
        var chosen = report.Chosen.Single(static figures => figures is { Aim: "cheaper", IsForWrongAgree: true });
        Assert.Equal(["x", "y", "z"], chosen.Team.Drafters.Append(chosen.Team.Critic ?? "").Where(static name => name.Length > 0).Order());
        Assert.Equal((1.0, true, true), (chosen.WrongAgree.Accuracy.Estimate, chosen.WrongAgree.IsBetter, chosen.WrongDiffer.IsBetter));
        Assert.True(chosen.WrongAgree.CostShare.High < 0.1);
        Assert.Equal(0, chosen.WrongAgree.Arbitrated.Estimate);
    }

    private static DeliberationTable Table(string right) => new(
        new(Models, [new("r", "b", "", [.. right.Select(static c => (double?)(c - '0'))]) { OutputCharacters = [400, 400, 400, 400] }], []), static _ => true);
}

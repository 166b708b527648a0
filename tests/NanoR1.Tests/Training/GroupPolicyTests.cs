namespace NanoR1.Tests;

public class GroupPolicyTests
{
    [Fact]
    public void An_advantage_is_the_reward_less_the_groups_mean_in_deviations()
    {
        var group = GroupPolicyTraining.Compare([Attempt(1), Attempt(0), Attempt(0), Attempt(1)]);
        Assert.Equal([1.0, -1.0, -1.0, 1.0], group.Select(attempt => attempt.Advantage));
        Assert.All(GroupPolicyTraining.Compare([Attempt(1.1), Attempt(1.1)]), attempt => Assert.Equal(0, attempt.Advantage));
    }

    [Fact]
    public void Rewards_are_for_right_answers_in_the_right_form()
    {
        var family = TaskFamilies.Arithmetic[0];
        var exercise = family.Create(new Random(1), Split.Training, "en");
        var right = ByteTokenizer.Completion(exercise.Thought, exercise.Answer);
        Assert.Equal(Reward.Right + Reward.Format, Reward.Of(exercise, family, right));
        Assert.Equal(Reward.Format, Reward.Of(exercise, family, ByteTokenizer.Completion("?", "nonsense")));
        Assert.Equal(0, Reward.Of(exercise, family, right[..^1]));
        Assert.Equal(0, Reward.Of(exercise, family, [.. right.Where(token => token != ByteTokenizer.EndThought)]));
    }

    /// <summary>A model that answers at random learns the one thing that is rewarded, and stays where nothing is.</summary>
    [Fact]
    public void Attempts_that_are_rewarded_become_likelier()
    {
        var shape = new ModelShape(ByteTokenizer.VocabularySize, 32, 1, 2, 64, 512);
        var weights = TransformerWeights.CreateRandom(shape, 1);
        var reference = weights.Clone();
        var options = new GroupPolicyOptions { Questions = 8, GroupSize = 8, CompletionLimit = 1 };
        var training = new GroupPolicyTraining(weights, reference, new Optimizer(weights.All), new ExerciseMix([TaskFamilies.Arithmetic[0]]), options, new LearningRate(0.01f, 40, WarmUp: 1), seed: 1, Low);
        var reports = Enumerable.Range(1, 40).Select(step => training.Step(step, TestContext.Current.CancellationToken)).ToList();
        Assert.InRange(reports.TakeLast(5).Average(report => report.Right), 0.5, 1);
        Assert.InRange(reports.Take(5).Average(report => report.Right), 0, 0.2);
        Assert.Equal(0, reports[0].Kl, 1e-6);
        Assert.InRange(reports.Max(report => report.Kl), 0.01, 100);
    }

    private static double Low(Exercise exercise, ITaskFamily family, IReadOnlyList<int> completion) => completion[0] < 32 ? Reward.Right : 0;

    private static Rollout Attempt(double reward) => new([1], [2], reward);
}

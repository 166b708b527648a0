using System.CommandLine;
using System.Globalization;

namespace NanoR1;

/// <summary><c>reinforce</c>: learning from own attempts with verifiable rewards (GRPO).</summary>
internal static class ReinforceCommand
{
    /// <summary>The checkpoint that this training leaves.</summary>
    public const string Name = "grpo";

    private const int WarmUp = 5;

    public static Command Create()
    {
        var options = new TrainingOptions(steps: 100, rate: 5e-4f, every: 10);
        var command = new Command("reinforce", "Learn from own attempts at questions whose answers can be checked (GRPO); goes on where it was stopped");
        options.AddTo(command);
        command.SetAction((parsed, cancellation) => Task.Run(
            () => Run(
                parsed.GetRequiredValue(options.Folder).FullName,
                TaskFamilies.Named(parsed.GetValue(options.Families) ?? []),
                new LearningRate(parsed.GetValue(options.Rate), parsed.GetValue(options.Steps), WarmUp),
                parsed.GetValue(options.Every),
                parsed.GetValue(options.Seed),
                cancellation),
            CancellationToken.None));
        return command;
    }

    private static int Run(
        string folder, IReadOnlyList<ITaskFamily> families, LearningRate rate, int every, int seed, CancellationToken cancellation)
    {
        var reference = new TransformerWeights(ModelShape.Nano);
        Checkpoint.Load(Path.Combine(folder, TrainCommand.Name + ".ckpt"), reference.All, optimizer: null);
        var weights = reference.Clone();
        var optimizer = new Optimizer(weights.All);
        var path = Path.Combine(folder, Name + ".ckpt");
        var done = File.Exists(path) ? Checkpoint.Load(path, weights.All, optimizer) : 0;
        var log = new RewardLog(Path.Combine(folder, Name + ".csv"), done);
        var training = new GroupPolicyTraining(weights, reference, optimizer, new ExerciseMix(families), new GroupPolicyOptions(), rate, seed);
        var stopped = false;
        TrainingDisplay.Run(rate.Steps, done, show =>
        {
            for (var step = done + 1; step <= rate.Steps && !stopped; step++)
            {
                try
                {
                    var report = training.Step(step, cancellation);
                    log.Add(report);
                    show(step, string.Create(CultureInfo.InvariantCulture, $"reward {report.Reward:F3}  right {100 * report.Right:F1}%  kl {report.Kl:F4}"));
                    done = step;
                }
                catch (OperationCanceledException)
                {
                    // A step that was broken off has changed nothing.
                    stopped = true;
                }

                if (stopped || step % every == 0 || step == rate.Steps)
                {
                    Checkpoint.Save(path, weights.All, optimizer, done);
                }
            }
        });
        if (stopped)
        {
            Console.Error.WriteLine($"Stopped after step {done}; '{path}' is whole, and the same command goes on from it.");
        }

        return stopped ? 130 : 0;
    }
}

using System.CommandLine;
using System.Diagnostics;
using System.Globalization;

namespace NanoR1;

/// <summary><c>train</c>: supervised learning from worked solutions.</summary>
internal static class TrainCommand
{
    public static Command Create()
    {
        var folder = new Option<DirectoryInfo>("--out") { DefaultValueFactory = _ => new DirectoryInfo("artifacts/nano-r1"), Description = "Folder for checkpoints and logs" };
        var steps = new Option<int>("--steps") { DefaultValueFactory = _ => 9000, Description = "Steps of the whole training" };
        var rate = new Option<float>("--rate") { DefaultValueFactory = _ => 0.005f, Description = "Highest learning rate" };
        var seed = new Option<int>("--seed") { DefaultValueFactory = _ => 1 };
        var every = new Option<int>("--check-every") { DefaultValueFactory = _ => 500, Description = "Steps between checkpoints with a look at the accuracy" };
        var families = new Option<string[]>("--family") { Description = "Only these task families", AllowMultipleArgumentsPerToken = true };
        var command = new Command("train", "Learn from worked solutions (resumes by itself)") { folder, steps, rate, seed, every, families };
        command.SetAction((parsed, cancellation) => Task.Run(
            () => Run(
                parsed.GetRequiredValue(folder).FullName,
                new LearningRate(parsed.GetValue(rate), parsed.GetValue(steps)),
                parsed.GetValue(seed),
                parsed.GetValue(every),
                TaskFamilies.Named(parsed.GetValue(families) ?? []),
                cancellation),
            CancellationToken.None));
        return command;
    }

    private static int Run(string folder, LearningRate rate, int seed, int every, IReadOnlyList<ITaskFamily> families, CancellationToken cancellation)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, "sft.ckpt");
        var (weights, optimizer, done) = File.Exists(path) ? Checkpoint.Load(path) : (TransformerWeights.CreateRandom(ModelShape.Nano, seed), null, 0);
        optimizer ??= new Optimizer(weights);
        var training = new SupervisedTraining(weights, optimizer, new ExerciseMix(families), rate, seed);
        var log = new TrainingLog(Path.Combine(folder, "sft.csv"), Path.Combine(folder, "sft-accuracy.csv"), done);
        var clock = Stopwatch.GetTimestamp();
        for (var step = done + 1; step <= rate.Steps; step++)
        {
            log.Add(training.Step(step));
            var stop = cancellation.IsCancellationRequested;
            if (stop || step % every == 0 || step == rate.Steps)
            {
                Checkpoint.Save(path, weights, optimizer, step);
            }

            if (stop)
            {
                Console.Error.WriteLine($"Stopped after step {step}; the same command goes on from there.");
                return 130;
            }

            if (step % every == 0 || step == rate.Steps)
            {
                var accuracies = new ProgressCheck(weights, families, 40, seed: 77).Run(Split.FreshPhrasings);
                log.Add(step, accuracies);
                var shown = string.Join("  ", accuracies.Select(accuracy => string.Create(CultureInfo.InvariantCulture, $"{accuracy.Family} {100 * accuracy.Accuracy:F0}%")));
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"step {step}/{rate.Steps}  loss {log.RecentLoss:F4}  {log.Tokens / 1e6:F1} M tokens  {Stopwatch.GetElapsedTime(clock):hh\\:mm\\:ss}  {shown}"));
            }
        }

        return 0;
    }
}

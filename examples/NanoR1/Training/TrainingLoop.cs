using System.Diagnostics;
using System.Globalization;
using Spectre.Console;

namespace NanoR1;

/// <summary>A supervised training from its checkpoint to its end: steps, log, a look at the accuracy now and then, and a checkpoint with each.</summary>
/// <param name="folder">Where checkpoint and logs go.</param>
/// <param name="name">What their names begin with.</param>
/// <param name="parameters">What learns.</param>
/// <param name="optimizer">Its optimizer.</param>
internal sealed class TrainingLoop(string folder, string name, IReadOnlyList<Parameter> parameters, Optimizer optimizer)
{
    private const int CheckSeed = 77;
    private const int ChecksPerFamily = 40;

    private readonly string _checkpoint = Path.Combine(folder, name + ".ckpt");

    /// <summary>Loads the checkpoint, if there is one; gives the steps that are done.</summary>
    public int Resume()
    {
        Directory.CreateDirectory(folder);
        return File.Exists(_checkpoint) ? Checkpoint.Load(_checkpoint, parameters, optimizer) : 0;
    }

    /// <summary>Trains to the end, or until cancelled; either way nothing is lost.</summary>
    /// <param name="training">Takes the steps.</param>
    /// <param name="done">Steps that are done.</param>
    /// <param name="steps">Steps in all.</param>
    /// <param name="every">Steps from one checkpoint to the next.</param>
    /// <param name="model">What is looked at.</param>
    /// <param name="families">At what.</param>
    /// <param name="cancellationToken">Stops after the step under way.</param>
    /// <returns>The exit code: 0, or 130 if cancelled.</returns>
    public int Run(
        SupervisedTraining training, int done, int steps, int every, TransformerWeights model, IReadOnlyList<ITaskFamily> families, CancellationToken cancellationToken)
    {
        var log = new TrainingLog(Path.Combine(folder, name + ".csv"), Path.Combine(folder, name + "-accuracy.csv"), done);
        var clock = Stopwatch.GetTimestamp();
        var exitCode = 0;
        TrainingDisplay.Run(steps, done, show =>
        {
            var accuracy = "";
            for (var step = done + 1; step <= steps && exitCode == 0; step++)
            {
                log.Add(training.Step(step));
                exitCode = cancellationToken.IsCancellationRequested ? 130 : 0;
                if (exitCode != 0 || step % every == 0 || step == steps)
                {
                    Checkpoint.Save(_checkpoint, parameters, optimizer, step);
                }

                if (exitCode == 0 && (step % every == 0 || step == steps))
                {
                    var accuracies = new ProgressCheck(model, families, ChecksPerFamily, CheckSeed).Run(Split.FreshPhrasings);
                    log.Add(step, accuracies);
                    accuracy = string.Create(CultureInfo.InvariantCulture, $"  accuracy {100 * accuracies[^1].Accuracy:F1}%");
                    AnsiConsole.Console.WriteLine(string.Create(
                        CultureInfo.InvariantCulture,
                        $"step {step}/{steps}  loss {log.RecentLoss:F4}  {log.Tokens / 1e6:F1} M tokens  {Stopwatch.GetElapsedTime(clock):hh\\:mm\\:ss}  ") + Describe(accuracies));
                }

                show(step, string.Create(CultureInfo.InvariantCulture, $"loss {log.RecentLoss:F4}{accuracy}"));
            }
        });
        if (exitCode != 0)
        {
            Console.Error.WriteLine($"Stopped; '{_checkpoint}' is whole, and the same command goes on from it.");
        }

        return exitCode;
    }

    private static string Describe(IReadOnlyList<(string Family, double Accuracy)> accuracies) => string.Join(
        "  ", accuracies.Select(accuracy => string.Create(CultureInfo.InvariantCulture, $"{accuracy.Family} {100 * accuracy.Accuracy:F0}%")));
}

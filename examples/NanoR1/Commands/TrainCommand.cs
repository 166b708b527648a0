using System.CommandLine;

namespace NanoR1;

/// <summary><c>train</c>: supervised learning from worked solutions.</summary>
internal static class TrainCommand
{
    /// <summary>The checkpoint that this training leaves.</summary>
    public const string Name = "sft";

    public static Command Create()
    {
        var options = new TrainingOptions(steps: 20_000, rate: 0.005f, every: 4000);
        var command = new Command("train", "Learn from worked solutions; goes on where it was stopped");
        options.AddTo(command);
        command.SetAction((parsed, cancellation) => Task.Run(
            () =>
            {
                var families = TaskFamilies.Named(parsed.GetValue(options.Families) ?? []);
                var rate = new LearningRate(parsed.GetValue(options.Rate), parsed.GetValue(options.Steps));
                var seed = parsed.GetValue(options.Seed);
                var weights = TransformerWeights.CreateRandom(ModelShape.Nano, seed);
                var optimizer = new Optimizer(weights.All);
                var loop = new TrainingLoop(parsed.GetRequiredValue(options.Folder).FullName, Name, weights.All, optimizer);
                var done = loop.Resume();
                var training = new SupervisedTraining(
                    weights, (gradients, step, now) => optimizer.Step(gradients.All, step, now), new ExerciseMix(families), rate, seed);
                return loop.Run(training, done, rate.Steps, parsed.GetValue(options.Every), weights, families, cancellation);
            },
            CancellationToken.None));
        return command;
    }
}

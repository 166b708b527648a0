using System.CommandLine;

namespace NanoR1;

/// <summary><c>adapt</c>: a LoRA adapter that turns the base model into the specialist.</summary>
internal static class AdaptCommand
{
    /// <summary>The checkpoint that this training leaves.</summary>
    public const string Name = "machine";

    /// <summary>Rank of the factors: at 32 bits a number, the adapter then takes less than a megabyte.</summary>
    public const int Rank = 16;

    public static Command Create()
    {
        var options = new TrainingOptions(steps: 2000, rate: 0.003f, every: 1000);
        var from = new Option<string>("--base") { DefaultValueFactory = _ => TrainCommand.Name, Description = "Checkpoint of the base model: sft, or grpo after 'reinforce'" };
        var command = new Command("adapt", "Learn to diagnose machine data through a LoRA adapter; goes on where it was stopped") { from };
        options.AddTo(command);
        command.SetAction((parsed, cancellation) => Task.Run(
            () =>
            {
                var folder = parsed.GetRequiredValue(options.Folder).FullName;
                var rate = new LearningRate(parsed.GetValue(options.Rate), parsed.GetValue(options.Steps));
                var adapter = Load(folder, parsed.GetRequiredValue(from), parsed.GetValue(options.Seed));
                var optimizer = new Optimizer(adapter.Factors);
                var loop = new TrainingLoop(folder, Name, adapter.Factors, optimizer);
                var done = loop.Resume();
                adapter.Apply();
                ITaskFamily[] families = [TaskFamilies.Machine];
                var training = new SupervisedTraining(adapter.Working, Learn, new ExerciseMix(families), rate, parsed.GetValue(options.Seed));
                return loop.Run(training, done, rate.Steps, parsed.GetValue(options.Every), adapter.Working, families, cancellation);

                void Learn(Gradients gradients, int step, float now)
                {
                    optimizer.Step(adapter.Project(gradients), step, now);
                    adapter.Apply();
                }
            },
            CancellationToken.None));
        return command;
    }

    /// <summary>An adapter that has learned nothing, on the base model of a checkpoint.</summary>
    public static LoraAdapter Load(string folder, string baseName, int seed)
    {
        var weights = new TransformerWeights(ModelShape.Nano);
        Checkpoint.Load(Path.Combine(folder, baseName + ".ckpt"), weights.All, optimizer: null);
        return new LoraAdapter(weights, Rank, seed);
    }
}

using System.CommandLine;

namespace NanoR1;

/// <summary>The options that every training shares.</summary>
internal sealed class TrainingOptions
{
    public TrainingOptions(int steps, float rate, int every)
    {
        Steps = Number.Option("--steps", "Steps of the whole training", steps, 1);
        Every = Number.Option("--check-every", "Steps from one checkpoint, with a look at the accuracy, to the next", every, 1);
        Rate = new Option<float>("--rate") { DefaultValueFactory = _ => rate, Description = "The highest learning rate" };
        Rate.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<float>() is not (> 0 and < 1))
            {
                result.AddError("--rate takes a number between 0 and 1.");
            }
        });
    }

    public Option<DirectoryInfo> Folder { get; } = new("--folder")
    {
        DefaultValueFactory = _ => new DirectoryInfo("artifacts/nano-r1"),
        Description = "Folder of checkpoints and logs",
    };

    public Option<int> Steps { get; }

    public Option<int> Every { get; }

    public Option<float> Rate { get; }

    public Option<int> Seed { get; } = new("--seed") { DefaultValueFactory = _ => 1, Description = "Decides the exercises and the first weights" };

    public Option<string[]> Families { get; } = new("--family")
    {
        Description = "Only these task families",
        AllowMultipleArgumentsPerToken = true,
    };

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { Folder, Steps, Every, Rate, Seed, Families })
        {
            command.Options.Add(option);
        }
    }
}

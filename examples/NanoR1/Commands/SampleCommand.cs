using System.CommandLine;
using Spectre.Console;

namespace NanoR1;

/// <summary><c>sample</c>: prints exercises as the model learns them.</summary>
internal static class SampleCommand
{
    public static Command Create()
    {
        var count = Number.Option("--count", "Exercises of each family, language and split", 3, 1);
        var seed = new Option<int>("--seed") { DefaultValueFactory = _ => 1, Description = "Decides the exercises" };
        var selection = new ExerciseSelection(SplitNames.Of(Split.Training));
        var command = new Command("sample", "Print exercises: question, thought, answer") { count, seed };
        selection.AddTo(command);
        command.SetAction(parsed =>
        {
            foreach (var family in selection.Families(parsed))
            {
                foreach (var language in selection.Languages(parsed))
                {
                    foreach (var split in selection.Splits(parsed))
                    {
                        Print(family, language, split, parsed.GetValue(count), new Random(parsed.GetValue(seed)));
                    }
                }
            }

            return 0;
        });
        return command;
    }

    private static void Print(ITaskFamily family, string language, Split split, int count, Random random)
    {
        for (var i = 0; i < count; i++)
        {
            var exercise = family.Create(random, split, language);
            var tokens = ByteTokenizer.Prompt(exercise.Prompt).Length + ByteTokenizer.Completion(exercise.Thought, exercise.Answer).Length;
            AnsiConsole.MarkupLineInterpolated($"[grey]{family.Name} {language} {SplitNames.Of(split)}, {tokens} tokens[/]");
            AnsiConsole.MarkupLineInterpolated($"[bold]{exercise.Prompt}[/]");
            AnsiConsole.MarkupLineInterpolated($"[grey]{exercise.Thought}[/]");
            AnsiConsole.MarkupLineInterpolated($"[green]{exercise.Answer}[/]");
            AnsiConsole.WriteLine();
        }
    }
}

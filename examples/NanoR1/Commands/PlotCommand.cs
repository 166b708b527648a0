using System.CommandLine;

namespace NanoR1;

/// <summary><c>plot</c>: draws a training's log.</summary>
internal static class PlotCommand
{
    public static Command Create()
    {
        var log = new Option<FileInfo>("--log") { Required = true, Description = "The training's log, a CSV file with the columns step and loss" };
        var accuracy = new Option<FileInfo?>("--accuracy")
        {
            Description = "A CSV file with the columns step, family and accuracy; unless given, the log's name with -accuracy, if there is one",
        };
        var output = new Option<FileInfo>("--out") { Required = true, Description = "The PNG file to write" };
        var title = new Option<string>("--title") { DefaultValueFactory = _ => "NanoR1's training", Description = "Above the picture" };
        var command = new Command("plot", "Draw the loss and the accuracies of a training") { log, accuracy, output, title };
        command.SetAction(parsed =>
        {
            var path = parsed.GetRequiredValue(log).FullName;
            var beside = Path.Combine(Path.GetDirectoryName(path)!, Path.GetFileNameWithoutExtension(path) + "-accuracy.csv");
            var accuracyPath = parsed.GetValue(accuracy)?.FullName ?? (File.Exists(beside) ? beside : null);
            LearningCurve.Save(
                parsed.GetRequiredValue(output).FullName,
                parsed.GetRequiredValue(title),
                CurveFile.ReadLoss(path),
                accuracyPath is null ? [] : CurveFile.ReadAccuracy(accuracyPath));
            return 0;
        });
        return command;
    }
}

using Spectre.Console;

namespace NanoR1;

/// <summary>A progress bar where somebody looks.</summary>
internal static class TrainingDisplay
{
    /// <summary>Runs <paramref name="work"/>, which reports the steps that are done and a few words on them.</summary>
    public static void Run(int steps, int done, Action<Action<int, string>> work)
    {
        if (Console.IsOutputRedirected)
        {
            work((_, _) => { });
            return;
        }

        AnsiConsole.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .Start(context =>
            {
                var task = context.AddTask("starting", maxValue: steps);
                task.Value = done;
                work((step, text) =>
                {
                    task.Value = step;
                    task.Description = Markup.Escape(text);
                });
            });
    }
}

using System.CommandLine;
using ModelRouter.Evaluation;

namespace ModelRouter.Cli;

/// <summary><c>train-tasks</c>: makes the weights that tell what a prompt asks for.</summary>
internal sealed class TrainTasksCommand : Command
{
    private readonly Argument<string> _folder = new("folder") { Description = "Folder with .jsonl files: rows of prompt, task, domain, lang, difficulty." };
    private readonly Option<string> _out = new("--out") { Description = "The file to write.", Required = true };
    private readonly Option<bool> _force = new("--force") { Description = "Replace the file if it is there." };
    private readonly Terminal _terminal;

    public TrainTasksCommand(Terminal terminal)
        : base("train-tasks", "Trains what tells a prompt's task, domain and difficulty; the same prompts give the same weights on the same kind of processor.")
    {
        _terminal = terminal;
        Arguments.Add(_folder);
        Options.Add(_out);
        Options.Add(_force);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken ct)
    {
        var folder = parsed.GetRequiredValue(_folder);
        var path = OutputPath.Read(parsed.GetRequiredValue(_out), _out.Name, Directory.Exists(folder) ? Directory.GetFiles(folder) : []);
        path = parsed.GetValue(_force) ? path : OutputPath.New(path, _out.Name);
        try
        {
            using var weights = new MemoryStream();
            await TaskTrainer.TrainAsync(folder, weights, ct).ConfigureAwait(false);
            await WholeFile.WriteAsync(path, async file => await file.WriteAsync(weights.GetBuffer().AsMemory(0, (int)weights.Length), ct).ConfigureAwait(false)).ConfigureAwait(false);
        }
        catch (Exception bad) when (bad is IOException or UnauthorizedAccessException or RoutingDataException)
        {
            throw new UsageException(bad.Message, bad);
        }

        _terminal.WriteNote($"{path} is written.");
        return ExitCode.Success;
    }
}

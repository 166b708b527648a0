using System.CommandLine;
using ModelRouter.LlamaCpp;
using ModelRouter.NanoR1;
using Spectre.Console;

namespace NanoR1;

/// <summary><c>evaluate</c>: asks a model file through the product's engine, and checks every answer exactly.</summary>
internal static class EvaluateCommand
{
    public static Command Create()
    {
        var model = new Option<FileInfo>("--model") { Required = true, Description = "The model's .gguf file" };
        var adapter = new Option<FileInfo?>("--adapter") { Description = "A LoRA adapter's .gguf file" };
        var count = Number.Option("--count", "Questions of each family, language and split", 100, 1);
        var seed = new Option<int>("--seed") { DefaultValueFactory = _ => 1, Description = "Decides the questions" };
        var selection = new ExerciseSelection(SplitNames.Of(Split.FreshProblems), SplitNames.Of(Split.FreshPhrasings));
        var concurrency = Number.Option("--concurrency", "Questions at once", 8, 1, 64);
        var contexts = Number.Option("--contexts", "Decoders side by side, each with its share of the questions", 1, 1, 16);
        var json = new Option<bool>("--json") { Description = "Print JSON instead of a table" };
        var markdown = new Option<bool>("--markdown") { Description = "Print Markdown instead of a table" };
        var failures = new Option<FileInfo?>("--failures") { Description = "Where to write the failed exercises in full" };
        var command = new Command("evaluate", "Ask a model file through the product's engine and check every answer exactly")
        {
            model, adapter, count, seed, concurrency, contexts, json, markdown, failures,
        };
        selection.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            var plan = new EvaluationPlan(
                selection.Families(parsed), selection.Languages(parsed), selection.Splits(parsed), parsed.GetValue(count), parsed.GetValue(seed));
            var options = NanoR1Models.Run(parsed.GetRequiredValue(model).FullName, parsed.GetValue(adapter)?.FullName) with
            {
                MaxConcurrency = parsed.GetValue(concurrency),
                Contexts = Math.Min(parsed.GetValue(contexts), parsed.GetValue(concurrency)),

                // Without it the answers do not depend on which questions are under way beside each other.
                FlashAttention = false,
            };
            using var client = new LlamaChatClient(options);
            var groups = await AskAsync(new Evaluator(client, options.MaxConcurrency), plan, cancellation);
            if (parsed.GetValue(failures) is { } file)
            {
                await File.WriteAllTextAsync(file.FullName, EvaluationReport.Failures(groups), cancellation);
            }

            Print(EvaluationRow.Of(groups), parsed.GetValue(json), parsed.GetValue(markdown));
            return 0;
        });
        return command;
    }

    private static async Task<List<EvaluationGroup>> AskAsync(Evaluator evaluator, EvaluationPlan plan, CancellationToken cancellation)
    {
        var groups = new List<EvaluationGroup>();
        await foreach (var group in evaluator.RunAsync(plan, cancellation))
        {
            groups.Add(group);
            await Console.Error.WriteLineAsync(string.Join("  ", EvaluationRow.Of([group])[0].Cells()).AsMemory(), cancellation);
        }

        return groups;
    }

    private static void Print(IReadOnlyList<EvaluationRow> rows, bool json, bool markdown)
    {
        if (json)
        {
            Console.WriteLine(EvaluationReport.ToJson(rows));
        }
        else if (markdown)
        {
            Console.Write(EvaluationReport.ToMarkdown(rows));
        }
        else
        {
            EvaluationReport.WriteTable(AnsiConsole.Console, rows);
        }
    }
}

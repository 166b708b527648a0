using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelRouter.LlamaCpp;

namespace ModelRouter.Benchmarks;

/// <summary>Tokens per second of our engine, alone and with eight callers, beside llama-bench and node-llama-cpp on the same file.</summary>
/// <remarks>The contestants take turns within each round, so that a machine whose speed drifts drifts for all of them; compare
/// the ratios, which are taken round by round.</remarks>
internal static class EngineCommand
{
    private const int Callers = 8;

    public static Command Create()
    {
        var model = new Option<FileInfo>("--model") { Required = true, Description = "The GGUF file" };
        var prompt = new Option<string>("--prompt") { DefaultValueFactory = _ => "Once upon a time" };
        var tokens = new Option<int>("--tokens") { DefaultValueFactory = _ => 100, Description = "Tokens per answer" };
        var runs = new Option<int>("--runs") { DefaultValueFactory = _ => 20, Description = "Answers per contestant and round" };
        var rounds = new Option<int>("--rounds") { DefaultValueFactory = _ => 5 };
        var batchThreads = new Option<int>("--batch-threads") { DefaultValueFactory = _ => 1, Description = "Threads for steps of several tokens" };
        var contexts = new Option<int>("--contexts") { DefaultValueFactory = _ => 1, Description = "Contexts side by side" };
        var node = new Option<DirectoryInfo?>("--node") { Description = "Folder with node-llama-cpp installed (see peers/)" };
        var bench = new Option<FileInfo?>("--llama-bench") { Description = "llama.cpp's llama-bench" };
        var schema = new Option<string?>("--schema") { Description = "A JSON schema; adds answers that are held to it" };
        var command = new Command("engine", "Compare the engine with its peers, one thread each") { model, prompt, tokens, runs, rounds, batchThreads, contexts, schema, node, bench };
        command.SetAction(async (parsed, cancellation) =>
        {
            var options = new LlamaModelOptions
            {
                ModelPath = parsed.GetRequiredValue(model).FullName,
                Threads = 1,
                BatchThreads = parsed.GetValue(batchThreads),
                MaxConcurrency = Callers,
                Contexts = parsed.GetValue(contexts),
                ContextSize = parsed.GetValue(tokens) + 28,
                Format = PromptFormat.Completion,
            };
            var work = new EngineWork(parsed.GetValue(prompt)!, parsed.GetValue(tokens), parsed.GetValue(runs));
            using var engine = new LlamaChatClient(options);
            using var single = new LlamaChatClient(options with { MaxConcurrency = 1, Contexts = 1 });
            await work.RunAsync(engine, Callers, cancellation);
            await work.RunAsync(single, 1, cancellation);

            var contestants = new List<(string Name, Func<Task<double>> RunAsync)>
            {
                ("ours, one caller", () => work.RunAsync(engine, 1, cancellation)),
                ($"ours, {Callers} callers", () => work.RunAsync(engine, Callers, cancellation)),
                ("ours, one caller, MaxConcurrency 1", () => work.RunAsync(single, 1, cancellation)),
            };
            if (parsed.GetValue(schema) is { } form)
            {
                var held = work with { Form = ChatResponseFormat.ForJsonSchema(JsonElement.Parse(form)) };
                contestants.Add(("ours, one caller, held to the schema", () => held.RunAsync(engine, 1, cancellation)));
            }

            if (parsed.GetValue(bench) is { } llamaBench)
            {
                var peer = Peer.LlamaBench(llamaBench.FullName, options.ModelPath, work);
                contestants.Add((peer.Name, () => peer.RunAsync(cancellation)));
            }

            if (parsed.GetValue(node) is { } folder)
            {
                var peer = Peer.Node(folder.FullName, options.ModelPath, work);
                contestants.Add((peer.Name, () => peer.RunAsync(cancellation)));
            }

            var rows = contestants.ConvertAll(static contestant => (contestant.Name, Rates: new List<double>()));
            for (var round = 0; round < parsed.GetValue(rounds); round++)
            {
                for (var i = 0; i < rows.Count; i++)
                {
                    rows[i].Rates.Add(await contestants[i].RunAsync());
                }
            }

            Print(rows);
            return 0;
        });
        return command;
    }

    private static void Print(List<(string Name, List<double> Rates)> rows)
    {
        Console.WriteLine("| tok/s | median | min | max | ours, one caller ÷ this (median of rounds) | this ÷ ours, one caller |");
        Console.WriteLine("|---|---|---|---|---|---|");
        var ours = rows[0].Rates;
        foreach (var (name, rates) in rows)
        {
            var ratio = Median(ours.Zip(rates, (mine, other) => mine / other));
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {name} | {Median(rates):F0} | {rates.Min():F0} | {rates.Max():F0} | {ratio:F2} | {Median(ours.Zip(rates, (mine, other) => other / mine)):F2} |"));
        }
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}

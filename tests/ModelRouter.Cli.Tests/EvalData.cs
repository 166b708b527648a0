using System.Globalization;

namespace ModelRouter.Cli.Tests;

/// <summary>Files to evaluate, in a folder of their own.</summary>
internal sealed class EvalData : IDisposable
{
    private const string Models = """
        [{ "name": "small", "input_per_million_usd": 1, "output_per_million_usd": 1, "assumed_mean_output_tokens": 100 },
         { "name": "large", "input_per_million_usd": 10, "output_per_million_usd": 10, "assumed_mean_output_tokens": 100 }]
        """;

    private static readonly string[] Tasks = ["Translate into Korean: good morning, number", "Prove that there are infinitely many primes above", "Fix this code: return a -", "Write a poem on the number"];

    public EvalData()
    {
        File.WriteAllText(PathOf("rows.models.json"), Models);
        File.WriteAllLines(PathOf("rows.jsonl"), Rows("", 160));
        File.WriteAllLines(PathOf("labels.jsonl"), Rows("label", 200));
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("modelrouter-eval-").FullName;

    public string PathOf(string name) => Path.Combine(Folder, name);

    public Task<CliResult> RunAsync(string arguments) => CliProcess.RunAsync(["eval", .. arguments.Split(' ')], input: null, Folder);

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    /// <summary>The small model is right on two of the four tasks and on every third row, the large one on all but every tenth.</summary>
    private static IEnumerable<string> Rows(string prefix, int count) => Enumerable.Range(0, count).Select(i => string.Create(
        CultureInfo.InvariantCulture,
        $$"""{"id":"{{prefix}}{{i}}","benchmark":"b","subset":"t{{i % 4}}","lang":"{{(i % 5 == 0 ? "ko" : "en")}}","prompt":"{{Tasks[i % 4]}} {{prefix}}{{i}}.","q":[{{(i % 4 < 2 || i % 3 == 0 ? 1 : 0)}},{{(i % 10 == 9 ? 0 : 1)}}]}"""));
}

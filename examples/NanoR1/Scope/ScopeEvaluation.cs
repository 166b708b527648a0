using System.IO.Compression;
using System.Text.Json;

namespace NanoR1;

/// <summary>Measures a scope: its own questions must be kept, all others routed away.</summary>
internal static class ScopeEvaluation
{
    /// <summary>Labels of public data that ask, in part, what the models do know.</summary>
    private static readonly string[] Overlapping = ["calculator", "measurement_conversion", "spelling", "date", "multistep_arithmetic_two", "word_sorting", "gsm8k"];

    /// <summary>Whose work a question is, limits included: what the router will do with it.</summary>
    public static Competence Judge(ScopeClassifier classifier, string question)
    {
        var competence = classifier.Classify(question);
        return competence != Competence.Beyond && ScopeLimits.Objection(question, competence) is null ? competence : Competence.Beyond;
    }

    /// <summary>Share of right judgements by source, on questions that training can't produce.</summary>
    public static Dictionary<string, ScopeResult> Measure(ScopeClassifier classifier, Split split, int seed, int count)
    {
        var results = new Dictionary<string, ScopeResult>(StringComparer.Ordinal);
        foreach (var example in ScopeSources.Draw(new Random(seed), split, count))
        {
            Add(results, example.Source, example.Text, Judge(classifier, example.Text) == example.Competence);
        }

        return results;
    }

    /// <summary>Share routed away of public prompts, by file; nothing of them is kept.</summary>
    public static Dictionary<string, ScopeResult> MeasurePublic(ScopeClassifier classifier, string folder)
    {
        var results = new Dictionary<string, ScopeResult>(StringComparer.Ordinal);
        foreach (var path in Directory.EnumerateFiles(folder, "*.jsonl.gz").Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
            while (reader.ReadLine() is { } line)
            {
                using var row = JsonDocument.Parse(line);
                var prompt = row.RootElement.GetProperty("prompt").GetString()!;
                var label = row.RootElement.GetProperty("label").GetString() ?? "";
                var name = Path.GetFileName(path)[..^".jsonl.gz".Length] + (Overlapping.Contains(label) ? $" ({label}, partly within)" : "");
                Add(results, name, prompt, Judge(classifier, prompt) == Competence.Beyond);
            }
        }

        return results;
    }

    private static void Add(Dictionary<string, ScopeResult> results, string name, string text, bool isRight)
    {
        if (!results.TryGetValue(name, out var result))
        {
            results[name] = result = new();
        }

        result.Count++;
        if (isRight)
        {
            result.Right++;
        }
        else if (result.Wrong.Count < 40)
        {
            result.Wrong.Add(text);
        }
    }
}

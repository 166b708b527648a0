using System.CommandLine;

namespace NanoR1;

/// <summary><c>scope</c>: trains, or with <c>--evaluate</c> only measures, the classifier that tells NanoR1's questions from all others.</summary>
internal sealed class ScopeCommand : Command
{
    private readonly Option<string> _file = new("--file") { Description = "The weights.", DefaultValueFactory = _ => "src/ModelRouter.NanoR1/Scope/scope.bin" };
    private readonly Option<int> _seed = new("--seed") { Description = "Seed of training.", DefaultValueFactory = _ => 4 };
    private readonly Option<float> _margin = new("--margin") { Description = "By how much (logits) a model's own questions have to win.", DefaultValueFactory = _ => 1.1f };
    private readonly Option<bool> _evaluate = new("--evaluate") { Description = "Measure the weights instead of training them." };
    private readonly Option<string?> _public = new("--public") { Description = "A folder of .jsonl.gz files with prompts beyond the models, to measure on." };
    private readonly Option<int> _examples = new("--examples") { Description = "How many wrong judgements of each kind to show." };

    public ScopeCommand()
        : base("scope", "Trains the classifier that tells NanoR1's questions from all others, and measures it.")
    {
        foreach (var option in (Option[])[_file, _seed, _margin, _evaluate, _public, _examples])
        {
            Options.Add(option);
        }

        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        var output = parsed.InvocationConfiguration.Output;
        var file = parsed.GetValue(_file)!;
        if (!parsed.GetValue(_evaluate))
        {
            var trained = new ScopeTrainer(parsed.GetValue(_seed)).Train(parsed.GetValue(_margin), output.WriteLine);
            File.WriteAllBytes(file, trained.Write());
        }

        var classifier = ScopeClassifier.Read(File.ReadAllBytes(file));
        var shown = parsed.GetValue(_examples);
        Report(output, "questions held out", ScopeEvaluation.Measure(classifier, Split.FreshProblems, 2, 6_000), shown);
        Report(output, "phrasings held out", ScopeEvaluation.Measure(classifier, Split.FreshPhrasings, 3, 6_000), shown);
        if (parsed.GetValue(_public) is { } folder)
        {
            Report(output, "public prompts routed away", ScopeEvaluation.MeasurePublic(classifier, folder), shown);
        }

        return 0;
    }

    private static void Report(TextWriter output, string title, Dictionary<string, ScopeResult> results, int shown)
    {
        output.WriteLine(title);
        foreach (var (name, result) in results.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            output.WriteLine($"  {name,-48} {result.Right,6} of {result.Count,6}  {result.Share:P2}");
            foreach (var text in result.Wrong.Take(shown))
            {
                output.WriteLine($"      {text.ReplaceLineEndings(" ")}");
            }
        }
    }
}

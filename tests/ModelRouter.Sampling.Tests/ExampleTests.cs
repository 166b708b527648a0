using System.Net;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace ModelRouter.Sampling.Tests;

/// <summary>The example in <see cref="TokenSampler"/>'s documentation is this program, and works.</summary>
public sealed partial class ExampleTests
{
    [Fact]
    public void The_documentations_loop_draws_an_answer()
    {
        var (first, again) = (new List<int>(), new List<int>());

        Answer(new Counting(8), [1, 2, 3], first, limit: 100);
        Answer(new Counting(8), [1, 2, 3], again, limit: 4);

        Assert.Equal([4, 5, 6, 7, 8], first);
        Assert.Equal([4, 5, 6, 7], again);
    }

    [Fact]
    public void The_documentation_shows_that_loop()
    {
        var documentation = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "ModelRouter.Sampling.xml"));

        var shown = WebUtility.HtmlDecode(Code().Match(documentation).Groups["code"].Value);

        Assert.Contains(Squeezed(shown), Squeezed(File.ReadAllText(Here())), StringComparison.Ordinal);
        Assert.Contains("row.Accept", shown, StringComparison.Ordinal);
    }

    private static void Answer(Counting engine, int[] prompt, List<int> answer, int limit)
    {
        var row = new SamplingRow(new SamplingParameters { Temperature = 0.6f, TopP = 0.95f, Seed = 42 }, engine.VocabularySize);
        row.Prime(prompt); // For the penalties alone.
        var logits = new float[engine.VocabularySize];
        for (engine.Read(prompt, logits); answer.Count < limit; engine.Read([answer[^1]], logits))
        {
            var drawn = TokenSampler.Best.Sample(logits, row);
            if (drawn.Token == engine.End)
            {
                break;
            }

            row.Accept(drawn.Token);
            answer.Add(drawn.Token);
        }
    }

    private static string Squeezed(string code) => string.Join('\n', code.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));

    private static string Here([CallerFilePath] string here = "") => here;

    [GeneratedRegex(@"T:ModelRouter\.Sampling\.TokenSampler"".*?<example>.*?<code>(?<code>.*?)</code>", RegexOptions.Singleline | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Code();

    /// <summary>Says the next number, and ends after the last.</summary>
    private sealed class Counting(int last)
    {
        public int VocabularySize => last + 2;

        public int End => last + 1;

        public void Read(ReadOnlySpan<int> tokens, Span<float> logits)
        {
            logits.Clear();
            logits[Math.Min(tokens[^1] + 1, End)] = 30;
        }
    }
}

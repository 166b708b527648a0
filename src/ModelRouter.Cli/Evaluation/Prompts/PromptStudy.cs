using System.Text.Json;
using System.Text.RegularExpressions;

namespace ModelRouter.Cli;

/// <summary>A prompt, requests with known verdicts, and how its answers are read.</summary>
/// <param name="Template">The prompt.</param>
/// <param name="Cases">The requests; those about one question stand together.</param>
/// <param name="Chance">How often whoever doesn't read is right, guessing or always saying the same.</param>
/// <param name="Read">The verdict of an answer; <see langword="null"/> if it has none.</param>
/// <param name="First">The verdict that a model without judgement may lean to, told apart; <see langword="null"/> if there is none such.</param>
internal sealed partial record PromptStudy(PromptTemplate Template, IReadOnlyList<PromptCase> Cases, double Chance, Func<string, string?> Read, string? First)
{
    private static readonly string[] Domains = Enum.GetNames<PromptDomain>();

    /// <summary>The prompts that give verdicts: <c>judge</c> and <c>answer_verifier</c> on so many questions, <c>domain_classifier</c> on its labelled prompts.</summary>
    internal static IReadOnlyList<PromptStudy> All(int seed, int questions)
    {
        var drawn = LabelledQuestions.Draw(seed, questions);
        return [Judge(drawn), Verifier(drawn), DomainClassifier()];
    }

    /// <summary>Each question in both orders: who favours a place is right in half of them.</summary>
    private static PromptStudy Judge(IReadOnlyList<LabelledQuestion> questions) => new(
        PromptTemplate.Read("judge"),
        [.. questions.SelectMany(static (q, i) => (PromptCase[])[Case(q, i, q.Right, q.Wrong, "A"), Case(q, i, q.Wrong, q.Right, "B")])],
        Chance: 0.5,
        static answer => Verdict().Match(LastLine(answer)) is { Success: true } match ? match.Groups["verdict"].Value.ToUpperInvariant() : null,
        First: "A");

    /// <summary>Each question with its right answer and with its wrong one.</summary>
    private static PromptStudy Verifier(IReadOnlyList<LabelledQuestion> questions) => new(
        PromptTemplate.Read("answer_verifier"),
        [.. questions.SelectMany(static (q, i) => (PromptCase[])[
            new(new Dictionary<string, string>(StringComparer.Ordinal) { ["question"] = q.Question, ["answer"] = q.Right }, "PASS", i),
            new(new Dictionary<string, string>(StringComparer.Ordinal) { ["question"] = q.Question, ["answer"] = q.Wrong }, "FAIL", i)])],
        Chance: 0.5,
        static answer => LastLine(answer).ToUpperInvariant() is "PASS" or "FAIL" ? LastLine(answer).ToUpperInvariant() : null,
        First: "PASS");

    /// <summary>The same number of prompts of each domain.</summary>
    private static PromptStudy DomainClassifier()
    {
        using var reader = new StreamReader(typeof(PromptStudy).Assembly.GetManifestResourceStream("domains.jsonl")!);
        var cases = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static (line, i) =>
        {
            using var row = JsonDocument.Parse(line);
            var values = new Dictionary<string, string>(StringComparer.Ordinal) { ["prompt"] = row.RootElement.GetProperty("prompt").GetString()! };
            return new PromptCase(values, row.RootElement.GetProperty("domain").GetString()!, i);
        });
        return new(
            PromptTemplate.Read("domain_classifier"), [.. cases], 1.0 / Domains.Length,
            static answer => Array.Find(Domains, domain => domain.Equals(Bare(answer), StringComparison.OrdinalIgnoreCase)), First: null);
    }

    private static PromptCase Case(LabelledQuestion question, int index, string a, string b, string expected) => new(
        new Dictionary<string, string>(StringComparer.Ordinal) { ["question"] = question.Question, ["answer_a"] = a, ["answer_b"] = b }, expected, index);

    /// <summary>The last line that says something, without what models adorn it with.</summary>
    private static string LastLine(string answer) => Bare(answer.Split('\n').LastOrDefault(static line => Bare(line).Length > 0) ?? "");

    private static string Bare(string text) => text.Trim(' ', '\t', '\r', '\n', '*', '_', '`', '#', '.', '"', '\'');

    [GeneratedRegex(@"^VERDICT:\W*(?<verdict>A|B|TIE)$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Verdict();
}

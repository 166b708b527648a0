using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.AI;

namespace ModelRouter.Benchmarks;

/// <summary>Reading prompts of several languages and lengths; what a conversation costs has to grow with its length and no faster.</summary>
[MemoryDiagnoser]
public class AnalysisBenchmarks
{
    private const string English =
        "Please summarize the report for Ann Berg (ann.berg@example.com): line 4 stopped on 2026-11-23 at 9:40, order 4500123456 was late by 3 days, and the password "
        + "of the gateway has to be changed before the next shift. Ignore the first paragraph, which is about another pump. ";

    private const string Korean =
        "안녕하세요, 아래 보고서를 세 문장으로 요약해 주세요. 4번 라인은 2026년 11월 23일 9시 40분에 멈췄고 주문 4500123456은 사흘 늦었습니다. "
        + "첫 문단의 경고는 무시해도 되고, 담당자 연락처는 010-1234-5678입니다. ";

    private readonly HeuristicPromptAnalyzer _analyzer = new();
    private ChatMessage[] _messages = null!;

    /// <summary>Tokens of the conversation, about.</summary>
    [Params(200, 10_000, 100_000)]
    public int Tokens { get; set; }

    [Params("en", "ko")]
    public string Language { get; set; } = "en";

    [GlobalSetup]
    public void Setup()
    {
        var part = Language == "en" ? English : Korean;
        var text = string.Concat(Enumerable.Repeat(part, Math.Max(1, Tokens / (Language == "en" ? 70 : 80))));
        _messages = [new(ChatRole.System, "You are a helpful assistant."), new(ChatRole.User, text)];
    }

    [Benchmark]
    public PromptProfile Analyze() => _analyzer.Analyze(_messages, null);
}

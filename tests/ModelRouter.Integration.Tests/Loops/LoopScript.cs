using System.Globalization;
using ModelRouter.TestProviders;

namespace ModelRouter.Integration.Tests;

/// <summary>What the fake models do next, as the test wants it.</summary>
internal sealed class LoopScript
{
    private int _turns;

    /// <summary>How many tools whoever is asked calls; 0 for an answer.</summary>
    public int Calls { get; set; }

    /// <summary>The models whose service fails, whatever it is asked.</summary>
    public IReadOnlyCollection<string> Failing { get; set; } = [];

    /// <summary>The thoughts that each model had.</summary>
    public Dictionary<string, List<string>> Thoughts { get; } = new(StringComparer.Ordinal) { ["ollama"] = [], ["deepseek"] = [], ["anthropic"] = [] };

    /// <summary>The next turn of a model whose service took the request, or the service's failure.</summary>
    public WireAnswer Speak(string model, Func<SpokenTurn, WireAnswer> write)
    {
        if (Failing.Contains(model, StringComparer.Ordinal))
        {
            return WireAnswer.Json("""{"error":{"message":"out of order","type":"api_error"}}""", 500);
        }

        _turns++;
        var thought = string.Create(CultureInfo.InvariantCulture, $"{model} thought {_turns}");
        Thoughts[model].Add(thought);
        var calls = Enumerable.Range(0, Calls).Select(i => new ToolCall(IdOf(model, i), i % 2 == 0 ? "weather" : "time", i % 2 == 0 ? "Seoul" : "Bonn"));

        // Some models explain what they are about to do, and some don't.
        return write(new(_turns, thought, Calls == 0 ? $"{model} answers." : _turns % 2 == 0 ? "Let me see." : "", [.. calls]));
    }

    /// <summary>Ids of each kind: none at all, the same ones in every turn, with characters that others don't take, too long for others.</summary>
    private string IdOf(string model, int call) => (model, call) switch
    {
        ("ollama", 0) => "",
        ("ollama", _) => "call_a",
        ("deepseek", 0) => "call_0",
        ("deepseek", _) => "functions.time:1/with/a/suffix/that/is/longer/than/some/services/take",
        _ => string.Create(CultureInfo.InvariantCulture, $"toolu_01{_turns:D4}{call}"),
    };
}

namespace ModelRouter.AgentFramework;

/// <summary>What an answer comes to.</summary>
internal static class FinalAnswer
{
    internal const string Marker = "Answer:";

    /// <summary>The form in which answers are compared.</summary>
    internal static string Form(string text) => AnswerForm.Of(After(text) ?? text, PromptTask.Chat);

    /// <summary>The JSON that a text with other words comes to; <see langword="null"/> if it comes to none.</summary>
    internal static string? Json(string text)
    {
        var json = AnswerForm.WithoutFence((After(text) ?? text).Trim());
        return JsonAnswer.Problem(json, null) is null ? json : null;
    }

    /// <summary>What stands after the last marker that begins a line, whatever emphasis is around it; <see langword="null"/> if there is none.</summary>
    private static string? After(string text)
    {
        for (var at = text.LastIndexOf(Marker, StringComparison.OrdinalIgnoreCase); at >= 0; at = at == 0 ? -1 : text.LastIndexOf(Marker, at - 1, StringComparison.OrdinalIgnoreCase))
        {
            var line = text.AsSpan(text.LastIndexOf('\n', Math.Max(0, at - 1)) + 1);
            var before = line[..(at - (text.Length - line.Length))];
            if (before.Trim(" \t\r*_#>").IsEmpty && text[(at + Marker.Length)..].Trim(' ', '\t', '\r', '\n', '*', '_') is { Length: > 0 } answer)
            {
                return answer;
            }
        }

        return null;
    }
}

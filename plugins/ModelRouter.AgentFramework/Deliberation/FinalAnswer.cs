namespace ModelRouter.AgentFramework;

/// <summary>What an answer comes to.</summary>
internal static class FinalAnswer
{
    internal const string Marker = "Answer:";

    private static readonly char[] Around = [' ', '\t', '\r', '\n', '*', '_'];

    /// <summary>The form in which answers are compared.</summary>
    internal static string Form(string text) => After(text) is { } answer ? AnswerForm.OfFinal(First(answer)) : AnswerForm.Of(text, PromptTask.Chat);

    /// <summary>The JSON that a text with other words comes to; <see langword="null"/> if it comes to none.</summary>
    internal static string? Json(string text)
    {
        var json = AnswerForm.WithoutFence((After(text) ?? text).Trim(Around));
        return JsonAnswer.Problem(json, null) is null ? json : null;
    }

    /// <summary>What of it is the answer, without the courtesies behind: JSON, code, or the line; where it begins below the marker, the paragraph.</summary>
    private static string First(string text)
    {
        var answer = text.Trim(Around).ReplaceLineEndings("\n");
        if (JsonAnswer.Problem(AnswerForm.WithoutFence(answer), null) is null)
        {
            return answer;
        }

        var isBelow = text.AsSpan().TrimStart(" \t\r*_") is ['\n', ..];
        var end = answer.StartsWith("```", StringComparison.Ordinal)
            ? answer.IndexOf("\n```", StringComparison.Ordinal) is var fence and >= 0 ? fence + 4 : -1
            : isBelow || answer[0] is '{' or '[' or '\\' or '$' ? answer.IndexOf("\n\n", StringComparison.Ordinal)
            : answer.IndexOf('\n', StringComparison.Ordinal);
        return end < 0 ? answer : answer[..end];
    }

    /// <summary>What stands after the last marker that begins a line, whatever emphasis is around it; <see langword="null"/> if there is none.</summary>
    private static string? After(string text)
    {
        for (var at = text.LastIndexOf(Marker, StringComparison.OrdinalIgnoreCase); at >= 0; at = at == 0 ? -1 : text.LastIndexOf(Marker, at - 1, StringComparison.OrdinalIgnoreCase))
        {
            var line = text.AsSpan(text.LastIndexOf('\n', Math.Max(0, at - 1)) + 1);
            var before = line[..(at - (text.Length - line.Length))];
            if (before.Trim(" \t\r*_#>").IsEmpty && text[(at + Marker.Length)..] is var answer && answer.Trim(Around).Length > 0)
            {
                return answer;
            }
        }

        return null;
    }
}

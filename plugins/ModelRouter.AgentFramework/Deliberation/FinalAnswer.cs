using System.Text.RegularExpressions;

namespace ModelRouter.AgentFramework;

/// <summary>What an answer comes to.</summary>
internal static partial class FinalAnswer
{
    internal const string Marker = "Answer:";

    private static readonly char[] Around = [' ', '\t', '\r', '\n', '*', '_'];

    /// <summary>The form in which answers are compared.</summary>
    internal static string Form(string text) => After(text) is { } answer ? AnswerForm.OfFinal(First(answer.Text, answer.Open)) : AnswerForm.Of(text, PromptTask.Chat);

    /// <summary>The JSON that a text with other words comes to; <see langword="null"/> if it comes to none.</summary>
    internal static string? Json(string text)
    {
        var json = AnswerForm.WithoutFence((After(text)?.Text ?? text).Trim(Around));
        return JsonAnswer.Problem(json, null) is null ? json : null;
    }

    /// <summary>What of it is the answer, without the courtesies behind: JSON, code, or the line; where it begins below the marker, the paragraph.</summary>
    /// <param name="text">What stands after the marker.</param>
    /// <param name="open">The emphasis that was opened before the marker and is closed behind the answer.</param>
    private static string First(string text, string open)
    {
        var json = text.Trim(Around);
        if (JsonAnswer.Problem(AnswerForm.WithoutFence(json), null) is null)
        {
            return json;
        }

        var answer = text.Trim().ReplaceLineEndings("\n");
        var isBelow = text.AsSpan().TrimStart(" \t\r") is ['\n', ..];
        var end = answer.StartsWith("```", StringComparison.Ordinal)
            ? answer.IndexOf("\n```", StringComparison.Ordinal) is var fence and >= 0 ? fence + 4 : -1
            : isBelow || answer[0] is '{' or '[' or '\\' or '$' ? answer.IndexOf("\n\n", StringComparison.Ordinal)
            : answer.IndexOf('\n', StringComparison.Ordinal);
        return (answer.StartsWith("```", StringComparison.Ordinal) ? "" : open) + (end < 0 ? answer : answer[..end]);
    }

    /// <summary>What stands after the last marker that begins a line, whatever emphasis is around it; <see langword="null"/> if there is none.</summary>
    private static (string Text, string Open)? After(string text)
    {
        foreach (var marker in MarkerLine().Matches(text).Reverse())
        {
            var (answer, open) = (text[(marker.Index + marker.Length)..], marker.Groups["open"].Value);
            if (!string.IsNullOrWhiteSpace(answer.Trim(Around)))
            {
                // "**Answer:** 42" and "**Answer**: 42", or "**Answer: 42**".
                var isClosed = open.Length == 0 || marker.Groups["closed"].Length > 0 || answer[0] is '*' or '_';
                return (isClosed && open.Length > 0 ? answer.TrimStart('*', '_') : answer, isClosed ? "" : open);
            }
        }

        return null;
    }

    [GeneratedRegex(@"^(?>[ \t\r#>]*)(?<open>(?>[*_]*))(?>[ \t]*)(final[ \t]+)?answer(?<closed>[*_]*)[ \t]*:", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex MarkerLine();
}

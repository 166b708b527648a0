using System.Text.Json;

namespace ModelRouter.Evaluation;

/// <summary>What is wrong with a line, without the parser's own count of lines and bytes, which begins anew in each.</summary>
internal static class LineProblem
{
    internal static string Of(Exception wrong)
    {
        var end = wrong is JsonException ? wrong.Message.IndexOf(" LineNumber:", StringComparison.Ordinal) : -1;
        var text = end < 0 ? wrong.Message : wrong.Message[..end];
        var path = end < 0 ? -1 : text.IndexOf(" Path: ", StringComparison.Ordinal);
        return path < 0 ? text : text[..path];
    }
}

using System.Text.Json;

namespace ModelRouter.Evaluation;

/// <summary>What is wrong with data, in words.</summary>
internal static class LineProblem
{
    /// <summary>What is wrong with a file that is read as a whole, and where.</summary>
    internal static string OfFile(Exception wrong) =>
        wrong is JsonException { LineNumber: { } line } json ? $"line {line + 1}, position {json.BytePositionInLine + 1}: {Of(wrong)}" : wrong.Message;

    /// <summary>What is wrong with a line, without the parser's own count of lines and bytes, which begins anew in each.</summary>
    internal static string Of(Exception wrong)
    {
        var end = wrong is JsonException ? wrong.Message.IndexOf(" LineNumber:", StringComparison.Ordinal) : -1;
        var text = end < 0 ? wrong.Message : wrong.Message[..end];
        var path = end < 0 ? -1 : text.IndexOf(" Path: ", StringComparison.Ordinal);
        return path < 0 ? text : text[..path];
    }
}

namespace ModelRouter.Cli;

/// <summary>Makes text of models and files safe to show.</summary>
internal static class TerminalText
{
    /// <summary>Removes control characters but line feed and tab: a model's text must not move the cursor, retitle the window or
    /// write to the clipboard. Works piece by piece, since every character is judged alone.</summary>
    internal static string Clean(string text) =>
        text.AsSpan().IndexOfAnyInRange('\0', '\u001f') < 0 && text.AsSpan().IndexOfAnyInRange('\u007f', '\u009f') < 0
            ? text
            : string.Concat(text.Where(c => c is '\n' or '\t' || !char.IsControl(c)));
}

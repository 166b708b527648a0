namespace ModelRouter.NanoR1;

/// <summary>Writes a question as the classifier reads it: small letters, each number as one <c>0</c>, white space as single spaces.</summary>
internal static class ScopeText
{
    /// <summary>Characters read at most; longer questions are beyond both models anyway.</summary>
    public const int MaxLength = 512;

    /// <summary>Normalizes into <paramref name="buffer"/>, whose length is at least <see cref="MaxLength"/> + 2.</summary>
    /// <returns>The part that was written; it begins and ends with a space.</returns>
    public static ReadOnlySpan<char> Normalize(ReadOnlySpan<char> text, Span<char> buffer)
    {
        var length = 0;
        buffer[length++] = ' ';
        for (var i = 0; i < text.Length && length <= MaxLength; i++)
        {
            var c = text[i];
            c = char.IsWhiteSpace(c) || char.IsControl(c) ? ' '
                : char.IsAsciiDigit(c) ? '0'
                : c is '’' or '‘' ? '\''
                : c is '“' or '”' ? '"'
                : char.ToLowerInvariant(c);

            // What a number is says little about the kind of question; that there is one says much. Digit groups are one number.
            var isGroup = c is ',' && length > 0 && buffer[length - 1] == '0' && IsGroup(text[(i + 1)..]);
            if (isGroup || (c is ' ' or '0' && buffer[length - 1] == c))
            {
                continue;
            }

            buffer[length++] = c;
        }

        if (buffer[length - 1] != ' ')
        {
            buffer[length++] = ' ';
        }

        return buffer[..length];
    }

    /// <summary>True for exactly three digits.</summary>
    private static bool IsGroup(ReadOnlySpan<char> text) =>
        text.Length >= 3 && char.IsAsciiDigit(text[0]) && char.IsAsciiDigit(text[1]) && char.IsAsciiDigit(text[2])
        && (text.Length == 3 || !char.IsAsciiDigit(text[3]));
}

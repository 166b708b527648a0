namespace ModelRouter;

/// <summary>The form that a service wants ids of tool calls in: ASCII letters and digits, and some characters more.</summary>
public sealed record ToolCallIdFormat
{
    /// <summary>Exactly nine letters and digits, as Mistral's services and templates want it.</summary>
    public static ToolCallIdFormat Mistral { get; } = new() { MinLength = 9, MaxLength = 9 };

    /// <summary>The fewest characters; from 1 to <see cref="MaxLength"/>.</summary>
    public int MinLength { get; init; } = 1;

    /// <summary>The most characters; from 8, below which ids could meet, to 1,024. Default 64.</summary>
    public int MaxLength { get; init; } = 64;

    /// <summary>Characters that are allowed beside letters and digits.</summary>
    public string Punctuation { get; init; } = "";

    internal const int LeastMaxLength = 8;

    internal const int MostMaxLength = 1_024;

    /// <summary>What is wrong with the format, or <see langword="null"/>.</summary>
    internal string? Problem() =>
        MaxLength is < LeastMaxLength or > MostMaxLength ? $"The longest id of a tool call has {MaxLength} characters; it must have from 8 to 1,024."
        : MinLength < 1 || MinLength > MaxLength ? $"The shortest id of a tool call has {MinLength} characters; it must have from 1 to {MaxLength}."
        : Punctuation is null ? "The punctuation of tool-call ids is null."
        : null;

    /// <summary>True if <paramref name="id"/> may go as it is.</summary>
    internal bool Accepts(string? id)
    {
        if (id is null || id.Length < MinLength || id.Length > MaxLength)
        {
            return false;
        }

        foreach (var c in id)
        {
            if (!char.IsAsciiLetterOrDigit(c) && !Punctuation.Contains(c, StringComparison.Ordinal))
            {
                return false;
            }
        }

        return true;
    }
}

using System.Text;

namespace ModelRouter.NanoR1;

/// <summary>What is certainly beyond a model, whatever a classifier thinks.</summary>
/// <remarks>Stated by how the models are trained; whoever trains them with more changes them here.</remarks>
internal static class ScopeLimits
{
    /// <summary>UTF-8 bytes of a question to the base model; each is a token, and thought and answer need room as well.</summary>
    public const int BaseBytes = 250;

    /// <summary>UTF-8 bytes of a question to the specialist, whose lines are longer and whose thoughts are shorter.</summary>
    public const int MachineBytes = 400;

    /// <summary>Digits of the longest number.</summary>
    public const int Digits = 6;

    /// <summary>Why the question is beyond the model's reach, the end of a sentence; <see langword="null"/> if it may be within.</summary>
    public static string? Objection(ReadOnlySpan<char> question, Competence competence)
    {
        var limit = competence == Competence.Machine ? MachineBytes : BaseBytes;
        return question.IsWhiteSpace() ? "and this conversation asks nothing"
            : Encoding.UTF8.GetByteCount(question) > limit ? $"in questions of up to {limit} bytes; this one is longer"
            : LongestNumber(question) > Digits ? $"with numbers of up to {Digits} digits; this question has a longer one"
            : null;
    }

    /// <summary>Digits of the longest number; commas between digits belong to it.</summary>
    private static int LongestNumber(ReadOnlySpan<char> text)
    {
        var (longest, current) = (0, 0);
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsAsciiDigit(text[i]))
            {
                longest = Math.Max(longest, ++current);
            }
            else if (text[i] != ',' || !IsThousands(text[(i + 1)..]))
            {
                current = 0;
            }
        }

        return longest;
    }

    private static bool IsThousands(ReadOnlySpan<char> text) =>
        text.Length >= 3 && !text[..3].ContainsAnyExceptInRange('0', '9') && (text.Length == 3 || !char.IsAsciiDigit(text[3]));
}

using System.Buffers;
using System.Collections.Frozen;

namespace ModelRouter;

/// <summary>A request without what says nothing about it: courtesies around it, spaces beyond the first, and capitals throughout.</summary>
/// <remarks>How politely or loudly somebody asks must not decide which model answers.</remarks>
internal static class PlainRequest
{
    // Of a text in capitals, this many letters tell; a few small ones may be among them.
    private const int LettersToTell = 40;
    private const int LeastLetters = 8;
    private const int SmallOnesAmongCapitals = 8;

    // What is left of a request must be one.
    private const int LeastRest = 8;
    private const int LongestWord = 16;

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Courtesies = new[]
    {
        "hi", "hello", "hey", "hiya", "dear", "there", "good", "morning", "afternoon", "evening", "please", "pls", "plz", "kindly", "could", "can", "would", "will",
        "you", "help", "me", "us", "with", "this", "that", "something", "i", "we", "need", "have", "a", "an", "one", "quick", "question", "for", "your", "the", "assistant", "thanks",
        "thank", "thx", "cheers", "so", "very", "much", "lot", "in", "advance", "appreciate", "it", "be", "great", "nice", "day", "and", "any", "many", "ok", "okay",
        "안녕", "안녕하세요", "저기", "저기요", "혹시", "질문", "질문이", "질문입니다", "하나", "있어요", "있습니다", "있는데요", "좀", "꼭", "잘", "이것", "이거", "도와줘", "도와주세요",
        "도와주실", "도와", "수", "있나요", "있을까요", "고마워", "고마워요", "고맙습니다", "감사", "감사해요", "감사합니다", "정말", "미리", "부탁", "부탁해", "부탁해요", "부탁드려요", "부탁드립니다", "주세요",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    // Words that make a sentence of courtesies one, so that "Can you have a day?" stays.
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Telling = new[]
    {
        "hi", "hello", "hey", "hiya", "dear", "morning", "afternoon", "evening", "please", "pls", "plz", "kindly", "help", "question", "thanks", "thank", "thx", "cheers", "appreciate",
        "안녕", "안녕하세요", "저기요", "질문", "질문이", "질문입니다", "도와줘", "도와주세요", "도와주실", "고마워", "고마워요", "고맙습니다", "감사", "감사해요", "감사합니다", "부탁", "부탁해", "부탁해요",
        "부탁드려요", "부탁드립니다",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    // In front of a request, in its own sentence; longer ones first.
    private static readonly string[] Openings =
    [
        "could you please ", "can you please ", "would you please ", "will you please ", "please could you ", "please can you ", "i would like you to ", "i'd like you to ", "i want you to ",
        "i need you to ", "could you ", "can you ", "would you ", "please, ", "please ", "kindly ",
    ];

    // Behind it, likewise.
    private static readonly string[] Endings = [", please", " please", ", thanks", " thanks", ", thank you", " thank you", " 부탁해", " 부탁해요", " 부탁드려요", " 부탁드립니다"];

    private static readonly SearchValues<char> SentenceEnds = SearchValues.Create(".?!\n");

    /// <summary>The request itself, a part of <paramref name="text"/>.</summary>
    internal static ReadOnlySpan<char> Of(ReadOnlySpan<char> text)
    {
        var whole = text.Trim();
        var rest = whole;
        while (rest.IndexOfAny(SentenceEnds) is > 0 and var end && end + 1 < rest.Length && IsCourtesy(rest[..end]))
        {
            rest = rest[end..].TrimStart(" \t\r\n.?!~");
        }

        while (LastSentence(rest) is > 0 and var start && IsCourtesy(rest[start..]))
        {
            rest = rest[..start].TrimEnd();
        }

        foreach (var opening in Openings)
        {
            if (rest.StartsWith(opening, StringComparison.OrdinalIgnoreCase))
            {
                rest = rest[opening.Length..].TrimStart();
                break;
            }
        }

        var marks = rest.TrimEnd(".?!~");
        foreach (var ending in Endings)
        {
            if (marks.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
            {
                rest = marks[..^ending.Length];
                break;
            }
        }

        return rest.Length >= LeastRest ? rest : whole;
    }

    /// <summary>True if a text would be another one by <see cref="Write"/>.</summary>
    internal static bool IsUneven(ReadOnlySpan<char> text) => text.Contains("  ", StringComparison.Ordinal) || IsInCapitals(text);

    /// <summary>Writes a text with single spaces between words, and in small letters if it is in capitals.</summary>
    /// <param name="text">The text.</param>
    /// <param name="into">Takes it; at least as long.</param>
    /// <returns>How many characters it has.</returns>
    internal static int Write(ReadOnlySpan<char> text, Span<char> into)
    {
        var lower = IsInCapitals(text);
        var count = 0;
        var isIndent = true;
        foreach (var c in text)
        {
            // Spaces that begin a line are the layout of code.
            isIndent = c == '\n' || (isIndent && c == ' ');
            if (c != ' ' || isIndent || into[count - 1] != ' ')
            {
                into[count++] = lower ? char.ToLowerInvariant(c) : c;
            }
        }

        return count;
    }

    private static bool IsInCapitals(ReadOnlySpan<char> text)
    {
        var (large, small) = (0, 0);
        foreach (var c in text)
        {
            if (char.IsUpper(c))
            {
                large++;
            }
            else if (char.IsLower(c) && ++small > SmallOnesAmongCapitals)
            {
                return false;
            }

            if (large + small == LettersToTell)
            {
                break;
            }
        }

        return large >= LeastLetters && large > 3 * small;
    }

    /// <summary>Where the last of several sentences begins; 0 if there is but one.</summary>
    private static int LastSentence(ReadOnlySpan<char> text) => text.TrimEnd(".?!~\n ").LastIndexOfAny(SentenceEnds) + 1;

    private static bool IsCourtesy(ReadOnlySpan<char> sentence)
    {
        var isTelling = false;
        for (var i = 0; i < sentence.Length;)
        {
            var start = i;
            while (i < sentence.Length && char.IsLetter(sentence[i]))
            {
                i++;
            }

            if (i > start)
            {
                var word = sentence[start..i];
                if (word.Length > LongestWord || !Courtesies.Contains(word))
                {
                    return false;
                }

                isTelling |= Telling.Contains(word);
            }
            else if (char.IsDigit(sentence[i++]))
            {
                return false;
            }
        }

        return isTelling;
    }
}

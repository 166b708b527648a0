using System.Buffers;
using System.Text;

namespace ModelRouter;

/// <summary>Finds instructions that are hidden from people: in Base64, or in characters that aren't shown.</summary>
internal static class HiddenText
{
    private const int ShortestBlob = 40;

    // Images are Base64 as well; an instruction shows itself at once.
    private const int MostRead = 512;

    // As many make a word; flags of emoji have six.
    private const int FewestTags = 8;
    private const int FewestZeroWidth = 8;

    // Tag characters are beyond the first plane, and all begin with this one.
    private const char TagBegin = '\uDB40';

    private static readonly SearchValues<char> Invisible = SearchValues.Create("\u200B\u2060\uFEFF\u202D\u202E\uDB40");

    internal static void ReadInvisible(ReadOnlySpan<char> text, TextOrigin origin, ref InjectionReading reading)
    {
        var (tags, zeroWidth, overrides) = (0, 0, 0);
        for (var at = text.IndexOfAny(Invisible); at >= 0;)
        {
            switch (text[at])
            {
                case TagBegin:
                    tags++;
                    break;
                case '\u202D' or '\u202E':
                    overrides++;
                    break;
                default:
                    zeroWidth += at > 0 ? 1 : 0;
                    break;
            }

            var next = text[(at + 1)..].IndexOfAny(Invisible);
            at = next < 0 ? -1 : at + 1 + next;
        }

        if (tags >= FewestTags)
        {
            reading.Add(InjectionSignals.Obfuscation, InjectionText.Weight(0.6, 0.85, origin));
        }
        else if (zeroWidth >= FewestZeroWidth || overrides > 0)
        {
            reading.Add(InjectionSignals.Obfuscation, InjectionText.Weight(0.2, 0.35, origin));
        }
    }

    internal static void ReadBase64(ReadOnlySpan<char> text, TextOrigin origin, ref InjectionReading reading)
    {
        // A long enough blob has one of its characters at every so many; elsewhere nothing has to be looked at.
        for (var at = ShortestBlob - 1; at < text.Length; at += ShortestBlob)
        {
            if (!IsBase64(text[at]))
            {
                continue;
            }

            var begin = at;
            while (begin > at - ShortestBlob + 1 && IsBase64(text[begin - 1]))
            {
                begin--;
            }

            var end = at + 1;
            while (end < text.Length && IsBase64(text[end]))
            {
                end++;
            }

            if (end - begin >= ShortestBlob && HoldsInstruction(text[begin..end]))
            {
                reading.Add(InjectionSignals.Obfuscation, InjectionText.Weight(0.6, 0.85, origin));
                return;
            }

            at = Math.Max(at, end - ShortestBlob);
        }
    }

    private static bool IsBase64(char c) => char.IsAsciiLetterOrDigit(c) || c is '+' or '/' or '-' or '_';

    private static bool HoldsInstruction(ReadOnlySpan<char> blob)
    {
        Span<char> chars = stackalloc char[MostRead];
        var length = Math.Min(blob.Length, MostRead) & ~3;
        for (var i = 0; i < length; i++)
        {
            chars[i] = blob[i] switch
            {
                '-' => '+',
                '_' => '/',
                var c => c,
            };
        }

        Span<byte> bytes = stackalloc byte[MostRead];
        if (!Convert.TryFromBase64Chars(chars[..length], bytes, out var count) || !Ascii.IsValid(bytes[..count]))
        {
            return false;
        }

        Span<char> text = stackalloc char[MostRead];
        Ascii.ToUtf16(bytes[..count], text, out var written);
        InjectionReading inside = default;
        InjectionText.ReadWords(text[..written], TextOrigin.Given, ref inside);
        return inside.Suspicion >= 0.4;
    }
}
